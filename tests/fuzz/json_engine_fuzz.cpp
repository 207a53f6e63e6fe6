// Feeds the seam with anything. Whatever comes in, the engine answers with text and never aborts.
//
// Input: lines. Each line is one Input for `handle`, each a little later than the one before. A line that starts with
// `>` comes 45 minutes later, with `<` 45 minutes earlier (clocks jump), and with `@` it is bytes for
// `load("catalogue", …)`.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "waymark/json_engine.h"

namespace {

constexpr double kStartMs = 1'700'000'000'000.0;
constexpr double kStepMs = 700.0;
constexpr double kJumpMs = 45.0 * 60.0 * 1000.0;  // longer than a session may be idle

// A list of Effects is a JSON array: anything else is a bug of ours, so end the run here.
void check_effects(const std::string& effects) {
  if (effects.size() < 2 || effects.front() != '[' || effects.back() != ']') {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  waymark::JsonEngine engine;
  double now_ms = kStartMs;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    now_ms += kStepMs;
    if (line.starts_with('@')) {
      check_effects(engine.load("catalogue", line.substr(1)));
      continue;
    }
    if (line.starts_with('>') || line.starts_with('<')) {
      now_ms += line.front() == '>' ? kJumpMs : -kJumpMs;
      line.remove_prefix(1);
    }
    check_effects(engine.handle(line, now_ms));
  }
  return 0;
}
