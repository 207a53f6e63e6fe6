#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::tool {

/// Something about a configuration its author should know.
struct Finding {
  bool error = false;
  std::string code;
  std::string pointer;  ///< RFC 6901.
  std::string message;
  std::string expected;
};

/// Names of events in a log, with the properties each was seen with.
using Seen = std::map<std::string, std::set<std::string>>;

/// Adds what one line of a log has.
void note_event(std::string_view event, Seen& seen);

/// What no page would complain about and nobody can have meant: rules that cannot speak, caps that contradict each
/// other, languages that are missing, names that were never seen in a log (where there is one), zones and purposes
/// nobody knows. `now_iso` is today, `2026-01-05`, for schedules that are over.
std::vector<Finding> advice(std::string_view config, const Seen* seen, std::string_view now_iso);

}  // namespace waymark::tool
