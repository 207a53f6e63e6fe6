#include "profile/profile.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "event/names.h"
#include "event/vocabulary.h"
#include "profile/product.h"

namespace waymark::profile {
namespace {

namespace names = event::names;

/// Orders kept one by one, with room for what of them was given back; older ones are summed up.
constexpr std::size_t kMaxOrders = 60;
/// Lines of an order kept.
constexpr std::size_t kMaxLines = 20;

enum class Does : std::uint8_t {
  nothing,
  view,
  wish,
  unwish,
  add,
  remove,
  see_cart,
  abandon,
  coupon,
  no_coupon,
  order,
  update_order,
  refund,
  cancel,
  earn,
  spend
};

/// What an event means to the profile, and how much it says about interest in what it names: looking 1, wishing 2,
/// taking 3, buying 5.
struct Meaning {
  const char* name;
  Does does;
  float interest;
};

constexpr Meaning kMeanings[] = {{names::kProductViewed, Does::view, 1},
                                 {names::kProductListViewed, Does::nothing, 0.5F},
                                 {names::kProductAdded, Does::add, 3},
                                 {names::kProductRemoved, Does::remove, 0},
                                 {names::kCartViewed, Does::see_cart, 0},
                                 {names::kCartAbandoned, Does::abandon, 0},
                                 {names::kOrderCompleted, Does::order, 5},
                                 {names::kProductAddedToWishlist, Does::wish, 2},
                                 {"Product Removed from Wishlist", Does::unwish, 0},
                                 {"Coupon Applied", Does::coupon, 0},
                                 {"Coupon Removed", Does::no_coupon, 0},
                                 {"Order Updated", Does::update_order, 0},
                                 {"Order Refunded", Does::refund, 0},
                                 {"Order Cancelled", Does::cancel, 0},
                                 {"Points Earned", Does::earn, 0},
                                 {"Points Spent", Does::spend, 0}};

void take_interest(Part& part, const Value& named, double weight, TimeMs at) {
  const Product product = product_of(named);
  raise(part, kCategories, product.category, at, weight);
  raise(part, kBrands, product.brand, at, weight);
  raise(part, kPrices, price_band(product.price), at, weight);
}

double amount_of(const Value& properties, const char* key, const char* other) {
  const Value& value = properties[key];
  const double amount = (value.is_number() ? value : properties[other]).number_or(0);
  return amount > 0 && amount < 1e15 ? amount : 0;
}

Value lines_of(const Value& properties) {
  Value lines = Value::array();
  for (const Value& line : properties["products"].items()) {
    const Product product = product_of(line);
    if (product.id.empty() || lines.items().size() >= kMaxLines) continue;
    Value row;
    row.push(Value(product.id));
    row.push(Value(product.category));
    row.push(Value(product.quantity));
    lines.push(std::move(row));
  }
  return lines;
}

/// Sums up the oldest order where there are as many as `most`; true where there were.
bool make_room(Part& part, std::size_t most = kMaxOrders) {
  List<Entry>& orders = part.lists[kOrders];
  if (orders.size() < most) return false;
  std::size_t oldest = 0;
  for (std::size_t i = 1; i < orders.size(); ++i) {
    if (orders[i].at_ms < orders[oldest].at_ms) oldest = i;
  }
  const Entry& gone = orders[oldest];
  if (gone.number > 0) raise(part, kTotals, "olderValue", gone.at_ms, gone.number);
  if (gone.number < 0) raise(part, kTotals, "olderBack", gone.at_ms, -gone.number);
  if (gone.number >= 0) raise(part, kTotals, "olderOrders", gone.at_ms, 1);
  orders.erase(oldest);
  return true;
}

void remember_order(Part& part, const Event& event, const Meaning& meaning) {
  const Value& told = event.properties;
  std::string id = id_text(told["order_id"]);
  if (id.empty()) id = event.message_id;  // nobody else will speak of it
  const Entry* order = part.find(kOrders, id);
  // An order may be told twice, by the page and by the server.
  if (meaning.does == Does::order ? order != nullptr : !order) return;
  if (meaning.does == Does::refund || meaning.does == Does::cancel) {
    const double amount = meaning.does == Does::cancel ? 0 : amount_of(told, "refund", "total");
    const double back = amount > 0 ? amount : order->number;
    make_room(part);
    put(part, kOrders, "-" + id, event.timestamp, -std::max(back, 1e-6));
    return;
  }
  Value detail;
  detail.push(order ? item(order->detail, 0) : Value(static_cast<double>(event.session.number)));
  detail.push(lines_of(told));
  const TimeMs at = order ? order->at_ms : event.timestamp;
  if (!order) {
    make_room(part);
    for (const Value& line : told["products"].items()) take_interest(part, line, meaning.interest, at);
  }
  put(part, kOrders, id, at, amount_of(told, "revenue", "total"), std::move(detail));
}

void put_in_cart(Part& part, const Product& product, double quantity, TimeMs at) {
  if (product.id.empty()) return;
  Value detail;
  detail.push(Value(product.category));
  detail.push(Value(product.price));
  put(part, kCart, product.id, at, quantity, std::move(detail));
}

void clear_cart(Part& part, TimeMs at) {
  part.lists[kCart].clear();
  put(part, kMoments, "cleared", at, 0);
  put(part, kMoments, "coupon", at, 0);
}

/// Product Added and Removed change the cart, Cart Viewed with `products` replaces it, Order Completed empties it.
void change_cart(Part& part, const Event& event, const Meaning& meaning, const Product& product) {
  const Value& told = event.properties;
  const TimeMs at = event.timestamp;
  const Entry* line = part.find(kCart, product.id);
  const double held = line ? line->number : 0;
  switch (meaning.does) {
    case Does::add:
      put_in_cart(part, product, held + product.quantity, at);
      break;
    case Does::remove:
      // Without a quantity the whole line is meant. What nobody has put in may lie there from another device.
      if (product.id.empty()) return;
      put(part, kCart, product.id, at, told["quantity"].is_number() ? std::max<double>(0, held - product.quantity) : 0,
          line ? line->detail : Value());
      break;
    case Does::see_cart: {
      if (!told["products"].is_array()) return;
      const Entry* changed = part.find(kMoments, "changed");
      clear_cart(part, at);
      for (const Value& one : told["products"].items()) {
        const Product seen = product_of(one);
        put_in_cart(part, seen, seen.quantity, at);
      }
      if (!told["coupon"].text_or().empty()) put(part, kMoments, "coupon", at, 1, told["coupon"]);
      // Looking is no change, but of a cart nobody has told of before.
      if (changed) return;
      break;
    }
    case Does::order:
      clear_cart(part, at);
      break;
    case Does::coupon:
      put(part, kMoments, "coupon", at, 1, told["coupon_name"].is_null() ? told["coupon_id"] : told["coupon_name"]);
      break;
    case Does::no_coupon:
      put(part, kMoments, "coupon", at, 0);
      break;
    case Does::abandon:
      put(part, kMoments, "abandoned", at, 0);
      return;
    default:
      return;
  }
  put(part, kMoments, "changed", at, 0);
}

bool apply_track(Part& part, const Event& event) {
  const Meaning* found = std::find_if(std::begin(kMeanings), std::end(kMeanings),
                                      [&](const Meaning& meaning) { return event.name == meaning.name; });
  if (found == std::end(kMeanings)) return false;
  const Value& told = event.properties;
  const TimeMs at = event.timestamp;
  const Product product = product_of(told);
  switch (found->does) {
    case Does::view:
      if (!product.id.empty()) put(part, kViewed, product.id, at, 1, Value(product.category));
      break;
    case Does::wish:
    case Does::unwish:
      if (!product.id.empty()) put(part, kFavourites, product.id, at, found->does == Does::wish ? 1 : 0);
      break;
    case Does::earn:
    case Does::spend:
      raise(part, kTotals, found->does == Does::earn ? "earned" : "spent", at, amount_of(told, "points", "points"));
      break;
    case Does::order:
    case Does::update_order:
    case Does::refund:
    case Does::cancel:
      remember_order(part, event, *found);
      break;
    default:
      break;
  }
  take_interest(part, told, found->interest, at);
  // What is bought in a store leaves the cart of the page alone.
  const std::string_view channel = event.context["channel"].text_or();
  if (channel.empty() || channel == "web" || channel == "app") change_cart(part, event, *found, product);
  return true;
}

}  // namespace

const Part& Profile::view() const {
  if (parts.size() == 1) return parts.front();
  if (!joined) {
    joined = true;
    whole = Part();
    for (const Part& part : parts) join(whole, part, false);
  }
  return whole;
}

Part& Profile::part(std::string_view id) {
  std::size_t at = 0;
  while (at < parts.size() && parts[at].id < id) ++at;
  if (at == parts.size() || parts[at].id != id) parts.emplace(at).id = id;
  return parts[at];
}

std::string_view counted_name(const Event& event) {
  if (event.type == EventType::track) return event.name;
  if (event.type == EventType::page) return "Page Viewed";
  return event::text_of(event.type);
}

bool apply(Profile& profile, const Event& event) {
  if (event.type == EventType::page) ++profile.pages;
  profile.log.add(counted_name(event), event.timestamp, event.session.number, profile.pages, event.properties);
  Part& part = profile.part(event.anonymous_id);
  part.last_ms = std::max(part.last_ms, event.timestamp);
  for (const Member& trait : event.type == EventType::identify ? event.traits.members() : std::span<const Member>()) {
    put(part, kTraits, trait.key, event.timestamp, 0, trait.value);
  }
  const bool learned = event.type == EventType::track ? apply_track(part, event) : event.type == EventType::identify;
  profile.changed();
  return learned;
}

void merge(Profile& profile, const List<Part>& parts, TimeMs now) {
  for (const Part& part : parts) join(profile.part(part.id), part, true);
  for (Part& part : profile.parts) clamp(part, now);
  while (profile.parts.size() > kMaxParts) {
    std::size_t silent = 0;
    for (std::size_t i = 1; i < profile.parts.size(); ++i) {
      if (profile.parts[i].last_ms < profile.parts[silent].last_ms) silent = i;
    }
    profile.parts.erase(silent);
  }
  profile.changed();
}

void shed(Profile& profile) {
  ++profile.trimmed;
  const double share = 1.0 / static_cast<double>(1 + profile.trimmed);
  profile.log.shed();
  for (Part& part : profile.parts) {
    while (make_room(part, static_cast<std::size_t>(kMaxOrders * share))) {
    }
    trim(part, share);
  }
  profile.changed();
}

}  // namespace waymark::profile
