#include "waymark/encode.h"

#include <chrono>
#include <cstddef>
#include <istream>
#include <ostream>
#include <string>
#include <vector>

#include "commands.h"
#include "definitions.h"
#include "json_text.h"

namespace waymark::tool {
namespace {

constexpr const char* kUse =
    "usage: waymark encode --destination NAME [--definitions DIR] [--url URL] [--write-key KEY] [--settings JSON]"
    " [--sent-at MS] [--bodies] < events.ndjson\n";

/// What every canonical event has.
std::string fault_of_event(const std::string& event) {
  if (const std::string fault = fault_of(event); !fault.empty()) return fault;
  for (const char* name : {"messageId", "type", "anonymousId"}) {
    if (text_of(member(event, name)).empty()) return "journal.recordBroken /" + std::string(name) + ": expected a text";
  }
  const bool timed = number_of(member(event, "timestamp"), -1) >= 0;
  return timed ? "" : "journal.recordBroken /timestamp: expected milliseconds since 1970";
}

/// A definition by its name: of a folder where one is given, else of those compiled in.
bool find_definition(const std::string& name, const std::string& folder, Streams streams, std::string& text) {
  if (!folder.empty()) return read_file(folder + "/" + name + ".json", streams, text);
  for (const Definition& known : definitions()) {
    if (known.name == name) text = known.text;
  }
  if (!text.empty()) return true;
  streams.err << "waymark: no destination " << name << "; there are ndjson";
  for (const Definition& known : definitions()) streams.err << " " << known.name;
  streams.err << "\n";
  return false;
}

std::string told(const Error& error) {
  std::string text = std::string(error.code) + " " + error.pointer + ": expected " + error.expected;
  return error.found.empty() ? text : text + ", found " + error.found;
}

}  // namespace

int encode(const Arguments& given, Streams streams) {
  Arguments arguments = given;
  std::string destination;
  std::string folder;
  std::string sent_at;
  EncodeTarget target;
  target.url = "https://collector.example/";
  const bool bodies = take_flag(arguments, "--bodies");
  const bool taken = take_option(arguments, "--destination", destination, streams.err) &&
                     take_option(arguments, "--definitions", folder, streams.err) &&
                     take_option(arguments, "--url", target.url, streams.err) &&
                     take_option(arguments, "--write-key", target.write_key, streams.err) &&
                     take_option(arguments, "--settings", target.settings, streams.err) &&
                     take_option(arguments, "--sent-at", sent_at, streams.err);
  if (!taken || !arguments.empty() || destination.empty()) {
    streams.err << kUse;
    return kUsage;
  }
  target.type = destination;
  target.batch_id = "batch";
  if (destination != "ndjson" && !find_definition(destination, folder, streams, target.definition)) return kUsage;
  using std::chrono::duration_cast, std::chrono::milliseconds, std::chrono::system_clock;
  const double now = static_cast<double>(duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count());
  target.sent_at = static_cast<TimeMs>(number_of(sent_at, now));

  bool failed = false;
  std::vector<std::string> events;
  std::vector<std::size_t> numbers;
  std::string line;
  for (std::size_t number = 1; std::getline(streams.in, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    if (const std::string fault = fault_of_event(line); !fault.empty()) {
      streams.err << "line " << number << ": " << fault << "\n";
      failed = true;
      continue;
    }
    events.push_back(line);
    numbers.push_back(number);
  }
  const Result<Encoded> encoded = waymark::encode(target, events);
  if (!encoded.ok()) {
    streams.err << "waymark: " << destination << ": " << told(encoded.error()) << "\n";
    return kUsage;
  }
  for (const std::size_t event : encoded.value().unsendable) {
    streams.err << "line " << numbers[event] << ": " << destination << " has no way to say this event\n";
    failed = true;
  }
  for (const std::string& request : encoded.value().requests) {
    streams.out << (bodies ? text_of(member(request, "body")) : request) << "\n";
  }
  return failed ? kFailed : kOk;
}

}  // namespace waymark::tool
