#include <algorithm>
#include <cmath>
#include <numeric>

#include "evaluate_cart.h"
#include "learn.h"
#include "linear.h"
#include "model_ranker.h"
#include "parallel.h"
#include "write_model.h"

namespace waymark::train {
namespace {

constexpr std::size_t kSources = 200;  ///< M of local EASE.
constexpr std::size_t kByEase = 100;
constexpr std::size_t kByCounts = 30;
/// Damps how often the other is bought at all, as II does.
constexpr double kDamping = 0.25;
constexpr double kPrior = 5;
/// Held-out baskets asked at the most.
constexpr std::size_t kAsked = 1'500;
constexpr std::size_t kK = 10;

}  // namespace

Neighbours learn_cart(const Sessions& baskets, std::size_t items, const LearnSettings& settings) {
  const PairCounter pairs(baskets, items, {});
  LinearSettings linear;
  linear.whole = 1;
  linear.diagonal = false;
  linear.sources = kSources;
  linear.keep = kByEase;
  Neighbours cart = train_linear(pairs, linear, settings.min_support, settings.threads);

  std::vector<PairCounter::Scratch> scratch(settings.threads, pairs.scratch());
  std::vector<std::vector<Pair>> rows(settings.threads);
  for_each_index(items, settings.threads, [&](std::size_t index, unsigned worker) {
    const auto item = static_cast<Item>(index);
    std::vector<Pair>& row = rows[worker];
    pairs.row(item, scratch[worker], row);
    std::vector<Neighbour> counted;
    for (const Pair& pair : row) {
      if (pair.other == item || pair.sessions < settings.min_support) continue;
      counted.push_back(Neighbour{pair.other, pair.sessions, 0,
                                  pair.sessions / std::pow(pairs.sessions(pair.other) + kPrior, kDamping)});
    }
    std::sort(counted.begin(), counted.end(), [](const Neighbour& a, const Neighbour& b) {
      return a.second != b.second ? a.second > b.second : a.item < b.item;
    });
    // Every neighbour of EASE has a count; of the others, the best by counts.
    auto& out = cart.rows[index];
    std::sort(out.begin(), out.end(), [](const Neighbour& a, const Neighbour& b) { return a.item < b.item; });
    for (std::size_t i = 0; i < counted.size(); ++i) {
      const auto at = std::lower_bound(out.begin(), out.end(), counted[i].item,
                                       [](const Neighbour& one, Item wanted) { return one.item < wanted; });
      if (at != out.end() && at->item == counted[i].item) {
        at->second = counted[i].second;
      } else if (i < kByCounts) {
        out.insert(at, counted[i]);
      }
    }
    const double best = counted.empty() ? 1 : counted[0].second;
    double most = 0;
    for (const Neighbour& one : out) most = std::max(most, one.weight);
    // Both on one scale: the best by counts weighs as much as the best by EASE.
    for (Neighbour& one : out) one.second *= (most > 0 ? most : 1e-6) / best;
    std::sort(out.begin(), out.end(), [](const Neighbour& a, const Neighbour& b) {
      const double x = std::max(a.weight, a.second);
      const double y = std::max(b.weight, b.second);
      return x != y ? x > y : a.item < b.item;
    });
  });
  return cart;
}

std::vector<double> choose_cart_blend(const Sessions& baskets, const std::vector<std::string>& names,
                                      const LearnSettings& settings) {
  const auto held = static_cast<std::size_t>(settings.holdout * static_cast<double>(baskets.count()));
  const std::size_t first = baskets.count() - held;
  Sessions test;
  const std::size_t step = std::max<std::size_t>(1, (held + kAsked - 1) / kAsked);
  for (std::size_t i = first; i < baskets.count(); i += step) test.add(baskets.at(i), 0);
  const Sessions training = baskets.slice(0, first);

  Draft draft;
  draft.names = names;
  draft.clicks = clicks_of(training, names.size());
  draft.cart = learn_cart(training, names.size(), settings);
  draft.recall = halving(1);
  const Popularity popularity = popularity_of(training, names.size());
  std::vector<Item> order(names.size());
  std::iota(order.begin(), order.end(), 0U);
  std::vector<double> out(7, 0);
  double best_one = -1;
  double best_three = -1;
  for (const double share : {0.0, 0.15, 0.3, 0.5, 0.7, 0.85, 1.0}) {
    draft.cart_blend = {share};
    ModelRanker ranker(write_model(draft, order), names, settings.threads);
    if (ranker.wrong()) return out;
    const CartRanker rank = [&](auto cart, auto k, auto worker, auto& list) { ranker.cart(cart, k, worker, list); };
    const double one = evaluate_cart(test, popularity, rank, CartProtocol::one, kK, settings.threads).hit_rate;
    const double three = evaluate_cart(test, popularity, rank, CartProtocol::three, kK, settings.threads).hit_rate;
    if (one > best_one) {
      best_one = one;
      out[0] = share;
    }
    if (three > best_three) {
      best_three = three;
      out[2] = share;
    }
  }
  // Between and beyond: halfway, and from there to pure EASE, which wants many items.
  out[1] = (out[0] + out[2]) / 2;
  out[3] = out[2] * 0.75;
  out[4] = out[2] * 0.5;
  out[5] = out[2] * 0.25;
  return out;
}

}  // namespace waymark::train
