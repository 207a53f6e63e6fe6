#include <algorithm>
#include <cmath>

#include "learn.h"
#include "linear.h"
#include "parallel.h"

namespace waymark::train {
namespace {

constexpr std::size_t kByEase = 100;
constexpr std::size_t kByCounts = 50;
/// What an item has of its own before its first basket: counts of few baskets are no sure sign.
constexpr double kPrior = 5;

/// What a basket weighs on the average: ridge and prior are meant for baskets that weigh 1.
double mean_weight(const PairCounter& pairs) {
  double weight = 0;
  double sessions = 0;
  for (Item item = 0; item < pairs.items(); ++item) {
    weight += pairs.weight(item);
    sessions += pairs.sessions(item);
  }
  return sessions > 0 ? weight / sessions : 1;
}

double sum_of(const Neighbours& table, double Neighbour::*weight) {
  double sum = 0;
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size() && i < kByCounts; ++i) sum += row[i].*weight;
  }
  return sum;
}

bool by_item(const Neighbour& a, const Neighbour& b) { return a.item < b.item; }

/// Counts together, damped by how often the other is bought at all, as II does; in `second`, best first.
std::vector<Neighbour> counted(const std::vector<Pair>& row, Item item, const PairCounter& pairs, double prior,
                               const CartChoice& choice, std::uint32_t min_support) {
  std::vector<Neighbour> out;
  for (const Pair& pair : row) {
    if (pair.other == item || pair.sessions < min_support) continue;
    const double second = pair.together / std::pow(pairs.weight(item) + prior, choice.source) /
                          std::pow(pairs.weight(pair.other) + prior, choice.damping);
    out.push_back(Neighbour{pair.other, pair.sessions, 0, second});
  }
  std::sort(out.begin(), out.end(), [](const Neighbour& a, const Neighbour& b) {
    return a.second != b.second ? a.second > b.second : a.item < b.item;
  });
  return out;
}

PairWeights weights_of(double power, const CartChoice& choice) {
  PairWeights out;
  out.whole_power = power;
  out.half_life = choice.half_life;
  out.window = 0;
  return out;
}

}  // namespace

Neighbours cart_by_counts(const Sessions& baskets, std::size_t items, const CartChoice& choice,
                          const LearnSettings& settings) {
  const PairCounter pairs(baskets, items, weights_of(choice.count_power, choice));
  const double prior = kPrior * mean_weight(pairs);
  Neighbours out;
  out.rows.resize(items);
  std::vector<PairCounter::Scratch> scratch(settings.threads, pairs.scratch());
  std::vector<std::vector<Pair>> rows(settings.threads);
  for_each_index(items, settings.threads, [&](std::size_t index, unsigned worker) {
    const auto item = static_cast<Item>(index);
    pairs.row(item, scratch[worker], rows[worker]);
    out.rows[index] = counted(rows[worker], item, pairs, prior, choice, settings.min_support);
  });
  return out;
}

Neighbours cart_by_ease(const Sessions& baskets, std::size_t items, const CartChoice& choice, std::size_t sources,
                        const LearnSettings& settings) {
  const PairCounter pairs(baskets, items, weights_of(choice.ease_power, choice));
  LinearSettings linear;
  linear.whole = 1;
  linear.diagonal = false;
  linear.sources = sources;
  linear.keep = kByEase;
  linear.ridge = choice.ridge * mean_weight(pairs);
  return train_linear(pairs, linear, settings.min_support, settings.threads);
}

Neighbours learn_cart(const Sessions& baskets, std::size_t items, const CartChoice& choice,
                      const LearnSettings& settings) {
  Neighbours cart = cart_by_ease(baskets, items, choice, kEaseSources, settings);
  const Neighbours counts = cart_by_counts(baskets, items, choice, settings);
  // Both on one scale: all counts together weigh as much as all of EASE.
  const double by_counts = sum_of(counts, &Neighbour::second);
  const double by_ease = sum_of(cart, &Neighbour::weight);
  const double ratio = by_counts > 0 && by_ease > 0 ? by_ease / by_counts : 1;
  for_each_index(items, settings.threads, [&](std::size_t index, unsigned) {
    // Every neighbour of EASE has a count; of the others, the best by counts.
    const std::vector<Neighbour>& row = counts.rows[index];
    auto& out = cart.rows[index];
    std::sort(out.begin(), out.end(), by_item);
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto at = std::lower_bound(out.begin(), out.end(), row[i], by_item);
      if (at != out.end() && at->item == row[i].item) {
        at->second = row[i].second;
      } else if (i < kByCounts) {
        out.insert(at, row[i]);
      }
    }
    for (Neighbour& one : out) one.second *= ratio;
    std::sort(out.begin(), out.end(), [](const Neighbour& a, const Neighbour& b) {
      const double x = std::max(a.weight, a.second);
      const double y = std::max(b.weight, b.second);
      return x != y ? x > y : a.item < b.item;
    });
  });
  return cart;
}

}  // namespace waymark::train
