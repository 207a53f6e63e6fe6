#include "pack.h"

#include <algorithm>
#include <string_view>

#include "brotli_size.h"
#include "prune.h"
#include "renumber.h"
#include "write_model.h"

namespace waymark::train {
namespace {

constexpr int kQuick = 5;  ///< Quality of brotli while a size is looked for.
constexpr int kFinal = 11;
/// What the final quality makes of the quick one's bytes: usually, and at the very least. It takes long: it is asked
/// only where it decides.
constexpr double kUsual = 0.92;
constexpr double kLeast = 0.7;
constexpr int kSteps = 9;  ///< Halvings of the share of neighbours kept.

Draft pruned(const Draft& draft, double share) {
  Draft out = draft;
  out.next = prune(draft.next, draft.clicks, share, 1);
  out.cart = prune(draft.cart, draft.clicks, share, 0.5);
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
std::vector<Item> order_of(const Draft& draft, std::size_t run) {
  const std::vector<Item> by_id = items_of(draft);
  std::vector<std::uint32_t> rank(draft.names.size());
  for (std::uint32_t i = 0; i < by_id.size(); ++i) rank[by_id[i]] = i;
  std::vector<Item> order = renumber(by_id, {&draft.next, &draft.cart});
  for (std::size_t begin = 0; begin < order.size(); begin += run) {
    const std::size_t end = std::min(order.size(), begin + run);
    std::sort(order.begin() + static_cast<std::ptrdiff_t>(begin), order.begin() + static_cast<std::ptrdiff_t>(end),
              [&](Item a, Item b) { return rank[a] < rank[b]; });
  }
  return order;
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

}  // namespace

Packed pack(const Draft& draft, std::size_t budget) {
  const Draft whole = pruned(draft, 1);
  const std::vector<Item> all = order_of(whole, kRun);
  if (budget == 0) return write(whole, all, kFinal);
  const double quick_all = static_cast<double>(write(whole, all, kQuick).brotli);
  if (quick_all * kLeast <= static_cast<double>(budget)) {
    Packed fits = write(whole, all, kFinal);
    if (fits.brotli <= budget) return fits;
  }
  // A first guess by the whole's bytes, then an order for about that many, then the share that fits it.
  double share = std::min(1.0, static_cast<double>(budget) / (quick_all * kUsual));
  Packed best;
  for (int round = 0; round < 2; ++round) {
    const Draft guess = pruned(draft, share);
    const std::vector<Item> order = order_of(guess, kRun);
    double ratio = kUsual;
    if (round == 1) {
      ratio = static_cast<double>(write(guess, order, kFinal).brotli) /
              static_cast<double>(write(guess, order, kQuick).brotli);
    }
    double low = 0;
    double high = std::min(1.0, share * 2);
    for (int step = 0; step < kSteps; ++step) {
      const double middle = (low + high) / 2;
      const Draft cut = pruned(draft, middle);
      std::vector<bool> used(draft.names.size());
      for (const Item item : items_of(cut)) used[item] = true;
      std::vector<Item> kept;
      for (const Item item : order) {
        if (used[item]) kept.push_back(item);
        used[item] = false;
      }
      // What a looser share lets in stands at the end.
      for (Item item = 0; item < used.size(); ++item) {
        if (used[item]) kept.push_back(item);
      }
      const bool last = round == 1 && step >= kSteps - 3;
      Packed one = write(cut, kept, last ? kFinal : kQuick);
      const double size = static_cast<double>(one.brotli) * (last ? 1 : ratio);
      if (size <= static_cast<double>(budget)) {
        low = middle;
        one.share = middle;
        if (last) best = std::move(one);
      } else {
        high = middle;
      }
    }
    share = low;
  }
  if (!best.bytes.empty()) return best;
  // The guesses were too bold: smaller until it fits.
  for (share *= 0.97; share > 1e-4; share *= 0.97) {
    const Draft cut = pruned(draft, share);
    Packed one = write(cut, order_of(cut, kRun), kFinal);
    one.share = share;
    best = std::move(one);
    if (best.brotli <= budget) break;
  }
  return best;
}

}  // namespace waymark::train
