#include "delivery/encode.h"

#include "delivery/encode_ndjson.h"
#include "delivery/encode_segment.h"

namespace waymark::delivery {

bool can_encode(const DestinationConfig& destination) {
  return destination.type == "ndjson" || destination.type == "segment";
}

Request encode(const DestinationConfig& destination, const Batchable& batch) {
  if (destination.type == "ndjson") return encode_ndjson(destination, batch);
  Request request;
  request.url = destination.url;
  request.headers.emplace_back("Content-Type", kPlainText);
  request.body = encode_segment(batch.events, destination.write_key, batch.now);
  request.records.assign(batch.events.size(), 1);
  return request;
}

Reply read_reply(const DestinationConfig& destination, const input::SendResult& result,
                 const std::vector<std::string>& ids, const queue::Numbers&) {
  if (destination.type == "ndjson") return read_own_reply(result, ids);
  Reply reply;
  reply.verdict = verdict_of(result);
  return reply;
}

}  // namespace waymark::delivery
