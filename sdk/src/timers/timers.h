#pragma once

#include <cstdint>
#include <vector>

#include "waymark/list.h"
#include "waymark/time.h"

namespace waymark::timers {

enum class Kind : std::uint8_t { batch_age, retry, lease, snapshot, loss, rule_delay, cart };

/// One thing to do at a moment: `index` says which destination or rule.
struct Deadline {
  Kind kind = Kind::batch_age;
  std::uint32_t index = 0;
  TimeMs due_ms = kNever;
};

/// All deadlines of the core; the host keeps a single timer for the earliest.
class Timers {
 public:
  /// Sets or replaces the deadline of this kind and index.
  void set(Kind kind, std::uint32_t index, TimeMs due_ms);
  /// The same, but an earlier one that is set already stays.
  void set_if_earlier(Kind kind, std::uint32_t index, TimeMs due_ms);
  void clear(Kind kind, std::uint32_t index);
  void clear_all(Kind kind);
  /// kNever where it is not set.
  TimeMs due(Kind kind, std::uint32_t index) const;
  /// The earliest of all; kNever where there is none.
  TimeMs next() const;
  /// Takes out what is due at `now`, earliest first.
  List<Deadline> take_due(TimeMs now);
  /// Moves every deadline by `delta_ms`, for a clock that was set back.
  void shift(TimeMs delta_ms);

 private:
  List<Deadline> deadlines_;
};

}  // namespace waymark::timers
