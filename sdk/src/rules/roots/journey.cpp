#include <algorithm>
#include <utility>

#include "rules/roots/roots.h"

namespace waymark::rules::roots {

void journey(const Facts& facts, Members& out) {
  const waymark::journey::State& state = facts.journey;
  const TimeMs here = std::max<TimeMs>(0, facts.now - state.since);
  out.add("stage", state.stage);
  out.add_number("since", static_cast<double>(state.since));
  out.add_number("sinceMs", static_cast<double>(here));
  out.add_number("score", state.score);
  Value spent = Value::object();
  Value entered = Value::object();
  for (const waymark::journey::Spent& one : state.spent) {
    spent.add_number(one.stage.c_str(), static_cast<double>(one.ms + (one.stage == state.stage ? here : 0)));
    entered.add_number(one.stage.c_str(), static_cast<double>(one.times));
  }
  out.append_member("spentMs", std::move(spent));
  out.append_member("entered", std::move(entered));
  Value touchpoints = Value::object();
  for (const waymark::journey::Touchpoint& one : state.touchpoints) {
    if (!out.wants("touchpoints")) break;
    Value stage = touchpoints[one.stage];
    stage.set(one.channel, Value::number(one.count));
    touchpoints.set(one.stage, std::move(stage));
  }
  out.append_member("touchpoints", std::move(touchpoints));
}

}  // namespace waymark::rules::roots
