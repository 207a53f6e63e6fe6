// Reads a model of `waymark train` and asks it as a visitor's device does. Compiled for the machine and, with the
// core's flags, to WebAssembly (bench/recommend/latency.mjs). Prints one JSON object; times in microseconds.
#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "waymark/model.h"

namespace {

double now_us() {
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::size_t heap_bytes() {
#ifdef __EMSCRIPTEN__
  return static_cast<std::size_t>(mallinfo().uordblks);
#else
  return mallinfo2().uordblks + mallinfo2().hblkhd;
#endif
}

double part(std::vector<double>& sorted, double share) {
  return sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  std::ifstream file(argv[1], std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  std::vector<double> decode;
  for (int run = 0; run < 15; ++run) {
    std::string copy = bytes;
    waymark::Model model;
    const double from = now_us();
    if (model.read(std::move(copy))) return 1;
    decode.push_back(now_us() - from);
  }
  std::sort(decode.begin(), decode.end());

  const std::size_t before = heap_bytes();
  waymark::Model model;
  if (model.read(std::string(bytes))) return 1;
  const std::size_t held = heap_bytes() - before;

  // Visitors who click along: each history is ten items, the next one among what was recommended.
  constexpr int kAsked = 20'000;
  std::vector<double> times;
  times.reserve(kAsked);
  std::vector<std::uint32_t> history;
  std::uint64_t state = 1;
  std::uint64_t check = 0;
  for (int n = 0; n < kAsked; ++n) {
    state = state * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL;
    if (n % 10 == 0) history = {static_cast<std::uint32_t>((state >> 33) % model.items())};
    const double from = now_us();
    const auto list = model.rank(waymark::Model::next, history, 20, {history[0]});
    times.push_back(now_us() - from);
    for (const auto& one : list) check = check * 31 + one.item;
    const std::uint32_t next = list.empty() ? static_cast<std::uint32_t>((state >> 40) % model.items())
                                            : list[(state >> 50) % list.size()].item;
    if (std::find(history.begin(), history.end(), next) == history.end()) history.insert(history.begin(), next);
  }
  double sum = 0;
  for (const double one : times) sum += one;
  std::sort(times.begin(), times.end());
  std::printf(
      "{\"items\":%u,\"bytes\":%zu,\"decodeMs\":%.3f,\"decodeLeastMs\":%.3f,\"heapBytes\":%zu,\"mean\":%.3f,\"median\":"
      "%.3f,\"p99\":%.3f,"
      "\"check\":\"%llx\"}\n",
      model.items(), bytes.size(), decode[decode.size() / 2] / 1e3, decode[0] / 1e3, held, sum / kAsked,
      part(times, 0.5), part(times, 0.99), static_cast<unsigned long long>(check));
  return 0;
}
