#include "evaluate_cart.h"

#include <algorithm>
#include <chrono>

#include "lot.h"
#include "parallel.h"

namespace waymark::train {
namespace {

struct Tally {
  std::size_t queries = 0;
  double hits = 0;
  double reciprocal = 0;
  double novelty = 0;
  double seconds = 0;
};

}  // namespace

Quality evaluate_cart(const Sessions& baskets, const Popularity& training, const CartRanker& ranker,
                      CartProtocol protocol, std::size_t k, unsigned threads, int draws) {
  std::vector<Tally> tallies(baskets.count());
  Shown shown(training, threads);
  for_each_index(baskets.count(), threads, [&](std::size_t index, unsigned worker) {
    Tally& tally = tallies[index];
    std::vector<Item> basket;
    newest_first(baskets.at(index), baskets.at(index).size(), basket);
    std::vector<Item> cart;
    std::vector<Item> list;
    const auto ask = [&](Item label) {
      list.clear();
      const auto started = std::chrono::steady_clock::now();
      ranker(cart, k, worker, list);
      tally.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
      for (std::size_t next = 0; list.size() < k && next < training.order.size(); ++next) {
        const Item item = training.order[next];
        if (std::find(cart.begin(), cart.end(), item) != cart.end()) continue;
        if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
      }
      ++tally.queries;
      tally.novelty += shown.novelty(list, worker);
      const auto found = std::find(list.begin(), list.end(), label);
      if (found == list.end() || label >= training.clicks.size() || training.clicks[label] == 0) return;
      tally.hits += 1;
      tally.reciprocal += 1.0 / static_cast<double>(found - list.begin() + 1);
    };
    const std::size_t given = protocol == CartProtocol::three ? 3 : 1;
    if (basket.size() < given + 1) return;
    if (protocol == CartProtocol::loo) {
      for (std::size_t left_out = 0; left_out < basket.size(); ++left_out) {
        cart = basket;
        cart.erase(cart.begin() + static_cast<std::ptrdiff_t>(left_out));
        ask(basket[left_out]);
      }
    } else {
      Lot lot{index};
      for (int draw = 0; draw < draws; ++draw) {
        for (std::size_t i = 0; i <= given; ++i) std::swap(basket[i], basket[i + lot.below(basket.size() - i)]);
        cart.assign(basket.begin(), basket.begin() + static_cast<std::ptrdiff_t>(given));
        ask(basket[given]);
      }
    }
  });
  Quality out;
  double seconds = 0;
  double counted = 0;
  for (const Tally& tally : tallies) {
    if (tally.queries == 0) continue;
    const auto queries = static_cast<double>(tally.queries);
    counted += 1;
    out.queries += tally.queries;
    out.hit_rate += tally.hits / queries;
    out.reciprocal_rank += tally.reciprocal / queries;
    out.novelty += tally.novelty / queries;
    seconds += tally.seconds;
  }
  counted = std::max(1.0, counted);
  out.hit_rate /= counted;
  out.reciprocal_rank /= counted;
  out.novelty /= counted;
  out.coverage = shown.coverage();
  out.microseconds = seconds * 1e6 / static_cast<double>(std::max<std::size_t>(1, out.queries));
  return out;
}

}  // namespace waymark::train
