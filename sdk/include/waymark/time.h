#pragma once

#include <cstdint>

namespace waymark {

/// A moment in milliseconds since 1970-01-01 (UTC), or a length of time in milliseconds.
/// Always an argument: the core never reads a clock.
using TimeMs = std::int64_t;

inline constexpr TimeMs kSecondMs = 1000;
inline constexpr TimeMs kMinuteMs = 60 * kSecondMs;
inline constexpr TimeMs kHourMs = 60 * kMinuteMs;
inline constexpr TimeMs kDayMs = 24 * kHourMs;

/// No deadline: later than any moment a host can name.
inline constexpr TimeMs kNever = INT64_MAX;

/// Last moment of ECMAScript's time values (ECMA-262, "Time Values and Time Range").
inline constexpr TimeMs kLatestMs = 8'640'000'000'000'000;

}  // namespace waymark
