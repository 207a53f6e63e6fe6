#include "delivery/reply.h"

#include "json/parse.h"

namespace waymark::delivery {

Verdict verdict_of(const input::SendResult& result) {
  if (result.outcome != input::SendOutcome::response) return Verdict::retry;
  const int status = result.status;
  if (status >= 200 && status < 300) return Verdict::ack;
  if (status == 400 || status == 413 || status == 422) return Verdict::split;
  if (status == 408 || status == 425 || status == 429) return Verdict::retry;
  if (status >= 500 && status < 600 && status != 501 && status != 505) return Verdict::retry;
  return Verdict::park;
}

Reply read_own_reply(const input::SendResult& result, const Batch& batch, const queue::Queue& queue) {
  Reply reply;
  reply.verdict = verdict_of(result);
  if (reply.verdict != Verdict::ack || result.body.empty()) return reply;
  const Result<Value> parsed = json::parse(result.body);
  if (!parsed.ok()) return reply;
  for (const Value& item : parsed.value()["rejected"].items()) {
    // A line whose id the collector could not read is named by its place.
    const auto count = static_cast<queue::Number>(batch.events.size());
    auto place = static_cast<queue::Number>(item["index"].number_or(-1));
    if (const std::string& id = item["id"].text(); !id.empty()) {
      for (place = 0; place < count && queue.id_of(batch.events[static_cast<std::size_t>(place)]) != id;) ++place;
    }
    if (place < 0 || place >= count) continue;
    if (queue::contains(reply.refused, place) || queue::contains(reply.again, place)) continue;
    const bool later = item["retry"].boolean_or(false);
    (later ? reply.again : reply.refused).push_back(place);
    if (reply.reason.empty()) reply.reason = item["reason"].text();
  }
  const Value& known = parsed.value()["known"];
  reply.tells_known = known.is_array();
  for (const Value& id : known.items()) reply.known.push_back(id.text());
  return reply;
}

}  // namespace waymark::delivery
