#include "delivery/encode.h"

#include "delivery/definitions.h"
#include "delivery/encode_ndjson.h"

namespace waymark::delivery {

Format format_of(const DestinationConfig& destination, const std::string& pointer, List<Error>& errors) {
  Format format;
  format.own = destination.type == "ndjson";
  if (!format.own && destination.definition.is_object()) {
    format.definition = read_definition(destination, pointer, errors);
  }
  return format;
}

Request encode(const DestinationConfig& destination, const Format& format, const Batchable& batch) {
  return format.own ? encode_ndjson(destination, batch) : encode_by(format.definition, destination, batch);
}

Reply read_reply(const Format& format, const input::SendResult& result, const Batch& batch, const queue::Queue& queue) {
  if (format.own) return read_own_reply(result, batch, queue);
  if (result.outcome == input::SendOutcome::response) return read_reply_by(format.definition, result, batch, queue);
  Reply reply;
  reply.verdict = verdict_of(result);
  return reply;
}

}  // namespace waymark::delivery
