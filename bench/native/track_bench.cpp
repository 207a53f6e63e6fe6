/// Replays a tape of inputs on the native core and prints what each event cost, as one JSON object of nanoseconds.
/// Usage: track_bench TAPE ROUNDS WARM_UP, or track_bench --heap TAPE for the bytes in use before and after.
#include <malloc.h>

#include <chrono>
#include <cstdio>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "codec/effect_codec.h"
#include "codec/input_codec.h"
#include "json/parse.h"
#include "tape.h"
#include "waymark/engine.h"
#include "waymark/json_engine.h"

namespace {

using bench::Line;
using Clock = std::chrono::steady_clock;
using Samples = std::map<std::string, std::vector<long long>>;

long long nanoseconds(Clock::time_point from, Clock::time_point to) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(to - from).count();
}

/// The seam as the Wasm build has it, one event after the other. Returns the answer to the last line.
std::string replay_whole(const std::vector<Line>& tape, std::size_t warm_up, Samples& samples) {
  waymark::JsonEngine engine;
  std::string answer;
  std::size_t events = 0;
  for (const Line& line : tape) {
    if (line.kind == 'L') {
      engine.load("catalogue", line.text);
      continue;
    }
    const Clock::time_point from = Clock::now();
    answer = engine.handle(line.text, line.now_ms);
    const Clock::time_point to = Clock::now();
    if (line.kind == 'E' && ++events > warm_up) samples["handle"].push_back(nanoseconds(from, to));
  }
  return answer;
}

/// The same in the four steps JsonEngine::handle is made of, a clock between them.
void replay_steps(const std::vector<Line>& tape, std::size_t warm_up, Samples& samples) {
  waymark::Engine engine;
  std::size_t events = 0;
  for (const Line& line : tape) {
    if (line.kind == 'L') {
      engine.load("catalogue", line.text);
      continue;
    }
    const Clock::time_point begin = Clock::now();
    const waymark::Result<waymark::Value> json = waymark::json::parse(line.text);
    const Clock::time_point parsed = Clock::now();
    waymark::List<waymark::Error> warnings;
    const waymark::Result<waymark::Input> input = waymark::codec::read_input(json.value(), warnings);
    const Clock::time_point read = Clock::now();
    const waymark::Effects effects = engine.handle(input.value(), static_cast<waymark::TimeMs>(line.now_ms));
    const Clock::time_point handled = Clock::now();
    const std::string text = waymark::codec::write_effects(effects);
    const Clock::time_point written = Clock::now();
    if (line.kind != 'E' || ++events <= warm_up) continue;
    samples["parse"].push_back(nanoseconds(begin, parsed));
    samples["read"].push_back(nanoseconds(parsed, read));
    samples["stages"].push_back(nanoseconds(read, handled));
    samples["write"].push_back(nanoseconds(handled, written));
  }
}

void print(const Samples& samples, const std::string& answer) {
  std::cout << '{';
  for (const auto& [name, values] : samples) {
    std::cout << '"' << name << "\":[";
    for (std::size_t i = 0; i < values.size(); ++i) std::cout << (i ? "," : "") << values[i];
    std::cout << "],";
  }
  std::cout << "\"answer\":" << answer << "}\n";
}

/// Bytes the allocator has handed out, `start` and catalogue included in the first figure.
void print_heap(const std::vector<Line>& tape) {
  waymark::JsonEngine engine;
  const std::size_t empty = mallinfo2().uordblks;
  std::size_t before = 0;
  for (const Line& line : tape) {
    if (line.kind == 'E' && before == 0) before = mallinfo2().uordblks;
    if (line.kind == 'L')
      engine.load("catalogue", line.text);
    else
      engine.handle(line.text, line.now_ms);
  }
  std::printf("{\"before\":%zu,\"after\":%zu}\n", before - empty, mallinfo2().uordblks - empty);
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> words(arguments + 1, arguments + count);
  if (words.size() == 2 && words[0] == "--heap") {
    print_heap(bench::read_tape(words[1]));
    return 0;
  }
  if (words.size() != 3) {
    std::fputs("usage: track_bench TAPE ROUNDS WARM_UP | track_bench --heap TAPE\n", stderr);
    return 2;
  }
  const std::vector<Line> tape = bench::read_tape(words[0]);
  Samples samples;
  std::string answer;
  for (int round = 0; round < std::stoi(words[1]); ++round) {
    answer = replay_whole(tape, std::stoul(words[2]), samples);
    replay_steps(tape, std::stoul(words[2]), samples);
  }
  print(samples, answer);
  return 0;
}
