#include "cholesky.h"

#include <cmath>

namespace waymark::train {

bool solve_cholesky(std::vector<float>& a, std::vector<float>& b, std::size_t size) {
  // Four sums side by side: the compiler may not reorder one sum of floats, but it can vectorise four.
  const auto dot = [](const float* x, const float* y, std::size_t n) {
    float sums[8] = {};
    std::size_t k = 0;
    for (; k + 8 <= n; k += 8) {
      for (std::size_t lane = 0; lane < 8; ++lane) sums[lane] += x[k + lane] * y[k + lane];
    }
    float rest = 0;
    for (; k < n; ++k) rest += x[k] * y[k];
    return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7])) + rest;
  };
  for (std::size_t i = 0; i < size; ++i) {
    float* row = &a[i * size];
    for (std::size_t j = 0; j < i; ++j) {
      const float* other = &a[j * size];
      row[j] = (row[j] - dot(row, other, j)) / other[j];
    }
    const float rest = row[i] - dot(row, row, i);
    if (!(rest > 0)) return false;
    row[i] = std::sqrt(rest);
    b[i] = (b[i] - dot(row, b.data(), i)) / row[i];
  }
  for (std::size_t i = size; i-- > 0;) {
    b[i] /= a[i * size + i];
    for (std::size_t j = 0; j < i; ++j) b[j] -= a[i * size + j] * b[i];
  }
  return true;
}

}  // namespace waymark::train
