#include <iostream>
#include <string_view>

#include "commands.h"

namespace {

constexpr const char* kHelp = R"(waymark: the core of Waymark on the command line

  waymark validate CONFIG.json
      Checks a configuration as the core will. One line a finding: severity, code, pointer, expected, found.
      Exit code 1 where there is an error; unknown keys are warnings.

  waymark replay FILE [--root DIR] [--trace]
      Runs a scenario, or a recorded list of {"input": …, "at": ms}, and prints the effects, one a line.
      Files a scenario names are looked for under DIR (default: here). --trace prints the inputs too.

  waymark encode --destination NAME [--definitions DIR] [--url URL] [--write-key KEY] [--settings JSON]
                 [--sent-at MS] [--bodies]
      Canonical events on standard input, one JSON object a line, to the requests the destination's definition
      makes of them, one a line: {"url", "headers", "body"}. --bodies prints their bodies alone. Definitions are
      the built-in ones, or the files of DIR.

  waymark help
  waymark --version

FILE may be - for standard input.
)";

constexpr const char* kVersion = "0.1.0";

}  // namespace

int main(int argc, char** argv) {
  using namespace waymark::tool;
  Arguments arguments(argv + 1, argv + argc);
  const std::string command = arguments.empty() ? "" : arguments.front();
  if (!arguments.empty()) arguments.erase(arguments.begin());
  const Streams streams{std::cin, std::cout, std::cerr};
  if (command == "validate") return validate(arguments, streams);
  if (command == "replay") return replay(arguments, streams);
  if (command == "encode") return encode(arguments, streams);
  if (command == "help" || command == "--help" || command == "-h") {
    std::cout << kHelp;
    return kOk;
  }
  if (command == "--version") {
    std::cout << "waymark " << kVersion << "\n";
    return kOk;
  }
  std::cerr << (command.empty() ? "waymark: no command" : "waymark: no such command: " + command)
            << "; try waymark help\n";
  return kUsage;
}
