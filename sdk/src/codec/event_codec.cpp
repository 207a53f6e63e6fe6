#include "codec/event_codec.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "json/parse.h"

namespace waymark::codec {
namespace {

TimeMs time_of(const Value& value) {
  const double number = value.number_or(0);
  return std::isfinite(number) ? static_cast<TimeMs>(std::clamp(number, 0.0, static_cast<double>(kLatestMs))) : 0;
}

Error broken(const char* member) {
  return Error{"journal.recordBroken", member, "A stored event cannot be read and was left out.", "a canonical event",
               ""};
}

}  // namespace

std::string write_event(const Event& event) {
  json::Writer out;
  out.begin_object();
  out.member("messageId", event.message_id);
  out.member("type", event::text_of(event.type));
  out.optional_member("name", event.name);
  out.integer_member("timestamp", event.timestamp);
  out.member("anonymousId", event.anonymous_id);
  out.optional_member("userId", event.user_id);
  out.optional_member("groupId", event.group_id);
  out.optional_member("previousId", event.previous_id);
  out.key("session");
  out.begin_object();
  out.member("id", event.session.id);
  out.integer_member("number", event.session.number);
  out.integer_member("start", event.session.start);
  out.end_object();
  out.optional_value("properties", event.properties);
  out.optional_value("traits", event.traits);
  out.optional_value("context", event.context);
  out.end_object();
  return out.take();
}

Result<Event> read_event(const Value& json) {
  const auto type = event::from_text<EventType>(json["type"].text_or());
  if (!type) return broken("/type");
  Event event;
  event.type = *type;
  event.message_id = json["messageId"].text_or();
  event.name = json["name"].text_or();
  event.timestamp = time_of(json["timestamp"]);
  event.anonymous_id = json["anonymousId"].text_or();
  event.user_id = json["userId"].text_or();
  event.group_id = json["groupId"].text_or();
  event.previous_id = json["previousId"].text_or();
  const Value& session = json["session"];
  event.session.id = session["id"].text_or();
  event.session.number = static_cast<std::int64_t>(time_of(session["number"]));
  event.session.start = time_of(session["start"]);
  event.properties = json["properties"];
  event.traits = json["traits"];
  event.context = json["context"];
  if (event.message_id.empty()) return broken("/messageId");
  if (event.anonymous_id.empty()) return broken("/anonymousId");
  if (!json["timestamp"].is_number()) return broken("/timestamp");
  if (event.type == EventType::track && event.name.empty()) return broken("/name");
  return event;
}

Result<Event> parse_event(std::string_view text) {
  Result<Value> json = json::parse(text);
  return json.ok() ? read_event(json.value()) : Result<Event>(std::move(json.error()));
}

void write_record(json::Writer& out, const JournalRecord& record) {
  out.begin_object();
  out.member("id", record.id);
  out.member("origin", record.origin);
  out.integer_member("seq", record.seq);
  out.key("event");
  out.raw(record.event);
  out.end_object();
}

std::vector<JournalRecord> read_records(const Value& array, const std::string& pointer, std::vector<Error>& errors) {
  std::vector<JournalRecord> records;
  for (std::size_t i = 0; i < array.items().size(); ++i) {
    const Value& json = array.items()[i];
    Result<Event> event = read_event(json["event"]);
    if (!event.ok() || json["id"].text_or() != event.value().message_id) {
      Error error = event.ok() ? broken("/id") : std::move(event.error());
      error.pointer = pointer + "/" + std::to_string(i) + "/event" + error.pointer;
      errors.push_back(std::move(error));
      continue;
    }
    JournalRecord record;
    record.id = json["id"].text_or();
    record.origin = json["origin"].text_or();
    record.seq = static_cast<std::int64_t>(time_of(json["seq"]));
    record.event = json::write(json["event"]);
    records.push_back(std::move(record));
  }
  return records;
}

void write_page(json::Writer& out, const PageFacts& page) {
  out.begin_object();
  out.member("url", page.url);
  out.optional_member("title", page.title);
  out.optional_member("referrer", page.referrer);
  out.optional_member("language", page.language);
  out.optional_member("timeZone", page.time_zone);
  out.integer_member("siteOffsetMinutes", page.site_offset_minutes);
  out.optional_member("userAgent", page.user_agent);
  out.optional_value("viewport", page.viewport);
  out.optional_value("screen", page.screen);
  out.key("visible");
  out.boolean(page.visible);
  out.end_object();
}

PageFacts read_page(Reader reader) {
  PageFacts page;
  page.url = reader.text("url");
  page.title = reader.text("title");
  page.referrer = reader.text("referrer");
  page.language = reader.text("language");
  page.time_zone = reader.text("timeZone");
  page.user_agent = reader.text("userAgent");
  // The widest zones are 14 hours ahead and 12 behind.
  page.site_offset_minutes = static_cast<std::int64_t>(reader.number("siteOffsetMinutes", -900, 900, 0));
  page.viewport = reader.any("viewport");
  page.screen = reader.any("screen");
  page.visible = reader.boolean("visible", true);
  return page;
}

}  // namespace waymark::codec
