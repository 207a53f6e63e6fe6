#include "profile/value.h"

#include <algorithm>
#include <utility>

#include "base/best_first.h"
#include "base/half_power.h"

namespace waymark::profile {
namespace {

/// Products named as bought, newest first.
constexpr std::size_t kMaxPurchased = 100;

double days(TimeMs length) { return static_cast<double>(std::max<TimeMs>(0, length)) / static_cast<double>(kDayMs); }

/// (b / (b + x))^a.
double silence(double a, double b, double x) { return base::half_power(a * base::log_two((b + x) / b)); }

TimeMs moment(const Part& view, const char* key) {
  const Entry* entry = view.find(kMoments, key);
  return entry ? entry->at_ms : 0;
}

double total(const Part& view, const char* key) {
  const Entry* entry = view.find(kTotals, key);
  return entry ? entry->number : 0;
}

/// Orders without what was given back: newest first, or, not `in_order`, as they lie.
std::vector<const Entry*> orders_of(const Part& view, bool in_order) {
  const List<Entry>& all = view.lists[kOrders];
  std::vector<const Entry*> orders;
  const bool returns = all.find_if([](const Entry& one) { return one.number < 0; }) != nullptr;
  const auto add = [&](const Entry& one) {
    if (one.number < 0) return;
    const Entry* back = returns ? view.find(kOrders, "-" + one.key) : nullptr;
    if (!back || -back->number < one.number) orders.push_back(&one);
  };
  if (!in_order) {
    for (const Entry& one : all) add(one);
    return orders;
  }
  for (const std::uint32_t i : base::best_first(all.size(), all.size(), [&](std::uint32_t a, std::uint32_t b) {
         return all[a].at_ms != all[b].at_ms ? all[a].at_ms > all[b].at_ms : a < b;
       })) {
    add(all[i]);
  }
  return orders;
}

/// Purchases of one thing.
struct Bought {
  std::string id;
  std::string category;
  std::int64_t times = 0;
  TimeMs first_ms = 0;
  TimeMs last_ms = 0;
};

/// Orders come newest first.
void count(List<Bought>& list, const std::string& id, const std::string& category, TimeMs at) {
  Bought* bought = list.find_if([&](const Bought& one) { return one.id == id; });
  if (!bought) bought = &list.emplace_back(id, category, 0, at, at);
  if (bought->times > 0 && bought->first_ms == at) return;  // two lines of one order
  ++bought->times;
  bought->first_ms = at;
}

}  // namespace

List<CartLine> cart_of(const Part& view) {
  const TimeMs cleared = moment(view, "cleared");
  List<CartLine> cart;
  const List<Entry>& lines = view.lists[kCart];
  for (const std::uint32_t i : base::best_first(lines.size(), lines.size(), [&](std::uint32_t a, std::uint32_t b) {
         return lines[a].at_ms != lines[b].at_ms ? lines[a].at_ms < lines[b].at_ms : a < b;
       })) {
    const Entry& entry = lines[i];
    if (entry.number <= 0 || entry.at_ms < cleared) continue;
    cart.emplace_back(entry.key, item(entry.detail, 0).text(), item(entry.detail, 1).number_or(0), entry.number);
  }
  return cart;
}

double value_of(const List<CartLine>& cart) {
  double sum = 0;
  for (const CartLine& line : cart) sum += line.price * line.quantity;
  return sum;
}

std::vector<std::string> best(const Part& view, Kind kind, TimeMs now, std::size_t count) {
  const List<Entry>& list = view.lists[kind];
  const bool interest = kind == kCategories || kind == kBrands || kind == kPrices;
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    const double left = interest ? decayed(list[a], now) : static_cast<double>(list[a].at_ms);
    const double right = interest ? decayed(list[b], now) : static_cast<double>(list[b].at_ms);
    return left != right ? left > right : a < b;
  };
  std::vector<std::string> keys;
  for (const std::uint32_t i : base::best_first(list.size(), count, before)) {
    if (list[i].number > 0) keys.push_back(list[i].key);
  }
  return keys;
}

