#include "pack.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "brotli_size.h"
#include "content.h"
#include "parallel.h"
#include "prune.h"
#include "renumber.h"
#include "write_model.h"

namespace waymark::train {
namespace {

constexpr int kQuick = 5;  ///< Quality of brotli while a size is looked for.
constexpr int kFinal = 11;
constexpr std::size_t kLarge = 200'000;
/// How far off a share may be that was found with the quick quality.
constexpr double kClose = 0.012;
/// What the final quality makes of the quick one's bytes: usually, and at the very least. It takes long: it is asked
/// only where it decides.
constexpr double kUsual = 0.92;
constexpr double kLeast = 0.7;

Draft pruned(const Draft& draft, double share) {
  Draft out = draft;
  const Worth by_clicks = [&](Item item, const Neighbour&) {
    return std::sqrt(static_cast<double>(draft.clicks[item]));
  };
  // What is cold has nothing else; where there is room, what is not gets its likes too.
  const Worth by_need = [&](Item item, const Neighbour& one) {
    return draft.clicks[item] < kCold || draft.clicks[one.item] < kCold ? 1 : 0.1;
  };
  out.next = prune(draft.next, by_clicks, share, 1);
  out.cart = prune(draft.cart, by_clicks, share, 0.5);
  out.content = prune(draft.content, by_need, share, 1);
  return out;
}

/// Items that say or are said something, or are best sellers.
std::vector<Item> items_of(const Draft& draft) {
  std::vector<bool> used(draft.names.size());
  for (const Neighbours* table : {&draft.next, &draft.cart, &draft.content}) {
    for (Item item = 0; item < table->rows.size(); ++item) {
      for (const Neighbour& one : table->rows[item]) used[item] = used[one.item] = true;
    }
  }
  for (const auto& [category, items] : draft.lists) {
    for (const Item item : items) used[item] = true;
  }
  std::vector<Item> out;
  for (Item item = 0; item < used.size(); ++item) {
    if (used[item]) out.push_back(item);
  }
  // By id, numbers by their value: ids of one time or range are often clicked together.
  std::stable_sort(out.begin(), out.end(), [&](Item a, Item b) {
    const std::string_view x = draft.names[a];
    const std::string_view y = draft.names[b];
    return x.size() != y.size() ? x.size() < y.size() : x < y;
  });
  return out;
}

/// The order for the file: neighbours close; within runs of `run`, which gaps hardly feel, by id, for the ids' sake.
std::vector<Item> order_of(const Draft& draft, std::size_t run, unsigned threads) {
  const std::vector<Item> by_id = items_of(draft);
  std::vector<std::uint32_t> rank(draft.names.size());
  for (std::uint32_t i = 0; i < by_id.size(); ++i) rank[by_id[i]] = i;
  std::vector<Item> order = renumber(by_id, {&draft.next, &draft.cart, &draft.content}, threads);
  for (std::size_t begin = 0; begin < order.size(); begin += run) {
    const std::size_t end = std::min(order.size(), begin + run);
    std::sort(order.begin() + static_cast<std::ptrdiff_t>(begin), order.begin() + static_cast<std::ptrdiff_t>(end),
              [&](Item a, Item b) { return rank[a] < rank[b]; });
  }
  return order;
}

/// The order, without what a tighter share has let go; what a looser one lets in stands at the end.
std::vector<Item> reduced(const std::vector<Item>& order, const Draft& cut) {
  std::vector<bool> used(cut.names.size());
  for (const Item item : items_of(cut)) used[item] = true;
  std::vector<Item> kept;
  for (const Item item : order) {
    if (used[item]) kept.push_back(item);
    used[item] = false;
  }
  for (Item item = 0; item < used.size(); ++item) {
    if (used[item]) kept.push_back(item);
  }
  return kept;
}

Packed write(const Draft& draft, const std::vector<Item>& order, int quality) {
  Packed out;
  out.bytes = write_model(draft, order);
  out.brotli = brotli_size(out.bytes, quality);
  out.items = order.size();
  out.neighbours = draft.next.entries() + draft.cart.entries() + draft.content.entries();
  return out;
}

constexpr std::size_t kRun = 16;

/// The share of neighbours that fits, found by thirds: both middles are weighed at the same time. `ratio` makes of a
/// size of this quality one of the final. `best` is the largest that fits, where there is one.
double fit(const Draft& draft, const std::vector<Item>& order, double low, double high, int steps, int quality,
           double ratio, std::size_t budget, unsigned threads, Packed& best) {
  for (int step = 0; step < steps; ++step) {
    const double shares[2] = {low + (high - low) / 3, high - (high - low) / 3};
    Packed tried[2];
    for_each_of_few(2, threads, [&](std::size_t n) {
      const Draft cut = pruned(draft, shares[n]);
      tried[n] = write(cut, reduced(order, cut), quality);
      tried[n].share = shares[n];
    });
    const auto fits = [&](const Packed& one) {
      return static_cast<double>(one.brotli) * ratio <= static_cast<double>(budget);
    };
    const int fitting = fits(tried[1]) ? 2 : fits(tried[0]) ? 1 : 0;
    if (fitting < 2) high = shares[fitting];
    if (fitting > 0) {
      low = shares[fitting - 1];
      best = std::move(tried[fitting - 1]);
    }
  }
  return low;
}

}  // namespace

Packed pack(const Draft& draft, std::size_t budget, unsigned threads) {
  const Draft whole = pruned(draft, 1);
  const std::vector<Item> all = order_of(whole, kRun, threads);
  if (budget == 0) return write(whole, all, kFinal);
  const double quick_all = static_cast<double>(write(whole, all, kQuick).brotli);
  if (quick_all * kLeast <= static_cast<double>(budget)) {
    Packed fits = write(whole, all, kFinal);
    if (fits.brotli <= budget) return fits;
  }
  // About the share that fits, in the order of the whole; then an order for about that many, and the share that fits
  // it.
  Packed best;
  double share = std::min(1.0, static_cast<double>(budget) / (quick_all * kUsual));
  share = fit(draft, all, 0, std::min(1.0, share * 1.5), 3, kQuick, kUsual, budget, threads, best);
  const Draft guess = pruned(draft, share);
  const std::vector<Item> order = order_of(guess, kRun, threads);
  double sizes[2];
  for_each_of_few(2, threads, [&](std::size_t n) {
    sizes[n] = static_cast<double>(write(guess, order, n == 0 ? kQuick : kFinal).brotli);
  });
  share =
      fit(draft, order, share * 0.8, std::min(1.0, share * 1.4), 4, kQuick, sizes[1] / sizes[0], budget, threads, best);
  best = Packed();
  // The final quality takes a second for half a megabyte: a large file is weighed twice, a small one to the byte.
  const int steps = budget > kLarge ? 1 : 4;
  share = fit(draft, order, share * (1 - kClose), std::min(1.0, share * (1 + kClose / 2)), steps, kFinal, 1, budget,
              threads, best);
  if (!best.bytes.empty()) return best;
  // The guesses were too bold: smaller until it fits.
  for (; share > 1e-4; share *= 0.97) {
    const Draft cut = pruned(draft, share);
    best = write(cut, order_of(cut, kRun, threads), kFinal);
    best.share = share;
    if (best.brotli <= budget) break;
  }
  return best;
}

}  // namespace waymark::train
