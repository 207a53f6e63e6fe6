#include "support/ndjson.h"

#include <string>
#include <utility>

#include "support/json_help.h"

namespace waymark::test {
namespace {

constexpr std::pair<const char*, const char*> kIds[] = {
    {"a", "anonymousId"}, {"u", "userId"}, {"g", "groupId"}, {"v", "previousId"}};

/// The line's member where it has one, else the header's.
const Value& either(const Value& line, const Value& header, const char* key) {
  return line.find(key) ? line[key] : header[key];
}

std::string full_id(const Value& id, const std::string& last) {
  if (id.is_string()) return id.text();
  return last.substr(0, static_cast<std::size_t>(id.items()[0].number_or(0))) + id.items()[1].text();
}

Value context_of(const Value& line, const Value& header) {
  Value context = header["c"];
  for (const Member& member : line["c"].members()) {
    if (member.value.is_null()) {
      context.erase(member.key);
    } else {
      context.set(member.key, member.value);
    }
  }
  return context;
}

Value event_of(const Value& line, const Value& header, const std::string& id) {
  Value event;
  event.set("messageId", Value(id));
  event.set("type", line.find("t") ? line["t"] : Value("track"));
  if (line.find("n")) event.set("name", line["n"]);
  const bool dated = id.size() == 36 && id[14] == '7';
  const double base = dated ? static_cast<double>(std::stoull(id.substr(0, 8) + id.substr(9, 4), nullptr, 16)) : 0;
  event.set("timestamp", Value(base + line["ts"].number_or(0)));
  for (const auto& [wire, name] : kIds) {
    if (const Value& value = either(line, header, wire); !value.is_null()) event.set(name, value);
  }
  const Value& session = either(line, header, "s");
  Value reference;
  std::size_t part = 0;
  for (const char* name : {"id", "number", "start"}) reference.set(name, session.items()[part++]);
  event.set("session", std::move(reference));
  if (line.find("p")) event.set("properties", line["p"]);
  if (line.find("tr")) event.set("traits", line["tr"]);
  event.set("context", context_of(line, header));
  return event;
}

}  // namespace

Value read_ndjson(std::string_view body) {
  Value out;
  Value batch = Value::array();
  std::string last_id;
  while (!body.empty()) {
    const std::size_t end = body.find('\n');
    if (end == std::string_view::npos) broken_test("a line without its end");
    const Value line = parse_exactly(body.substr(0, end));
    body.remove_prefix(end + 1);
    if (!out.find("header")) {
      out.set("header", line);
      continue;
    }
    last_id = full_id(line["id"], last_id);
    batch.push(event_of(line, out["header"], last_id));
  }
  out.set("batch", std::move(batch));
  return out;
}

}  // namespace waymark::test
