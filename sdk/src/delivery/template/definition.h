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
  /// Checks a document of the configuration. Errors: `template.invalid` (an operation, filter, name, part or member
  /// there is none of, wrong arguments), `template.tooLong` (more levels or nodes than a rendering may take); their
  /// pointers lie under `pointer`.
  static Result<Definition> read(const Value& document, const std::string& pointer);

  /// A limit of the destination, 0 where it names none: `maxEvents` (records in one request), `maxBytes` (of a body,
  /// before compression), `maxEventBytes` (of one record as JSON).
  std::size_t limit(const char* name) const;
  /// It takes compressed bodies.
  bool gzip() const;
  /// Names of the members of an event that must be equal for all in a request.
  std::span<const Value> group_by() const { return document["request"]["groupBy"].items(); }

  Value document;
};

/// What templates may read of a destination's configuration. Views and references of the caller.
struct Target {
  std::string_view url;
  std::string_view write_key;
  const Value& settings;
  TimeMs sent_at = 0;
};

/// The first of the definition's `needs` (`writeKey`, or the name of a setting) that this destination does not give;
/// empty where it gives all.
std::string_view missing(const Definition& definition, const Target& target);

}  // namespace waymark::delivery
