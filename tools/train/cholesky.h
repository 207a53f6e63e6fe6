#pragma once

#include <cstddef>
#include <vector>

namespace waymark::train {

/// Solves A x = b in place for a symmetric, positive definite A (row-major, `size` × `size`; only the lower triangle is
/// read and it is overwritten). False where A is not positive definite; `b` is then of no use.
bool solve_cholesky(std::vector<float>& a, std::vector<float>& b, std::size_t size);

}  // namespace waymark::train
