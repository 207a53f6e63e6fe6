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
  std::erase_if(deadlines_, [&](const Deadline& d) { return d.kind == kind && d.index == index; });
}

void Timers::clear_all(Kind kind) {
  std::erase_if(deadlines_, [&](const Deadline& d) { return d.kind == kind; });
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

std::vector<Deadline> Timers::take_due(TimeMs now) {
  std::vector<Deadline> due;
  std::erase_if(deadlines_, [&](const Deadline& deadline) {
    if (deadline.due_ms > now) return false;
    due.push_back(deadline);
    return true;
  });
  std::stable_sort(due.begin(), due.end(), [](const Deadline& a, const Deadline& b) { return a.due_ms < b.due_ms; });
  return due;
}

void Timers::shift(TimeMs delta_ms) {
  for (Deadline& deadline : deadlines_) {
    if (deadline.due_ms != kNever) deadline.due_ms += delta_ms;
  }
}

}  // namespace waymark::timers
