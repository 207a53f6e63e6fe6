#pragma once

#include <cstdint>

#include "base/path.h"
#include "waymark/config.h"
#include "waymark/error.h"
#include "waymark/list.h"
#include "waymark/time.h"

namespace waymark::decision {

/// A schedule with its texts read. Moments that name no offset are on the clock of its zone, so they are compared with
/// what that clock shows now: right on both sides of a change to summer time.
struct Schedule {
  struct Moment {
    TimeMs at = 0;
    bool local = false;  ///< On the zone's clock; else UTC.
    bool set = false;
  };
  Moment from;          ///< Inclusive.
  Moment to;            ///< Exclusive; a bare date stands for the end of that day.
  unsigned dow = 0x7f;  ///< One bit a weekday, 0 for Sunday.
  int hours_from = 0;   ///< Minutes after midnight; equal: all day. Later than `hours_to`: across midnight, and then
  int hours_to = 0;     ///< the weekday is that of the evening.

  bool open(TimeMs now, std::int64_t offset_minutes) const;
};

/// Errors `config.invalid`: a text that is no date (`2026-11-20`, `2026-11-20T09:00`, with `Z` or `+07:00` where it is
/// not on the zone's clock) or no time of day (`09:00`).
Schedule compile(const ScheduleConfig& config, const base::Path& path, List<Error>& errors);

/// Days since 1970-01-01 on a clock so far ahead of UTC.
std::int64_t day_of(TimeMs at, std::int64_t offset_minutes);

}  // namespace waymark::decision
