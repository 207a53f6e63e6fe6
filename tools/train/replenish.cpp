#include "replenish.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

namespace waymark::train {
namespace {

constexpr double kDay = 86'400;
/// Weight of what holds for all items beside what an item's own buyers did: as many buyers.
constexpr double kPriorBuyers = 3;
/// Half-life of a purchase in "buy again".
constexpr double kHalfLifeDays = 120;
constexpr std::size_t kK = 10;
/// A buyer's own repeats are weighed against a prior of so many days' worth of the item's rate.
constexpr double kPriorDays = 60;

struct History {
  std::vector<double> days;  ///< On which it was bought, each once, ascending.
};
using Histories = std::map<std::pair<std::string, Item>, History>;

Histories histories(const Sessions& orders) {
  Histories out;
  for (std::size_t order = 0; order < orders.count(); ++order) {
    if (order >= orders.customers.size() || orders.customers[order].empty()) continue;
    const double day = std::floor(static_cast<double>(orders.times[order]) / kDay);
    for (const Item item : orders.at(order)) {
      History& one = out[{orders.customers[order], item}];
      if (one.days.empty() || one.days.back() < day) one.days.push_back(day);
    }
  }
  return out;
}

double auc(std::vector<std::pair<double, bool>> scored) {
  std::sort(scored.begin(), scored.end());
  double wins = 0;
  double positives = 0;
  double negatives = 0;
  for (std::size_t i = 0; i < scored.size();) {
    std::size_t j = i;
    double good = 0;
    double bad = 0;
    for (; j < scored.size() && scored[j].first == scored[i].first; ++j) (scored[j].second ? good : bad) += 1;
    wins += good * (negatives + bad / 2);
    positives += good;
    negatives += bad;
    i = j;
  }
  return positives > 0 && negatives > 0 ? wins / positives / negatives : 0.5;
}

double median_gap(const History& history) {
  std::vector<double> gaps;
  for (std::size_t i = 1; i < history.days.size(); ++i) gaps.push_back(history.days[i] - history.days[i - 1]);
  std::sort(gaps.begin(), gaps.end());
  return gaps[gaps.size() / 2];
}

}  // namespace

std::vector<Rate> rates(const Sessions& orders, std::size_t items, std::int64_t until) {
  std::vector<Rate> out(items, Rate{0, 0});
  std::vector<double> buyers(items);
  const double end = static_cast<double>(until) / kDay;
  Rate all{0, 0};
  double everyone = 0;
  for (const auto& [key, history] : histories(orders)) {
    const double repeats = static_cast<double>(history.days.size() - 1);
    const double days = std::max(1.0, end - history.days.front());
    out[key.second].repeats += repeats;
    out[key.second].days += days;
    buyers[key.second] += 1;
    all.repeats += repeats;
    all.days += days;
    everyone += 1;
  }
  if (everyone == 0) return std::vector<Rate>(items, Rate{0, 1});
  for (std::size_t item = 0; item < items; ++item) {
    Rate& rate = out[item];
    rate.repeats += kPriorBuyers * all.repeats / everyone;
    rate.days += kPriorBuyers * all.days / everyone;
    // As strong a prior for one buyer as some weeks of watching them.
    const double scale = kPriorDays / rate.days;
    rate.repeats *= scale;
    rate.days *= scale;
  }
  return out;
}

std::vector<double> usual_days(const Sessions& orders, std::size_t items, std::uint32_t min_buyers) {
  std::vector<std::uint32_t> repeaters(items);
  for (const auto& [key, history] : histories(orders)) repeaters[key.second] += history.days.size() > 1 ? 1U : 0U;
  const std::vector<Rate> known = rates(orders, items, orders.times.empty() ? 0 : orders.times.back());
  std::vector<double> out(items);
  for (std::size_t item = 0; item < items; ++item) {
    if (repeaters[item] < std::max(2U, min_buyers) || known[item].repeats <= 0) continue;
    out[item] = std::clamp(std::log(2.0) * known[item].days / known[item].repeats, 1.0, 3'650.0);
  }
  return out;
}

CustomerQuality evaluate_customers(const Sessions& before, const Sessions& after, std::size_t items) {
  CustomerQuality out;
  const std::int64_t until = before.times.empty() ? 0 : before.times.back();
  const double end = static_cast<double>(until) / kDay;
  std::map<std::string, std::set<Item>> bought;
  for (std::size_t order = 0; order < after.count(); ++order) {
    if (order < after.customers.size() && !after.customers[order].empty()) {
      bought[after.customers[order]].insert(after.at(order).begin(), after.at(order).end());
    }
  }
  std::map<std::string, std::map<Item, double>> frequency;
  std::vector<double> sold(items);
  for (std::size_t order = 0; order < before.count(); ++order) {
    const double age = end - static_cast<double>(before.times[order]) / kDay;
    for (const Item item : before.at(order)) {
      sold[item] += 1;
      if (order >= before.customers.size() || before.customers[order].empty()) continue;
      frequency[before.customers[order]][item] += std::exp2(-age / kHalfLifeDays);
    }
  }
  std::vector<std::pair<double, Item>> popular;
  for (Item item = 0; item < items; ++item) popular.emplace_back(-sold[item], item);
  std::sort(popular.begin(), popular.end());
  popular.resize(std::min(popular.size(), kK));
  for (const auto& [customer, later] : bought) {
    const auto own = frequency.find(customer);
    if (own == frequency.end()) continue;
    std::vector<std::pair<double, Item>> list;
    for (const auto& [item, weight] : own->second) list.emplace_back(-weight, item);
    std::sort(list.begin(), list.end());
    list.resize(std::min(list.size(), kK));
    double hits = 0;
    double popular_hits = 0;
    for (const auto& [weight, item] : list) hits += later.count(item) ? 1 : 0;
    for (const auto& [weight, item] : popular) popular_hits += later.count(item) ? 1 : 0;
    out.again_precision += hits / static_cast<double>(kK);
    out.popular_precision += popular_hits / static_cast<double>(kK);
    ++out.customers;
  }
  const double customers = static_cast<double>(std::max<std::size_t>(1, out.customers));
  out.again_precision /= customers;
  out.popular_precision /= customers;

  const std::vector<Rate> known = rates(before, items, until);
  std::vector<std::pair<double, bool>> due;
  std::vector<std::pair<double, bool>> gaps;
  for (const auto& [key, history] : histories(before)) {
    if (history.days.size() < 2) continue;
    const auto later = bought.find(key.first);
    const bool again = later != bought.end() && later->second.count(key.second) > 0;
    const double repeats = static_cast<double>(history.days.size() - 1);
    due.emplace_back(known[key.second].of_buyer(repeats, end - history.days.front()), again);
    gaps.emplace_back(-std::abs(end - history.days.back() - median_gap(history)), again);
  }
  out.pairs = due.size();
  out.due_auc = auc(std::move(due));
  out.gap_auc = auc(std::move(gaps));
  return out;
}

}  // namespace waymark::train
