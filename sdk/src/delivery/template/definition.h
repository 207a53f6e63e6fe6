#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "waymark/result.h"
#include "waymark/time.h"
#include "waymark/value.h"

namespace waymark::delivery {

/// How events become requests of one destination, and its replies verdicts: a JSON document, checked once. The
/// language is described in docs/destinations.md, "Definitions".
struct Definition {
  /// Checks a document of the configuration. Errors: `template.unknown` (an operation, filter, name, part or member
  /// there is none of), `template.arguments`, `template.malformed`, `template.tooDeep`, `template.tooLong` (more nodes
  /// than a rendering may take steps); their pointers lie under `pointer`.
  static Result<Definition> read(const Value& document, const std::string& pointer);

  Value document;
  /// Limits of the destination, 0 where it names none.
  std::size_t max_events = 0;       ///< Records in one request.
  std::size_t max_bytes = 0;        ///< Of a body, before compression.
  std::size_t max_event_bytes = 0;  ///< Of one record as JSON.
  bool gzip = false;                ///< It takes compressed bodies.

  /// Members of the event that must be equal for all in a request.
  std::span<const Value> group_by() const { return document["request"]["groupBy"].items(); }
};

/// What templates may read of a destination's configuration. Views and references of the caller.
struct Target {
  std::string_view url;
  std::string_view write_key;
  const Value& settings;
  TimeMs sent_at = 0;
};

/// The first path of the definition's `needs` that this destination does not give; empty where it gives all.
std::string_view missing(const Definition& definition, const Target& target);

}  // namespace waymark::delivery
