#include "engine/replay_report.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "decision/select.h"

// Never linked into the Wasm, as log_replay.cpp.
namespace waymark {

void ReplayReport::add_rule(const std::string& id) {
  places_.emplace(id, reports_.size());
  reports_.emplace_back().rule = id;
  firsts_.emplace_back();
  tally_.resize(reports_.size() * decision::kReasonCount);
}

std::size_t ReplayReport::rule_of(const std::string& id) const {
  const auto found = places_.find(id);
  return found == places_.end() ? reports_.size() : found->second;
}

/// Variants stand in the order in which somebody was first put into them.
void ReplayReport::put_into(std::size_t rule, std::string_view variant, std::uint64_t& order) {
  std::vector<First>& firsts = firsts_[rule];
  auto known = std::find_if(firsts.begin(), firsts.end(), [&](const First& one) { return one.variant == variant; });
  if (known == firsts.end()) known = firsts.insert(known, {++order, std::string(variant), 0});
  ++known->visitors;
  known->order = std::min(known->order, ++order);
  std::sort(firsts.begin(), firsts.end(), [](const First& a, const First& b) { return a.order < b.order; });
}

void ReplayReport::shown(std::size_t rule, TimeMs at, bool fresh) {
  RuleReport& report = reports_[rule];
  ++report.shown;
  if (report.first_ms == 0 || at < report.first_ms) report.first_ms = at;
  report.last_ms = std::max(report.last_ms, at);
  if (fresh) ++report.visitors;
}

void ReplayReport::keep(std::size_t rule, const Event& event, const std::string& visitor, std::uint64_t order) {
  shown_.push_back(
      {order, event.timestamp, visitor, rule, event.properties["variant"].text(), event.properties["template"].text()});
}

void ReplayReport::order_by_time() {
  std::sort(shown_.begin(), shown_.end(),
            [](const Shown& a, const Shown& b) { return std::tie(a.at, a.order) < std::tie(b.at, b.order); });
  std::uint64_t place = 0;
  for (Shown& one : shown_) one.order = ++place;
}

void ReplayReport::tell(LogReplay::OnShowing on_showing, void* context) {
  std::sort(shown_.begin(), shown_.end(), [](const Shown& a, const Shown& b) { return a.order < b.order; });
  for (const Shown& one : shown_) {
    on_showing(context, {one.at, one.visitor, reports_[one.rule].rule, one.variant, one.form});
  }
  shown_.clear();
}

std::vector<RuleReport> ReplayReport::rules() const {
  std::vector<RuleReport> reports = reports_;
  for (std::size_t i = 0; i < reports.size(); ++i) {
    for (std::size_t reason = 0; reason < decision::kReasonCount; ++reason) {
      const std::int64_t count = tally_[reason * reports_.size() + i];
      if (count > 0) {
        reports[i].reasons.emplace_back(decision::to_text(static_cast<decision::Reason>(reason)), count);
      }
    }
    for (const First& first : firsts_[i]) reports[i].variants.emplace_back(first.variant, first.visitors);
  }
  return reports;
}

}  // namespace waymark
