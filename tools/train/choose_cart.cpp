#include <algorithm>
#include <numeric>

#include "evaluate_cart.h"
#include "learn.h"
#include "model_ranker.h"
#include "top.h"
#include "write_model.h"

namespace waymark::train {
namespace {

/// Held-out baskets asked at the most.
constexpr std::size_t kAsked = 1'500;
constexpr std::size_t kK = 10;
constexpr int kDraws = 16;
/// Neighbours a row, by counts, while they are being chosen.
constexpr std::size_t kFew = 100;
/// Of EASE while it is being chosen: a quarter of the sources is a fiftieth of the work, and tells as much.
constexpr std::size_t kFewSources = 50;

/// Ranks by one of a table's two weights, before anything is packed.
CartRanker ranker_of(const Neighbours& table, double Neighbour::*weight, const Popularity& popularity,
                     std::vector<std::vector<double>>& scores) {
  return [&table, weight, &popularity, &scores](std::span<const Item> cart, std::size_t k, unsigned worker,
                                                std::vector<Item>& out) {
    std::vector<double>& score = scores[worker];
    std::vector<Item> touched;
    for (const Item item : cart) {
      if (item >= table.rows.size()) continue;
      for (const Neighbour& one : table.rows[item]) {
        if (score[one.item] == 0) touched.push_back(one.item);
        score[one.item] += one.*weight;
      }
    }
    std::vector<Item> free;
    for (const Item item : touched) {
      if (std::find(cart.begin(), cart.end(), item) == cart.end()) free.push_back(item);
    }
    take_top(free, k, score, popularity.clicks, out);
    for (const Item item : touched) score[item] = 0;
  };
}

/// Tries values of one parameter, keeps the best of them.
template <class Worth>
void improve(CartChoice& choice, double CartChoice::*parameter, std::initializer_list<double> values, double& best,
             const Worth& worth) {
  for (const double value : values) {
    CartChoice tried = choice;
    tried.*parameter = value;
    const double found = worth(tried);
    if (found <= best) continue;
    best = found;
    choice = tried;
  }
}

}  // namespace

CartChoice choose_cart(const Sessions& baskets, const std::vector<std::string>& names, const LearnSettings& settings) {
  const auto held = static_cast<std::size_t>(settings.holdout * static_cast<double>(baskets.count()));
  const std::size_t first = baskets.count() - held;
  const std::size_t items = names.size();
  Sessions test;
  const std::size_t step = std::max<std::size_t>(1, (held + kAsked - 1) / kAsked);
  for (std::size_t i = first; i < baskets.count(); i += step) test.add(baskets.at(i), 0);
  const Sessions training = baskets.slice(0, first);
  const Popularity popularity = popularity_of(training, items);
  std::vector<std::vector<double>> scores(settings.threads, std::vector<double>(items));
  const auto ask = [&](const CartRanker& rank, CartProtocol protocol) {
    return evaluate_cart(test, popularity, rank, protocol, kK, settings.threads, kDraws).hit_rate;
  };

  CartChoice choice;
  if (test.count() == 0) {
    // Nobody to ask: counts for what lies alone, EASE for many.
    choice.blend = {1, 0.75, 0.5, 0.375, 0.25, 0.125, 0};
    return choice;
  }
  const auto counts = [&](const CartChoice& tried) {
    Neighbours table = cart_by_counts(training, items, tried, settings);
    for (auto& row : table.rows) row.resize(std::min(row.size(), kFew));
    const CartRanker rank = ranker_of(table, &Neighbour::second, popularity, scores);
    return ask(rank, CartProtocol::one) + ask(rank, CartProtocol::three);
  };
  double best = counts(choice);
  improve(choice, &CartChoice::count_power, {-0.5, -1.0}, best, counts);
  const auto ease = [&](const CartChoice& tried) {
    const Neighbours table = cart_by_ease(training, items, tried, kFewSources, settings);
    const CartRanker rank = ranker_of(table, &Neighbour::weight, popularity, scores);
    return ask(rank, CartProtocol::three) + ask(rank, CartProtocol::loo);
  };
  improve(choice, &CartChoice::half_life, {365.0, 180.0, 90.0, 40.0}, best, counts);
  improve(choice, &CartChoice::damping, {0.15, 0.35, 0.5}, best, counts);
  improve(choice, &CartChoice::source, {0.35, 0.65, 0.8}, best, counts);
  if (settings.progress) settings.progress("counts chosen");
  best = ease(choice);
  improve(choice, &CartChoice::ease_power, {-0.5, -1.0}, best, ease);
  improve(choice, &CartChoice::ridge, {20.0, 100.0}, best, ease);

  if (settings.progress) settings.progress("EASE chosen");
  // How much the counts say, in what the device will read.
  Draft draft;
  draft.names = names;
  draft.clicks = popularity.clicks;
  draft.cart = learn_cart(training, items, choice, settings);
  draft.recall = halving(1);
  std::vector<Item> order(items);
  std::iota(order.begin(), order.end(), 0U);
  std::vector<double>& share_of = choice.blend;
  share_of.assign(7, 0);
  double best_one = -1;
  double best_three = -1;
  for (const double share : {0.0, 0.15, 0.3, 0.5, 0.7, 0.85, 1.0}) {
    draft.cart_blend = {share};
    ModelRanker ranker(write_model(draft, order), names, settings.threads);
    if (ranker.wrong()) return choice;
    const CartRanker rank = [&](auto cart, auto k, auto worker, auto& list) { ranker.cart(cart, k, worker, list); };
    if (const double one = ask(rank, CartProtocol::one); one > best_one) {
      best_one = one;
      share_of[0] = share;
    }
    if (const double three = ask(rank, CartProtocol::three); three > best_three) {
      best_three = three;
      share_of[2] = share;
    }
  }
  // Between and beyond: halfway, and from there to pure EASE, which wants many items.
  share_of[1] = (share_of[0] + share_of[2]) / 2;
  share_of[3] = share_of[2] * 0.75;
  share_of[4] = share_of[2] * 0.5;
  share_of[5] = share_of[2] * 0.25;
  draft.cart_blend = share_of;
  ModelRanker ranker(write_model(draft, order), names, settings.threads);
  choice.hit_rate =
      ask([&](auto cart, auto k, auto worker, auto& list) { ranker.cart(cart, k, worker, list); }, CartProtocol::loo);
  return choice;
}

}  // namespace waymark::train
