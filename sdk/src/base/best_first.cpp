#include "base/best_first.h"

#include <cstddef>
#include <utility>

namespace waymark::base {
namespace {

/// Lets the element at `at` sink until none below it goes before it.
void sink(std::vector<std::uint32_t>& heap, std::size_t at, Before before, const void* context) {
  for (std::size_t child = 2 * at + 1; child < heap.size(); child = 2 * at + 1) {
    if (child + 1 < heap.size() && before(context, heap[child + 1], heap[child])) ++child;
    if (!before(context, heap[child], heap[at])) return;
    std::swap(heap[child], heap[at]);
    at = child;
  }
}

}  // namespace

std::vector<std::uint32_t> best_first(std::uint32_t count, std::uint32_t wanted, Before before, const void* context) {
  std::vector<std::uint32_t> heap;
  heap.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) heap.push_back(i);
  for (std::size_t i = heap.size() / 2; i-- > 0;) sink(heap, i, before, context);
  std::vector<std::uint32_t> best;
  for (; wanted > 0 && !heap.empty(); --wanted) {
    best.push_back(heap.front());
    heap.front() = heap.back();
    heap.pop_back();
    sink(heap, 0, before, context);
  }
  return best;
}

}  // namespace waymark::base
