#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "delivery/reply.h"
#include "delivery/request.h"
#include "delivery/template/definition.h"
#include "waymark/list.h"
#include "waymark/result.h"
#include "waymark/value.h"

namespace waymark::delivery {

/// One canonical event as records of the destination: none, one or several, as an array. Errors:
/// `template.tooLong` (steps or levels); the event can not be sent there.
Result<Value> render_event(const Definition& definition, const Value& event, const Target& target);

/// The request for an array of records. `first` is the event the first of them came from. Errors as above.
Result<Request> render_batch(const Definition& definition, const Value& records, const Value& first,
                             const Target& target);

/// What a reply means.
struct ReplyReading {
  Verdict verdict = Verdict::ack;  ///< For all records that are not named below.
  /// Refused for good: an array of whole numbers (places of records in the batch) and texts (ids as the destination
  /// knows them), or null where there is none.
  Value refused;
  /// To be sent once more: the same.
  Value again;
  std::size_t lost = 0;  ///< Records refused for good that the far end counts and does not name.
  TimeMs after_ms = 0;   ///< Patience it asks for in the body.
  std::string reason;    ///< In the destination's words, for the log; at most 200 bytes.
};

/// Reads a reply that was received; `body` may be empty, cut or no JSON. A definition that says nothing, or fails,
/// leaves the verdict of the status alone.
ReplyReading read_reply(const Definition& definition, int status, std::string_view body, std::size_t records);

}  // namespace waymark::delivery
