// Feeds conditions, experiments, configurations and logs of any making to the rules. Input: lines. `=` is a question to
// `waymark eval`, `~` one to it with GrowthBook's conditions, `#` one to `waymark experiment`; the first other line is
// a configuration, and those behind it are events of a log that is played through it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "waymark/evaluate.h"
#include "waymark/log_replay.h"

namespace {

std::int64_t offset(std::string_view zone, waymark::TimeMs) { return zone.size() % 2 == 0 ? 0 : 420; }

void ask(waymark::Question question, std::string_view json) {
  const std::string answer = waymark::answer(question, json);
  // Where experiments redirect to is a list.
  const bool list = answer.starts_with('[') && answer.ends_with(']');
  if (!list && !(answer.starts_with('{') && answer.ends_with('}'))) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  std::unique_ptr<waymark::LogReplay> replay;
  bool usable = false;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    if (line.starts_with('=')) {
      ask(waymark::Question::logic, line.substr(1));
    } else if (line.starts_with('~')) {
      ask(waymark::Question::growthbook, line.substr(1));
    } else if (line.starts_with('#')) {
      ask(waymark::Question::experiment, line.substr(1));
    } else if (!replay) {
      replay = std::make_unique<waymark::LogReplay>(offset, nullptr, nullptr);
      usable = replay->configure(line).empty();
    } else if (usable) {
      replay->event(line);
    }
  }
  if (!usable) return 0;
  replay->finish();
  for (const waymark::RuleReport& rule : replay->report()) {
    if (rule.visitors > rule.shown) std::abort();
  }
  return 0;
}
