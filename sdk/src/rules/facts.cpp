#include "rules/facts.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "event/names.h"
#include "event/url.h"

namespace waymark::rules {
namespace {

/// Cuts the first part of a dotted path off.
std::string_view take_part(std::string_view& path) {
  const std::size_t dot = path.find('.');
  const std::string_view part = path.substr(0, dot);
  path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
  return part;
}

/// Follows a path into a tree; array elements by number.
Value descend(const Value& root, std::string_view path) {
  const Value* at = &root;
  while (!path.empty() && at) {
    const std::string_view part = take_part(path);
    if (at->is_array()) {
      std::size_t index = 0;
      for (char c : part) index = c >= '0' && c <= '9' ? index * 10 + static_cast<std::size_t>(c - '0') : SIZE_MAX / 16;
      at = !part.empty() && index < at->items().size() ? &at->items()[index] : nullptr;
    } else {
      at = at->find(part);
    }
  }
  return at ? *at : Value();
}

Value texts(const std::vector<std::string>& list) {
  Value array = Value::array();
  for (const std::string& text : list) array.push(Value(text));
  return array;
}

Value visitor_fact(const Facts& facts, std::string_view path) {
  const std::string_view name = take_part(path);
  if (name == "id") return Value(facts.identity.anonymous_id);
  if (name == "userId") return Value(facts.identity.user_id);
  if (name == "known") return Value(!facts.identity.user_id.empty());
  if (name == "traits") return descend(facts.profile.traits, path);
  if (name == "orders") return Value::number(facts.profile.purchases.orders);
  if (name == "revenue") return Value(facts.profile.purchases.revenue);
  if (name == "lastOrderSession") return Value::number(facts.profile.purchases.last_session);
  if (name == "purchased") return texts(facts.profile.purchases.items);
  if (name == "favouriteCategories") return texts(profile::strongest(facts.profile.categories, facts.now, 5));
  if (name == "affinity") {
    for (const profile::Affinity& affinity : facts.profile.categories) {
      if (affinity.key == path) return Value(affinity.at(facts.now));
    }
    return Value(0.0);
  }
  return Value();
}

Value session_fact(const identity::Session& session, std::string_view path) {
  const std::string_view name = take_part(path);
  if (name == "number") return Value::number(session.number);
  if (name == "pageviews") return Value::number(session.pageviews);
  if (name == "channel") return Value(session.channel);
  if (name == "entry") return Value(path == "referrer" ? session.entry_referrer : session.entry_url);
  return Value();
}

Value page_fact(const PageFacts& page, std::string_view path) {
  const event::UrlParts url = event::split_url(page.url);
  const std::string_view name = take_part(path);
  if (name == "url") return Value(page.url);
  if (name == "host") return Value(url.host);
  if (name == "path") return Value(url.path);
  if (name == "query") return Value(event::query_parameter(url.query, path));
  if (name == "title") return Value(page.title);
  if (name == "referrer") return Value(page.referrer);
  if (name == "language") return Value(page.language);
  return Value();
}

Value cart_fact(const profile::Cart& cart, std::string_view name) {
  if (name == "items") return Value::number(cart.items.size());
  if (name == "value") return Value(cart.value());
  if (name == "categories" || name == "ids") {
    std::vector<std::string> list;
    for (const profile::CartItem& item : cart.items) {
      const std::string& text = name == "ids" ? item.id : item.category;
      if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
    }
    return texts(list);
  }
  return Value();
}

/// `now.hour` 0..23, `now.dow` 0 (Sunday)..6, both in the site's zone.
Value now_fact(const Facts& facts, std::string_view name) {
  const TimeMs local = std::max<TimeMs>(0, facts.now + facts.page.site_offset_minutes * kMinuteMs);
  if (name == "hour") return Value::number(local / kHourMs % 24);
  if (name == "dow") return Value::number((local / kDayMs + 4) % 7);  // 1970-01-01 was a Thursday
  if (name == "ms") return Value::number(facts.now);
  return Value();
}

/// Length of `30m`, `12h` or `7d`; 0 where it is none.
TimeMs length_of(std::string_view window) {
  if (window.size() < 2 || window.size() > 6) return 0;
  TimeMs amount = 0;
  for (char c : window.substr(0, window.size() - 1)) {
    if (c < '0' || c > '9') return 0;
    amount = amount * 10 + (c - '0');
  }
  switch (window.back()) {
    case 'm':
      return amount * kMinuteMs;
    case 'h':
      return amount * kHourMs;
    case 'd':
      return amount * kDayMs;
    default:
      return 0;
  }
}

}  // namespace

Value Facts::lookup(std::string_view path) const {
  const std::string_view root = take_part(path);
  if (root == "visitor") return visitor_fact(*this, path);
  if (root == "session") return session_fact(session, path);
  if (root == "page") return page_fact(page, path);
  if (root == "cart") return cart_fact(profile.cart, path);
  if (root == "now") return now_fact(*this, path);
  if (root == "journey") {
    if (path == "stage") return Value(journey.stage);
    if (path == "sinceMs") return Value::number(now - journey.since);
  }
  if (root == "event" && event) {
    if (path == "name") return Value(event->name);
    if (path == "type") return Value(event::text_of(event->type));
    return descend(event->properties, path);
  }
  return Value();
}

std::int64_t Facts::count(std::string_view event_name, std::string_view window) const {
  const profile::EventLog& log = profile.log;
  if (window == "lifetime") return log.lifetime(event_name);
  if (window == "session") return log.in_session(event_name, session.number);
  if (window == "page") return log.on_page(event_name, profile.pages);
  return log.since(event_name, now - length_of(window) + 1);
}

bool is_window(std::string_view window) {
  return window == "lifetime" || window == "session" || window == "page" || length_of(window) > 0;
}

}  // namespace waymark::rules
