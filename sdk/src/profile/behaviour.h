#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "waymark/list.h"
#include "waymark/time.h"
#include "waymark/value.h"

/// What conditions ask about events of the past, as plain data: compiled from `ev.*` by the rules stage, kept up to
/// date by the event log.
namespace waymark::profile {

/// One test of an event's property.
struct PropertyTest {
  enum class Relation : unsigned char {
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    in,
    not_in,
    contains,
    starts_with,
    exists
  };
  std::string property;  ///< Dotted for members of members.
  Relation relation = Relation::equal;
  Value value;

  /// Numbers compare as numbers, texts as texts; of different kinds only `!=` and `notIn` hold.
  bool holds(const Value& actual) const;
};

/// Events of a name of which all tests hold.
struct EventTest {
  std::string event;
  List<PropertyTest> where;
};

/// From when on events count.
struct Window {
  enum class Kind : unsigned char {
    duration,  ///< Later than `ms` before now.
    session,
    page,
    lifetime,
    since,  ///< After the last `event`.
  };
  Kind kind = Kind::lifetime;
  TimeMs ms = 0;
  std::string event;
};

/// One question; two of the same key are the same counter.
struct Behaviour {
  enum class Measure : unsigned char { count, distinct, sum, min, max, avg, first, last, since, top, sequence };
  /// A step of a sequence: an event that must come, or one that must not come before the next.
  struct Step {
    EventTest test;
    bool absent = false;
  };

  std::string key;         ///< The operator with its arguments, as JSON,
  std::uint64_t mark = 0;  ///< and a hash of it: those who ask again go by it.
  Measure measure = Measure::count;
  EventTest test;
  std::string property;
  Window window;
  TimeMs unit_ms = kDayMs;        ///< Of `since`.
  Value never;                    ///< What `since` gives where there was none.
  List<Step> steps;               ///< Of a sequence.
  mutable std::size_t place = 0;  ///< Where the log that was asked last has its counter.
};

/// An answer, and whether every event it is about was still known one by one.
struct Reading {
  Value value;
  bool exact = true;
  std::size_t work = 0;  ///< What it took, in what one event takes of which something is kept.
};

}  // namespace waymark::profile
