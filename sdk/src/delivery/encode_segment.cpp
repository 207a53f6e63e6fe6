#include "delivery/encode_segment.h"

#include "base/iso_time.h"
#include "event/names.h"
#include "json/parse.h"
#include "json/write.h"
#include "waymark/event.h"

namespace waymark::delivery {
namespace {

void write_event(json::Writer& out, const Value& event) {
  const std::string_view type = event["type"].text_or();
  out.begin_object();
  out.member("type", type);
  for (const char* id : {"messageId", "anonymousId", "userId", "groupId", "previousId"}) {
    out.optional_member(id, event[id].text_or());
  }
  out.member("timestamp", base::iso_time(static_cast<TimeMs>(event["timestamp"].number_or(0))));
  out.optional_member(type == event::text_of(EventType::track) ? "event" : "name", event["name"].text_or());
  for (const char* part : {"properties", "traits"}) {
    if (event[part].is_object()) out.value_member(part, event[part]);
  }
  out.key("context");
  out.begin_object();
  for (const Member& member : event["context"].members()) out.value_member(member.key, member.value);
  out.value_member("session", event["session"]);
  out.end_object();
  out.end_object();
}

}  // namespace

std::string encode_segment(const std::vector<std::string_view>& events, std::string_view write_key, TimeMs sent_at) {
  json::Writer out;
  out.begin_object();
  out.member("writeKey", write_key);
  out.member("sentAt", base::iso_time(sent_at));
  out.key("batch");
  out.begin_array();
  for (std::string_view text : events) {
    const Result<Value> event = json::parse(text);
    if (event.ok()) write_event(out, event.value());
  }
  out.end_array();
  out.end_object();
  return out.take();
}

}  // namespace waymark::delivery
