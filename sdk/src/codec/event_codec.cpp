#include "codec/event_codec.h"

#include <utility>

#include "codec/event_tables.h"
#include "codec/read.h"
#include "codec/write.h"
#include "json/parse.h"

namespace waymark::codec {

std::string write_event(const Event& event) { return write(event); }

Result<Event> parse_event(std::string_view text) {
  const Result<Value> json = json::parse(text);
  List<Error> errors;
  TableReader reader("journal.recordBroken", errors);
  Event event;
  reader.read(json.ok() ? json.value() : Value(), event);
  if (errors.empty() && event.type == EventType::track && event.name.empty()) {
    const Path root;
    reader.fail(Path{&root, "name", 0}, "a text", Value());
  }
  if (!errors.empty()) return std::move(errors.front());
  return event;
}

}  // namespace waymark::codec
