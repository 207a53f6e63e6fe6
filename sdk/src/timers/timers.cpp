#include "timers/timers.h"

#include <algorithm>

namespace waymark::timers {

void Timers::set(Kind kind, std::uint32_t index, TimeMs due_ms) {
  for (Deadline& deadline : deadlines_) {
    if (deadline.kind == kind && deadline.index == index) {
      deadline.due_ms = due_ms;
      return;
    }
  }
  deadlines_.push_back(Deadline{kind, index, due_ms});
}

void Timers::set_if_earlier(Kind kind, std::uint32_t index, TimeMs due_ms) {
  if (due_ms < due(kind, index)) set(kind, index, due_ms);
}

void Timers::clear(Kind kind, std::uint32_t index) {
  deadlines_.remove_if([&](const Deadline& d) { return d.kind == kind && d.index == index; });
}

void Timers::clear_all(Kind kind) {
  deadlines_.remove_if([&](const Deadline& d) { return d.kind == kind; });
}

TimeMs Timers::due(Kind kind, std::uint32_t index) const {
  for (const Deadline& deadline : deadlines_) {
    if (deadline.kind == kind && deadline.index == index) return deadline.due_ms;
  }
  return kNever;
}

TimeMs Timers::next() const {
  TimeMs earliest = kNever;
  for (const Deadline& deadline : deadlines_) earliest = std::min(earliest, deadline.due_ms);
  return earliest;
}

List<Deadline> Timers::take_due(TimeMs now) {
  List<Deadline> due;
  while (true) {
    const TimeMs earliest = next();
    if (earliest > now) return due;
    const Deadline* first = deadlines_.find_if([&](const Deadline& deadline) { return deadline.due_ms == earliest; });
    due.push_back(*first);
    deadlines_.erase(deadlines_.place_of(*first));
  }
}

void Timers::shift(TimeMs delta_ms) {
  for (Deadline& deadline : deadlines_) {
    if (deadline.due_ms != kNever) deadline.due_ms += delta_ms;
  }
}

}  // namespace waymark::timers
