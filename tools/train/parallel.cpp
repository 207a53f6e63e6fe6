#include "parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace waymark::train {
namespace {

/// Indexes a thread takes at a time.
constexpr std::size_t kChunk = 64;

void share_out(std::size_t count, std::size_t chunk, unsigned threads,
               const std::function<void(std::size_t, unsigned)>& work) {
  std::atomic<std::size_t> next{0};
  const auto run = [&](unsigned worker) {
    for (std::size_t begin = next.fetch_add(chunk); begin < count; begin = next.fetch_add(chunk)) {
      for (std::size_t index = begin; index < std::min(count, begin + chunk); ++index) work(index, worker);
    }
  };
  std::vector<std::thread> helpers;
  for (unsigned worker = 1; worker < threads; ++worker) helpers.emplace_back(run, worker);
  run(0);
  for (std::thread& helper : helpers) helper.join();
}

}  // namespace

unsigned default_threads() { return std::max(1U, std::thread::hardware_concurrency()); }

void for_each_index(std::size_t count, unsigned threads, const std::function<void(std::size_t, unsigned)>& work) {
  share_out(count, kChunk, threads, work);
}

void for_each_of_few(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work) {
  share_out(count, 1, std::min(threads, static_cast<unsigned>(count)),
            [&](std::size_t index, unsigned) { work(index); });
}

}  // namespace waymark::train
