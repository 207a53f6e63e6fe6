#include "profile/profile.h"

#include <algorithm>
#include <array>
#include <utility>

#include "event/names.h"
#include "event/vocabulary.h"
#include "profile/product.h"

namespace waymark::profile {
namespace {

namespace names = event::names;

/// How much an event says about interest in a category: looking 1, wishing 2, taking 3, buying 5.
constexpr std::array<std::pair<const char*, double>, 5> kInterest = {{{names::kProductListViewed, 0.5},
                                                                      {names::kProductViewed, 1},
                                                                      {names::kProductAddedToWishlist, 2},
                                                                      {names::kProductAdded, 3},
                                                                      {names::kOrderCompleted, 5}}};

double interest_of(const std::string& name) {
  for (const auto& [known, weight] : kInterest) {
    if (name == known) return weight;
  }
  return 0;
}

void remember_viewed(Profile& profile, const Product& product, TimeMs now) {
  if (product.id.empty()) return;
  profile.recent.remove_if([&](const RecentItem& item) { return item.id == product.id; });
  profile.recent.emplace(0, product.id, product.category, now);
  if (profile.recent.size() > kMaxRecentItems) profile.recent.pop_back();
}

void remember_order(Profile& profile, const Event& event) {
  Purchases& purchases = profile.purchases;
  ++purchases.orders;
  const Value& revenue = event.properties["revenue"];
  purchases.revenue += (revenue.is_number() ? revenue : event.properties["total"]).number_or(0);
  purchases.last_ms = std::max(purchases.last_ms, event.timestamp);
  purchases.last_session = std::max(purchases.last_session, event.session.number);
  for (const Value& line : event.properties["products"].items()) {
    std::string id = product_of(line).id;
    if (id.empty()) continue;
    purchases.times.resize(purchases.items.size());
    const auto known = std::find(purchases.items.begin(), purchases.items.end(), id);
    if (known != purchases.items.end()) {
      purchases.times.erase(purchases.times.begin() + (known - purchases.items.begin()));
      purchases.items.erase(known);
    }
    purchases.items.insert(purchases.items.begin(), std::move(id));
    purchases.times.insert(purchases.times.begin(), static_cast<double>(event.timestamp));
  }
  if (purchases.items.size() > kMaxPurchasedItems) {
    purchases.items.resize(kMaxPurchasedItems);
    purchases.times.resize(kMaxPurchasedItems);
  }
}

}  // namespace

std::string_view counted_name(const Event& event) {
  if (event.type == EventType::track) return event.name;
  if (event.type == EventType::page) return "Page Viewed";
  return event::text_of(event.type);
}

void apply(Profile& profile, const Event& event) {
  if (event.type == EventType::page) ++profile.pages;
  for (const Member& trait : event.type == EventType::identify ? event.traits.members() : std::span<const Member>()) {
    profile.traits.set(trait.key, trait.value);
  }
  profile.log.add(counted_name(event), event.timestamp, event.session.number, profile.pages);
  if (event.type != EventType::track) return;

  if (const double weight = interest_of(event.name); weight > 0) {
    raise(profile.categories, event.properties["category"].text_or(), weight, event.timestamp);
    if (event.name == names::kOrderCompleted) {
      for (const Value& line : event.properties["products"].items()) {
        raise(profile.categories, line["category"].text_or(), weight, event.timestamp);
      }
    }
  }
  if (event.name == names::kProductViewed) {
    remember_viewed(profile, product_of(event.properties), event.timestamp);
  }
  if (event.name == names::kOrderCompleted) remember_order(profile, event);
  apply(profile.cart, event);
}

}  // namespace waymark::profile