Purchases purchases_of(const Part& view, bool items) {
  Purchases out;
  out.orders = static_cast<std::int64_t>(total(view, "olderOrders"));
  out.revenue = total(view, "olderValue") - total(view, "olderBack");
  for (const Entry& entry : view.lists[kOrders]) out.revenue += entry.number;
  for (const Entry* order : orders_of(view, items)) {
    ++out.orders;
    out.first_ms = out.first_ms == 0 ? order->at_ms : std::min(out.first_ms, order->at_ms);
    if (out.last_ms < order->at_ms) {
      out.last_ms = order->at_ms;
      out.last_session = static_cast<std::int64_t>(item(order->detail, 0).number_or(0));
    }
    for (const Value& line : item(order->detail, 1).items()) {
      const std::string& id = item(line, 0).text();
      if (!items || out.items.size() >= kMaxPurchased || id.empty()) break;
      if (std::find(out.items.begin(), out.items.end(), id) != out.items.end()) continue;
      out.items.push_back(id);
      out.times.push_back(order->at_ms);
    }
  }
  return out;
}

Rfm rfm_of(const Purchases& purchases, const ValueConfig& config, TimeMs now) {
  Rfm rfm;
  if (purchases.orders == 0) return rfm;
  rfm.recency = 5;
  for (const double limit : config.recency_days) rfm.recency -= days(now - purchases.last_ms) > limit ? 1 : 0;
  rfm.frequency = 1;
  for (const double limit : config.frequency) rfm.frequency += static_cast<double>(purchases.orders) >= limit ? 1 : 0;
  rfm.money = config.money.empty() ? 0 : 1;
  for (const double limit : config.money) rfm.money += purchases.revenue >= limit ? 1 : 0;
  return rfm;
}

double lifetime_value(const Purchases& purchases, const ValueConfig& config, TimeMs now) {
  const auto orders = static_cast<double>(purchases.orders);
  if (orders < 1) return 0;
  const double s = config.strength;
  const double rate = (s + orders - 1) / (s * config.interval_days + days(now - purchases.first_ms));
  const double known = config.average_order > 0 ? s : 0;
  const double value = (known * config.average_order + purchases.revenue) / (known + orders);
  return rate * config.horizon_days * value * config.margin;
}

double churn_risk(const Purchases& purchases, const ValueConfig& config, TimeMs now) {
  if (purchases.orders == 0) return 0;
  const double a = config.strength + static_cast<double>(purchases.orders) - 1;
  const double b = config.strength * config.interval_days + days(purchases.last_ms - purchases.first_ms);
  return 1 - silence(a, b, days(now - purchases.last_ms));
}

List<Repurchase> repurchases(const Part& view, const ValueConfig& config, TimeMs now, std::size_t wanted) {
  List<Bought> products;
  List<Bought> categories;
  for (const Entry* order : orders_of(view, true)) {
    for (const Value& line : item(order->detail, 1).items()) {
      count(products, item(line, 0).text(), item(line, 1).text(), order->at_ms);
      count(categories, item(line, 1).text(), {}, order->at_ms);
    }
  }
  List<Repurchase> all;
  for (const Bought& product : products) {
    const Bought& category = *categories.find_if([&](const Bought& one) { return one.id == product.category; });
    const double prior =
        (config.repurchase_days + days(category.last_ms - category.first_ms)) / static_cast<double>(category.times);
    const auto a = static_cast<double>(product.times);
    const double b = prior + days(product.last_ms - product.first_ms);
    all.emplace_back(product.id, product.category, product.times, b / a,
                     product.last_ms + static_cast<TimeMs>(b / a * static_cast<double>(kDayMs)),
                     1 - silence(a, b, days(now - product.last_ms)));
  }
  List<Repurchase> out;
  for (const std::uint32_t i : base::best_first(all.size(), wanted, [&](std::uint32_t a, std::uint32_t b) {
         return all[a].due != all[b].due ? all[a].due > all[b].due : a < b;
       })) {
    out.push_back(all[i]);
  }
  return out;
}

}  // namespace waymark::profile
