#include "report_tally.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include "json_text.h"
#include "moment.h"

namespace waymark::tool {
namespace {

/// Texts of a report are read by people; a name longer than this is cut.
constexpr std::size_t kMaxText = 80;
/// More of a kind than this is no shop's, but somebody's play: what comes later is counted under "other".
constexpr std::size_t kMaxKinds = 2000;
constexpr double kMaxMoney = 1e13;

constexpr std::string_view kSteps[] = {"Product Viewed", "Product Added", "Checkout Started", "Order Completed"};

struct Preset {
  std::string_view name;
  std::vector<std::string> stages;
};

std::string cut(std::string text) {
  if (text.size() <= kMaxText) return text;
  std::size_t end = kMaxText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

std::string text_at(std::string_view object, std::string_view key) { return cut(text_of(member(object, key))); }

/// A finite number of a size a shop can mean; `fallback` for anything else.
double amount_at(std::string_view object, std::string_view key, double fallback = 0) {
  const double value = number_of(member(object, key), fallback);
  return std::isfinite(value) && std::abs(value) <= kMaxMoney ? value : fallback;
}

template <class Map>
typename Map::mapped_type& kind(Map& map, const std::string& key) {
  if (map.size() >= kMaxKinds && map.find(key) == map.end()) return map["other"];
  return map[key];
}

std::string day_of(TimeMs at, const std::string& zone) { return utc_text(at + zone_minutes(zone, at) * 60'000); }

}  // namespace

std::int64_t sum_of(const StageRow& row) {
  return std::accumulate(row.second.begin(), row.second.end(), std::int64_t{0});
}

std::vector<StageRow> largest_first(const std::map<std::string, std::vector<std::int64_t>>& rows) {
  std::vector<StageRow> sorted(rows.begin(), rows.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const StageRow& a, const StageRow& b) { return sum_of(a) > sum_of(b); });
  return sorted;
}

std::vector<std::string> stages_of_preset(std::string_view preset) {
  static const Preset presets[] = {
      {"lifecycle", {"awareness", "consideration", "purchase", "retention", "advocacy"}},
      {"digital", {"awareness", "consideration", "decision", "deliveryAndUse", "loyaltyAndAdvocacy"}},
      {"care", {"awareness", "consideration", "conversion", "care", "loyalty"}},
      {"service", {"awarenessAndAcquisition", "onboardingAndEngagement", "postPurchaseSupport"}},
      {"store", {"visit", "cart", "checkout"}},
  };
  for (const Preset& one : presets) {
    if (one.name == preset) return one.stages;
  }
  return presets[0].stages;
}

std::uint32_t Tally::visitor_of(const std::string& id) {
  return ids_.emplace(id, static_cast<std::uint32_t>(ids_.size())).first->second;
}

bool Tally::add(std::string_view line) {
  if (!fault_of(line).empty() || !is_object(line)) return ++broken, false;
  const std::string type = text_of(member(line, "type"));
  std::string name = text_of(member(line, "name"));
  if (name.empty()) name = text_of(member(line, "event"));
  if (type == "page") name = "Page Viewed";
  if (name.empty()) name = type;
  std::string id = text_of(member(line, "anonymousId"));
  if (id.empty()) id = text_of(member(line, "userId"));
  TimeMs at = 0;
  const std::string_view when = member(line, "timestamp");
  if (name.empty() || id.empty() || when.empty() || !moment(when, 0, at)) return ++broken, false;
  ++events;
  first = events == 1 ? at : std::min(first, at);
  last = events == 1 ? at : std::max(last, at);
  ++kind(names, cut(name));

  const std::uint32_t visitor = visitor_of(id);
  const std::string_view properties = member(line, "properties");
  const std::string_view context = member(line, "context");
  const std::string_view session =
      member(line, "session").empty() ? member(context, "session") : member(line, "session");
  std::string key = text_of(member(session, "id"));
  if (key.empty()) key = text_of(member(line, "sessionId"));
  const bool in_visit = !key.empty();
  std::uint32_t visit = 0;
  if (in_visit) {
    visit = sessions_.emplace(key, static_cast<std::uint32_t>(sessions_.size())).first->second;
    if (visit == visits.size()) visits.push_back({visitor, at, "", false, false, false, 0});
    Visit& one = visits[visit];
    one.began = std::min(one.began, at);
    const std::string touch = text_at(context, "channel");
    if (!touch.empty()) one.touchpoint = touch;
    if (one.touchpoint.empty()) one.touchpoint = text_at(member(context, "attribution"), "channel");
  }

  if (name == "Stage Entered") {
    const std::string machine = text_of(member(properties, "journey"));
    const auto found =
        std::find(settings_.stages.begin(), settings_.stages.end(), text_of(member(properties, "stage")));
    if (found != settings_.stages.end() && (machine.empty() || machine == settings_.preset)) {
      entries_.push_back({visitor, at, static_cast<std::uint32_t>(found - settings_.stages.begin())});
    }
  }
  for (std::uint32_t step = 0; step < std::size(kSteps); ++step) {
    if (name == kSteps[step]) steps_.push_back({visitor, at, step});
  }
  if (name == "Product Added" && in_visit) {
    visits[visit].added = true;
    std::string product = text_at(properties, "name");
    if (product.empty()) product = text_at(properties, "product_id");
    if (!product.empty()) added_.emplace_back(visit, product);
  }
  if (name == "Checkout Started" && in_visit) visits[visit].started = true;
  if (name == "Order Completed") {
    const double revenue = amount_at(properties, "revenue", amount_at(properties, "total"));
    orders.push_back({visitor, at, revenue});
    std::string payment = text_at(properties, "payment_method");
    ++kind(payments, payment.empty() ? "not told" : payment);
    days[day_of(at, settings_.zone)].second += revenue;
    if (in_visit) visits[visit].bought = true, visits[visit].revenue += revenue;
  }
  if (name == "Product Reviewed" && amount_at(properties, "rating") >= 4) ++praises;
  if (name == "Signed Up" || type == "identify") leads_.insert(visitor);
  const std::string path = text_of(member(member(context, "page"), "path"));
  if (name == "Page Engaged" && in_visit && path.starts_with("/p/")) {
    attention_[{visit, path}] += amount_at(properties, "addedMs");
  }
  if (const std::string rule = text_at(properties, "rule"); !rule.empty()) {
    RuleTally& one = kind(rules, rule);
    if (name == "Message Shown" || name == "Rule Applied") ++one.shown, one.reached.insert(visitor);
    if (name == "Message Clicked") ++one.clicked;
    if (name == "Message Dismissed") ++one.dismissed;
    if (name == "Message Converted") ++one.converted, one.value += amount_at(properties, "value");
    if (name == "Message Suppressed") ++one.silent, ++kind(one.reasons, text_at(properties, "reason"));
  }
  if (name == "Message Submitted") answer(member(properties, "answers"));
  return true;
}

void Tally::answer(std::string_view given) {
  struct Scale {
    const char* name;
    int low, high;
  };
  for (const auto& [name, low, high] : {Scale{"nps", 0, 10}, Scale{"csat", 1, 5}, Scale{"ces", 1, 7}}) {
    const double value = number_of(member(given, name), -1);
    if (value >= low && value <= high && value == std::floor(value)) ++answers[name][static_cast<std::size_t>(value)];
  }
}

void Tally::finish() {
  visitors = static_cast<std::int64_t>(ids_.size());
  leads = static_cast<std::int64_t>(leads_.size());
  for (Visit& visit : visits) {
    if (visit.touchpoint.empty()) visit.touchpoint = "Unassigned";
    ++days[day_of(visit.began, settings_.zone)].first;
    if (visit.touchpoint == "Organic Social" || visit.touchpoint == "Paid Social") ++social;
  }
  std::set<std::pair<std::uint32_t, std::string>> once(added_.begin(), added_.end());
  for (const auto& [visit, product] : once) {
    if (!visits[visit].bought) ++kind(abandoned, product);
  }
  for (const auto& [page, ms] : attention_) product_ms.push_back(ms);
  count_stages();
  count_funnel();
  count_orders();
}

/// Everybody is in the first stage until they enter another.
void Tally::count_stages() {
  const std::size_t count = settings_.stages.size();
  const auto by_visitor_and_time = [](const Moment& a, const Moment& b) {
    return std::pair(a.visitor, a.at) < std::pair(b.visitor, b.at);
  };
  std::stable_sort(entries_.begin(), entries_.end(), by_visitor_and_time);
  std::vector<std::uint32_t> furthest(ids_.size(), 0);
  for (const Moment& entry : entries_) furthest[entry.visitor] = std::max(furthest[entry.visitor], entry.what);
  for (const std::string& name : settings_.stages) stages.push_back({name, 0});
  for (const std::uint32_t place : furthest) {
    for (std::uint32_t stage = 0; stage <= place; ++stage) ++stages[stage].reached;
  }
  std::vector<const Visit*> earliest(ids_.size(), nullptr);
  for (const Visit& visit : visits) {
    // The last entry of this visitor before the visit began.
    const Moment asked{visit.visitor, visit.began, 0};
    auto after = std::upper_bound(entries_.begin(), entries_.end(), asked, by_visitor_and_time);
    const bool entered = after != entries_.begin() && std::prev(after)->visitor == visit.visitor;
    std::vector<std::int64_t>& line = kind(map, visit.touchpoint);
    line.resize(count);
    ++line[entered ? std::prev(after)->what : 0];
    const Visit*& known = earliest[visit.visitor];
    if (!known || visit.began < known->began) known = &visit;
  }
  for (std::size_t visitor = 0; visitor < earliest.size(); ++visitor) {
    std::vector<std::int64_t>& line = kind(flows, earliest[visitor] ? earliest[visitor]->touchpoint : "Unassigned");
    line.resize(count);
    ++line[furthest[visitor]];
  }
}

/// Each step after the one before; from a visitor's first.
void Tally::count_funnel() {
  std::stable_sort(steps_.begin(), steps_.end(), [](const Moment& a, const Moment& b) {
    return std::pair(a.visitor, a.at) < std::pair(b.visitor, b.at);
  });
  std::uint32_t visitor = ~0U;
  std::uint32_t next = 0;
  for (const Moment& step : steps_) {
    if (step.visitor != visitor) visitor = step.visitor, next = 0;
    if (step.what == next && next < funnel.size()) ++funnel[next++];
  }
}

void Tally::count_orders() {
  std::stable_sort(orders.begin(), orders.end(), [](const Order& a, const Order& b) {
    return std::pair(a.visitor, a.at) < std::pair(b.visitor, b.at);
  });
  for (std::size_t i = 0; i < orders.size(); ++i) {
    const bool same = i > 0 && orders[i].visitor == orders[i - 1].visitor;
    if (!same) ++buyers;
    if (same) gaps_ms.push_back(static_cast<double>(orders[i].at - orders[i - 1].at));
    if (same && (i == 1 || orders[i - 2].visitor != orders[i].visitor)) ++again;
  }
}

}  // namespace waymark::tool
