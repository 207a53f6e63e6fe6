#include "profile/sequence.h"

#include <utility>

namespace waymark::profile {

SequenceCounter::SequenceCounter(const Behaviour& asked) : behaviour(asked) { reset(); }

void SequenceCounter::reset() {
  reached_.clear();
  for (const Behaviour::Step& step : behaviour.steps) {
    if (!step.absent) reached_.push_back(Progress());
  }
}

void SequenceCounter::add(const Occurrence& at, const std::vector<bool>& matches) {
  // From the last step to the first: an event is one step of a way, not several.
  std::size_t place = reached_.size();
  bool broken = false;
  for (std::size_t i = behaviour.steps.size(); i-- > 0;) {
    if (behaviour.steps[i].absent) {
      broken = broken || matches[i];
      continue;
    }
    Progress& here = reached_[--place];
    const Progress before = place > 0 ? reached_[place - 1] : Progress{true, at};
    // What must not come ends all ways that wait behind this step.
    if (std::exchange(broken, false)) here.there = false;
    if (matches[i] && before.there && (!here.there || before.begin.after(here.begin) || place == 0)) here = before;
  }
}

Reading SequenceCounter::read(const Now& now, const Occurrence* since, const Occurrence& gone) const {
  const Progress& last = reached_.back();
  Reading reading;
  reading.value = Value(last.there && inside(behaviour.window, last.begin, now, since));
  reading.exact = gone.order == 0 || !inside(behaviour.window, gone, now, since);
  return reading;
}

}  // namespace waymark::profile
