#include <ostream>
#include <string>

#include "commands.h"
#include "definitions.h"
#include "json_text.h"
#include "secrets.h"
#include "waymark/json_engine.h"

namespace waymark::tool {
namespace {

constexpr const char* kSecret = "config.secret";

/// `error  config.invalid  /batch/maxEvents  expected a number from 1 to 500, found 0`
void print(std::ostream& out, std::string_view log) {
  const std::string pointer = text_of(member(log, "pointer"));
  out << text_of(member(log, "level")) << "  " << text_of(member(log, "code")) << "  "
      << (pointer.empty() ? "(whole)" : pointer) << "  expected " << text_of(member(log, "expected"));
  if (const std::string found = text_of(member(log, "found")); !found.empty()) out << ", found " << found;
  out << "\n";
}

}  // namespace

int validate(const Arguments& arguments, Streams streams) {
  if (arguments.size() != 1) {
    streams.err << "usage: waymark validate CONFIG.json\n";
    return kUsage;
  }
  std::string config;
  if (!read_file(arguments[0], streams, config)) return kUsage;
  if (const std::string fault = fault_of(config); !fault.empty()) {
    streams.out << "error  " << fault << "\n";
    return kFailed;
  }
  JsonEngine engine;
  const std::string effects =
      engine.handle(R"({"type":"start","snapshot":null,"journal":[],"seed":"00","page":{"url":"/"},"config":)" +
                        with_definitions(config) + "}",
                    0);
  int errors = 0;
  int warnings = 0;
  for (const std::string& pointer : secrets_in(config)) {
    ++errors;
    // The secret itself is not printed.
    streams.out << "error  " << kSecret << "  " << pointer
                << "  expected no secret: give it to a relay of the site's own\n";
  }
  for (const std::string_view effect : items_of(effects)) {
    const std::string level = text_of(member(effect, "level"));
    if (level != "error" && level != "warn") continue;
    ++(level == "error" ? errors : warnings);
    print(streams.out, effect);
  }
  streams.err << arguments[0] << ": " << errors << (errors == 1 ? " error, " : " errors, ") << warnings
              << (warnings == 1 ? " warning\n" : " warnings\n");
  return errors > 0 ? kFailed : kOk;
}

}  // namespace waymark::tool
