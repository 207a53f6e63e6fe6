#include "rules/facts.h"

#include <algorithm>
#include <cstddef>
#include <string>

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

/// Place of an array element a path names, or one past any array.
std::size_t index_of(std::string_view part) {
  std::size_t index = part.empty() ? SIZE_MAX / 16 : 0;
  for (const char c : part)
    index = c >= '0' && c <= '9' && index < 100'000 ? index * 10 + static_cast<std::size_t>(c - '0') : SIZE_MAX / 16;
  return index;
}

Value texts(const std::vector<std::string>& list) {
  Value array = Value::array();
  for (const std::string& text : list) array.push(Value(text));
  return array;
}

Value visitor(const Facts& facts) {
  const profile::Profile& profile = facts.profile;
  Value out;
  out.add("id", facts.identity.anonymous_id);
  out.add("userId", facts.identity.user_id);
  out.append_member("known", Value(!facts.identity.user_id.empty()));
  out.append_member("traits", profile.traits);
  out.add_number("orders", static_cast<double>(profile.purchases.orders));
  out.add_number("revenue", profile.purchases.revenue);
  out.add_number("lastOrderSession", static_cast<double>(profile.purchases.last_session));
  out.append_member("purchased", texts(profile.purchases.items));
  out.append_member("favouriteCategories", texts(profile::strongest(profile.categories, facts.now, 5)));
  Value affinity = Value::object();
  for (const profile::Affinity& one : profile.categories) affinity.add_number(one.key.c_str(), one.at(facts.now));
  out.append_member("affinity", std::move(affinity));
  Value recent = Value::array();
  for (const profile::RecentItem& item : profile.recent) recent.push(Value(item.id));
  out.append_member("recent", std::move(recent));
  return out;
}

Value session(const identity::Session& session) {
  Value out;
  out.add("id", session.id);
  out.add_number("number", static_cast<double>(session.number));
  out.add_number("start", static_cast<double>(session.start));
  out.add_number("pageviews", static_cast<double>(session.pageviews));
  out.add("channel", session.channel);
  Value entry;
  entry.add("url", session.entry_url);
  entry.add("referrer", session.entry_referrer);
  out.append_member("entry", std::move(entry));
  return out;
}

Value page(const PageFacts& page) {
  const event::UrlParts url = event::split_url(page.url);
  Value out;
  out.add("url", page.url);
  out.add("host", url.host);
  out.add("path", url.path);
  out.append_member("query", event::query_parameters(url.query));
  out.add("title", page.title);
  out.add("referrer", page.referrer);
  out.add("language", page.language);
  return out;
}

Value cart(const profile::Cart& cart) {
  std::vector<std::string> ids;
  std::vector<std::string> categories;
  for (const profile::CartItem& item : cart.items) {
    ids.push_back(item.id);
    if (std::find(categories.begin(), categories.end(), item.category) == categories.end()) {
      categories.push_back(item.category);
    }
  }
  Value out;
  out.add_number("items", static_cast<double>(ids.size()));
  out.add_number("value", cart.value());
  out.append_member("ids", texts(ids));
  out.append_member("categories", texts(categories));
  return out;
}

/// hour 0..23 and dow 0 (Sunday)..6, both in the site's zone; ms since 1970.
Value moment(const Facts& facts) {
  const TimeMs local = std::max<TimeMs>(0, facts.now + facts.page.site_offset_minutes * kMinuteMs);
  Value out;
  out.add_number("hour", static_cast<double>(local / kHourMs % 24));
  out.add_number("dow", static_cast<double>((local / kDayMs + 4) % 7));  // 1970-01-01 was a Thursday
  out.add_number("ms", static_cast<double>(facts.now));
  return out;
}

Value build(const Facts& facts, const std::string& name) {
  if (name == "visitor") return visitor(facts);
  if (name == "session") return session(facts.session);
  if (name == "page") return page(facts.page);
  if (name == "cart") return cart(facts.profile.cart);
  if (name == "now") return moment(facts);
  Value out;
  if (name == "journey") {
    out.add("stage", facts.journey.stage);
    out.add_number("since", static_cast<double>(facts.journey.since));
    out.add_number("sinceMs", static_cast<double>(facts.now - facts.journey.since));
  } else if (name == "event" && facts.event) {
    out = facts.event->properties;
    out.set("name", Value(facts.event->name));
    out.set("type", Value(event::text_of(facts.event->type)));
  }
  return out;
}

/// Length of `30m`, `12h` or `7d`; 0 where it is none.
TimeMs length_of(std::string_view window) {
  if (window.size() < 2 || window.size() > 6) return 0;
  TimeMs amount = 0;
  for (const char c : window.substr(0, window.size() - 1)) {
    if (c < '0' || c > '9') return 0;
    amount = amount * 10 + (c - '0');
  }
  const char unit = window.back();
  return amount * (unit == 'm' ? kMinuteMs : unit == 'h' ? kHourMs : unit == 'd' ? kDayMs : 0);
}

}  // namespace

const Value& Facts::root(const std::string& name) const {
  for (const auto& [known, value] : built) {
    if (known == name) return value;
  }
  return built.emplace_back(name, build(*this, name)).second;
}

Value Facts::lookup(std::string_view path) const {
  const Value* at = &root(std::string(take_part(path)));
  while (!path.empty() && at) {
    const std::string_view part = take_part(path);
    if (at->is_array()) {
      const std::size_t index = index_of(part);
      at = index < at->items().size() ? &at->items()[index] : nullptr;
    } else {
      at = at->find(part);
    }
  }
  return at ? *at : Value();
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
