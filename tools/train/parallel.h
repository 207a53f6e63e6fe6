#pragma once

#include <cstddef>
#include <functional>

namespace waymark::train {

/// How many threads work, where nobody says otherwise: one a core.
unsigned default_threads();

/// Calls `work(index, worker)` once for each index below `count`, from `threads` threads; `worker` numbers them from 0.
/// Who takes which index is chance, so what is written must depend on the index alone.
void for_each_index(std::size_t count, unsigned threads, const std::function<void(std::size_t, unsigned)>& work);

/// The same for a few large pieces of work: each may have a thread of its own, and none takes several.
void for_each_of_few(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work);

}  // namespace waymark::train
