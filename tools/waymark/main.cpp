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

  waymark replay --config CONFIG.json [--compare OTHER.json] [--json] [--shown] < EVENTS.ndjson
      Runs the engine over stored events, one JSON object a line, with their own times, and prints for each rule
      who would have seen it: how often, by how many visitors, from when to when, the split of its holdout or
      experiment, and why it did not speak. --compare: what another configuration changes. --json: as one object.
      --shown: each showing as a line first.

  waymark report [--config CONFIG.json] [--title TEXT] [--currency VND] [--journey PRESET] < EVENTS.ndjson
      Stored events, one JSON object a line, to a page for people on standard output: stages, journey map, flows,
      the figures of each stage, channels, messages. One HTML file, which needs no network.

  waymark encode --destination NAME [--definitions DIR] [--url URL] [--write-key KEY] [--settings JSON]
                 [--sent-at MS] [--bodies]
      Canonical events on standard input, one JSON object a line, to the requests the destination's definition
      makes of them, one a line: {"url", "headers", "body"}. --bodies prints their bodies alone. Definitions are
      the built-in ones, or the files of DIR.

  waymark train --clicks FILE --out MODEL [--baskets FILE] [--catalogue FILE] [--budget 100KB]
                [--model auto|ll|ii] [--min-support 2] [--holdout 8%] [--replaces MODEL] [--format F] [--json]
      Learns what to recommend from a log (CSV or TSV with a header session,item,time; .sess; NDJSON events; the
      pair table of tools/train/pairs.sql), chooses its parameters on the last sessions, writes one file. With
      --replaces it refuses, exit code 1, to be worse than that model.

  waymark evaluate --model MODEL --sessions FILE [--clicks FILE] [--protocol p1|p2] [--baselines] [--json]
  waymark evaluate --model MODEL --baskets FILE [--clicks FILE] [--protocol loo|c1|c3] [--json]
  waymark evaluate --orders FILE --from UNIX_SECONDS [--json]
      Hit rate, reciprocal rank, coverage, novelty and time of a query on later sessions, baskets or orders.

  waymark recommend --model MODEL [--k 20] [--strategy next|cart|similar|popular] [--exclude-current]
      Arrays of item ids on standard input, one a line, oldest first, to arrays of {item, score}.

  waymark eval [--growthbook]
      Conditions, one question a line: {"rule", "data"} (JsonLogic), or with --growthbook {"condition", "attributes",
      "savedGroups"?}. Prints {"result": …} or {"error": {"type": …}} for each.

  waymark bucket
      Where a value is hashed to, one {"seed", "value", "version"} a line: {"result": 0..1}, as GrowthBook's hash.

  waymark experiment
      GrowthBook contexts with "feature" (a key) or "experiment", or cases of its suite, one a line, to what it gives.

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
  std::ios::sync_with_stdio(false);
  const Streams streams{std::cin, std::cout, std::cerr};
  if (command == "validate") return validate(arguments, streams);
  if (command == "replay") return replay(arguments, streams);
  if (command == "train") return train(arguments, streams);
  if (command == "evaluate") return evaluate(arguments, streams);
  if (command == "recommend") return recommend(arguments, streams);
  if (command == "report") return report(arguments, streams);
  if (command == "encode") return encode(arguments, streams);
  if (command == "eval") return eval(arguments, streams);
  if (command == "bucket") return bucket(arguments, streams);
  if (command == "experiment") return experiment(arguments, streams);
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
