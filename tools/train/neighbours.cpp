#include "neighbours.h"

#include <algorithm>

#include "parallel.h"

namespace waymark::train {

Recall fading(double factor, std::size_t count) {
  Recall out;
  double weight = 1;
  for (std::size_t i = 0; i < count; ++i, weight *= factor) out.decay.push_back(weight);
  return out;
}

Neighbours blend(const Neighbours& one, const Neighbours& other, double share, std::size_t keep, unsigned threads) {
  if (share <= 0) return one;
  if (share >= 1) return other;
  const auto sum = [](const Neighbours& model) {
    double total = 0;
    for (const auto& row : model.rows) {
      for (const Neighbour& neighbour : row) total += neighbour.weight;
    }
    return std::max(total, 1e-300);
  };
  const double of_one = (1 - share) / sum(one);
  const double of_other = share / sum(other);
  Neighbours out;
  out.rows.resize(one.rows.size());
  for_each_index(out.rows.size(), threads, [&](std::size_t index, unsigned) {
    auto& row = out.rows[index];
    for (Neighbour neighbour : one.rows[index]) {
      neighbour.weight *= of_one;
      row.push_back(neighbour);
    }
    for (Neighbour neighbour : other.rows[index]) {
      neighbour.weight *= of_other;
      row.push_back(neighbour);
    }
    std::stable_sort(row.begin(), row.end(), [](const Neighbour& a, const Neighbour& b) { return a.item < b.item; });
    std::size_t kept = 0;
    for (const Neighbour& neighbour : row) {
      if (kept > 0 && row[kept - 1].item == neighbour.item) {
        row[kept - 1].weight += neighbour.weight;
      } else {
        row[kept++] = neighbour;
      }
    }
    row.resize(kept);
  });
  sort_rows(out, keep, threads);
  return out;
}

Recall halving(std::size_t count) { return fading(0.5, count); }

void sort_rows(Neighbours& model, std::size_t keep, unsigned threads) {
  for_each_index(model.rows.size(), threads, [&](std::size_t index, unsigned) {
    auto& row = model.rows[index];
    const auto before = [](const Neighbour& a, const Neighbour& b) {
      return a.weight != b.weight ? a.weight > b.weight : a.item < b.item;
    };
    if (row.size() > keep) {
      std::nth_element(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(keep), row.end(), before);
      row.resize(keep);
    }
    std::sort(row.begin(), row.end(), before);
    row.shrink_to_fit();
  });
}

}  // namespace waymark::train
