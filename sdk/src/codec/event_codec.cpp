#include "codec/event_codec.h"

#include <utility>

#include "codec/event_tables.h"
#include "codec/read.h"
#include "codec/write.h"
#include "json/parse.h"

namespace waymark::codec {

std::string write_event(const Event& event) { return write(event); }

Result<Event> parse_event(std::string_view text) { return read_event(json::parse(text).value()); }

Result<Event> read_event(const Value& json) {
  List<Error> errors;
  TableReader reader("journal.recordBroken", errors);
  Result<Event> result;
  Event& event = result.value();
  reader.read(json, event);  // null where it was no JSON: then everything is missing
  if (errors.empty() && event.type == EventType::track && event.name.empty()) {
    const Path root;
    reader.fail(Path{&root, "name", 0}, "a text", Value());
  }
  if (!errors.empty()) result.fail(errors.front());
  return result;
}

}  // namespace waymark::codec
