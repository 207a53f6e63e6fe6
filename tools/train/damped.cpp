#include "damped.h"

#include <cmath>

#include "parallel.h"

namespace waymark::train {
namespace {

/// Added to counts of sessions: an item seen once is not a sure sign.
constexpr double kPrior = 5;

}  // namespace

Neighbours train_damped(const PairSource& pairs, const DampedSettings& settings, std::uint32_t min_support,
                        unsigned threads) {
  Neighbours model;
  model.rows.resize(pairs.items());
  std::vector<double> damp(pairs.items());
  for (Item item = 0; item < pairs.items(); ++item) {
    damp[item] = std::pow(pairs.weight(item) + kPrior, -settings.target_power);
  }
  std::vector<PairSource::Scratch> scratch(threads, pairs.scratch());
  std::vector<std::vector<Pair>> rows(threads);
  for_each_index(pairs.items(), threads, [&](std::size_t index, unsigned worker) {
    const auto item = static_cast<Item>(index);
    pairs.row(item, scratch[worker], rows[worker]);
    const double source = std::pow(pairs.weight(item) + kPrior, -settings.source_power);
    for (const Pair& pair : rows[worker]) {
      const double count = pair.forward + settings.backward_share * pair.backward;
      if (count <= 0 || pair.sessions < min_support) continue;
      model.rows[index].push_back(Neighbour{pair.other, pair.sessions, count * source * damp[pair.other], 0});
    }
  });
  sort_rows(model, settings.keep, threads);
  return model;
}

}  // namespace waymark::train
