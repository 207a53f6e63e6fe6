#include "linear.h"

#include <algorithm>
#include <cmath>

#include "cholesky.h"
#include "parallel.h"

namespace waymark::train {
namespace {

/// The matrix A, row by row; a row by number of the other.
struct Entry {
  Item other;
  float value;
};

struct Source {
  Item item;
  std::uint32_t support;
  double target;  ///< R
  double rank;
};

/// What one thread needs.
struct Bench {
  PairSource::Scratch scratch;
  std::vector<Pair> row;
  std::vector<Source> sources;
  std::vector<std::uint32_t> place;  ///< By item, its place among the sources plus 1.
  std::vector<float> matrix;
  std::vector<float> right;
};

void fill_matrix(const std::vector<std::vector<Entry>>& a, Bench& bench, double ridge) {
  const std::size_t size = bench.sources.size();
  bench.matrix.assign(size * size, 0);
  for (std::size_t i = 0; i < size; ++i) bench.place[bench.sources[i].item] = static_cast<std::uint32_t>(i + 1);
  for (std::size_t i = 0; i < size; ++i) {
    const auto& row = a[bench.sources[i].item];
    float* out = &bench.matrix[i * size];
    if (row.size() <= 16 * size) {
      for (const Entry& entry : row) {
        if (const std::uint32_t place = bench.place[entry.other]) out[place - 1] = entry.value;
      }
    } else {
      // A long row of a popular item: it is quicker to look for the few.
      for (std::size_t k = 0; k <= i; ++k) {
        const Item wanted = bench.sources[k].item;
        const auto at = std::lower_bound(row.begin(), row.end(), wanted,
                                         [](const Entry& entry, Item item) { return entry.other < item; });
        if (at != row.end() && at->other == wanted) out[k] = at->value;
      }
    }
    out[i] += static_cast<float>(ridge);
  }
  for (const Source& source : bench.sources) bench.place[source.item] = 0;
}

}  // namespace

Neighbours train_linear(const PairSource& pairs, const LinearSettings& settings, std::uint32_t min_support,
                        unsigned threads) {
  const std::size_t items = pairs.items();
  const double ordered = 1 - settings.whole;
  std::vector<Bench> benches(threads);
  for (Bench& bench : benches) {
    bench.scratch = pairs.scratch();
    bench.place.resize(items);
  }

  std::vector<std::vector<Entry>> a(items);
  for_each_index(items, threads, [&](std::size_t index, unsigned worker) {
    Bench& bench = benches[worker];
    const auto item = static_cast<Item>(index);
    pairs.row(item, bench.scratch, bench.row);
    a[index].reserve(bench.row.size());
    for (const Pair& pair : bench.row) {
      const double together = pair.other == item ? pairs.weight(item) : pair.together;
      const double value = settings.whole * together + ordered * pair.past;
      if (value > 0) a[index].push_back(Entry{pair.other, static_cast<float>(value)});
    }
  });

  // Columns, one a target; turned into rows below, in order of the targets.
  std::vector<std::vector<Neighbour>> columns(items);
  for_each_index(items, threads, [&](std::size_t index, unsigned worker) {
    Bench& bench = benches[worker];
    const auto target = static_cast<Item>(index);
    pairs.row(target, bench.scratch, bench.row);
    bench.sources.clear();
    for (const Pair& pair : bench.row) {
      if ((pair.other == target ? pairs.sessions(target) : pair.sessions) < min_support ||
          (pair.other == target && !settings.diagonal))
        continue;
      const double together = pair.other == target ? settings.again * pairs.weight(target) : pair.together;
      const double r = settings.whole * together + ordered * pair.before;
      if (r <= 0) continue;
      bench.sources.push_back(
          Source{pair.other, pair.sessions, r, r / std::sqrt(pairs.weight(pair.other) + settings.ridge)});
    }
    const auto better = [](const Source& x, const Source& y) {
      return x.rank != y.rank ? x.rank > y.rank : x.item < y.item;
    };
    if (bench.sources.size() > settings.sources) {
      std::nth_element(bench.sources.begin(), bench.sources.begin() + static_cast<std::ptrdiff_t>(settings.sources),
                       bench.sources.end(), better);
      bench.sources.resize(settings.sources);
    }
    std::sort(bench.sources.begin(), bench.sources.end(), better);
    bench.right.clear();
    for (const Source& source : bench.sources) bench.right.push_back(static_cast<float>(source.target));
    fill_matrix(a, bench, settings.ridge);
    if (!solve_cholesky(bench.matrix, bench.right, bench.sources.size())) return;
    for (std::size_t i = 0; i < bench.sources.size(); ++i) {
      const Source& source = bench.sources[i];
      if (bench.right[i] > 0) columns[index].push_back(Neighbour{source.item, source.support, bench.right[i], 0});
    }
  });

  Neighbours model;
  model.rows.resize(items);
  for (Item target = 0; target < items; ++target) {
    for (const Neighbour& one : columns[target]) {
      model.rows[one.item].push_back(Neighbour{target, one.support, one.weight, 0});
    }
    std::vector<Neighbour>().swap(columns[target]);
  }
  sort_rows(model, settings.keep, threads);
  return model;
}

}  // namespace waymark::train
