#include <algorithm>
#include <fstream>
#include <ostream>
#include <string>
#include <vector>

#include "advice.h"
#include "commands.h"
#include "findings.h"

namespace waymark::tool {
namespace {

/// Names and properties of a log's events. False, and a complaint, where it cannot be read.
bool read_log(const std::string& path, Streams streams, Seen& seen) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    streams.err << "waymark: cannot read " << path << "\n";
    return false;
  }
  std::string line;
  while (std::getline(file, line)) note_event(line, seen);
  return true;
}

}  // namespace

int validate(const Arguments& given, Streams streams) {
  Arguments arguments = given;
  std::string log;
  if (!take_option(arguments, "--log", log, streams.err) || arguments.size() != 1) {
    streams.err << "usage: waymark validate CONFIG.json [--log EVENTS.ndjson]\n";
    return kUsage;
  }
  std::string text;
  if (!read_file(arguments[0], streams, text)) return kUsage;
  Seen seen;
  if (!log.empty() && !read_log(log, streams, seen)) return kUsage;
  const std::string_view config = without_mark(text);
  const std::vector<Finding> all = findings_of(config, log.empty() ? nullptr : &seen);
  const auto errors = std::count_if(all.begin(), all.end(), [](const Finding& one) { return one.error; });
  const auto warnings = static_cast<std::ptrdiff_t>(all.size()) - errors;
  for (const Finding& one : all) print(streams.out, arguments[0], config, one);
  streams.err << arguments[0] << ": " << errors << (errors == 1 ? " error, " : " errors, ") << warnings
              << (warnings == 1 ? " warning\n" : " warnings\n");
  return errors > 0 ? kFailed : kOk;
}

}  // namespace waymark::tool
