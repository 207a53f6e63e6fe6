#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "waymark/result.h"
#include "waymark/time.h"

namespace waymark {

/// A destination of a configuration, in texts.
struct EncodeTarget {
  std::string type;  ///< `ndjson`, or anything with a definition.
  std::string url;
  std::string write_key;
  std::string settings;    ///< JSON of an object, or empty.
  std::string definition;  ///< JSON (docs/destinations.md), or empty.
  std::string batch_id;
  TimeMs sent_at = 0;
};

struct Encoded {
  std::vector<std::string> requests;  ///< `{"url", "gzipUrl"?, "headers", "body"}` each, as JSON; the body is a string.
  std::vector<std::size_t> unsendable;  ///< Places of events that cannot be written in this format.
};

/// The requests a destination is sent for canonical events, all texts JSON: what the delivery of an engine makes,
/// without its queue. For tools and tests. Batches are as large as the definition allows.
/// Errors: `json.…`; `template.…` of the definition; `template.needs` where the target lacks what it asks for;
/// `delivery.definitionMissing`.
Result<Encoded> encode(const EncodeTarget& target, const std::vector<std::string>& events);

}  // namespace waymark
