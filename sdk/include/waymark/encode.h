#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "waymark/list.h"
#include "waymark/result.h"
#include "waymark/time.h"

namespace waymark {

/// What is sent where: a destination of a configuration, in texts.
struct EncodeTarget {
  std::string url;
  std::string write_key;
  std::string settings;  ///< JSON of an object, or empty.
  TimeMs sent_at = 0;
};

/// Something of it that could not be encoded.
struct EncodeFault {
  std::size_t event;  ///< Its place.
  Error error;
};

struct Encoded {
  std::vector<std::string> requests;  ///< `{"url", "headers", "body"}` each, as JSON; the body is a string.
  List<EncodeFault> faults;
};

/// The requests a definition (docs/destinations.md) makes of canonical events, all texts JSON: what the delivery of
/// an engine sends, without its queue. For tools and tests. Batches are as large as the definition allows.
/// Errors: `json.…`, `template.…` of the definition; `template.needs` where the target lacks what it asks for.
Result<Encoded> encode(std::string_view definition, const std::vector<std::string>& events, const EncodeTarget& target);

}  // namespace waymark
