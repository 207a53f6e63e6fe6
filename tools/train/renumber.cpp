#include "renumber.h"

#include <algorithm>
#include <cmath>
#include <thread>

namespace waymark::train {
namespace {

/// Parts of so few are left as they are.
constexpr std::size_t kSmallest = 8;
constexpr int kRounds = 12;

class Bisection {
 public:
  Bisection(std::vector<Item>& order, const std::vector<const Neighbours*>& tables) : order_(order) {
    std::size_t items = 0;
    for (const Neighbours* table : tables) items = std::max(items, table->rows.size());
    near_.resize(items);
    gain_.resize(items);
    for (const Neighbours* table : tables) {
      for (Item item = 0; item < table->rows.size(); ++item) {
        for (const Neighbour& one : table->rows[item]) {
          if (one.item == item) continue;
          near_[item].push_back(one.item);
          near_[one.item].push_back(item);
        }
      }
    }
    logs_.resize(1 << 14);
    for (std::size_t n = 1; n < logs_.size(); ++n) logs_[n] = static_cast<float>(std::log2(n));
  }

  /// What one thread needs: by item, how many of each half are near.
  struct Degrees {
    std::vector<std::uint32_t> left;
    std::vector<std::uint32_t> right;
  };
  Degrees degrees() const {
    return {std::vector<std::uint32_t>(near_.size()), std::vector<std::uint32_t>(near_.size())};
  }

  /// Halves know nothing of each other, so they may be split at the same time: the order is the same.
  void split(std::size_t begin, std::size_t end, unsigned threads, Degrees& own) {
    if (end - begin <= kSmallest) return;
    const std::size_t middle = begin + (end - begin) / 2;
    for (int round = 0; round < kRounds; ++round) {
      if (!exchange(begin, middle, end, own.left, own.right)) break;
    }
    if (threads < 2) {
      split(begin, middle, 1, own);
      split(middle, end, 1, own);
      return;
    }
    std::thread helper([&] {
      Degrees other = degrees();
      split(begin, middle, threads / 2, other);
    });
    split(middle, end, threads - threads / 2, own);
    helper.join();
  }

 private:
  float log_of(std::size_t n) const { return n < logs_.size() ? logs_[n] : static_cast<float>(std::log2(n)); }

  /// Bits the gaps of a list cost that has `count` members among `size`.
  float cost(std::size_t count, float log_size) const {
    return static_cast<float>(count) * (log_size - log_of(count + 1));
  }

  bool exchange(std::size_t begin, std::size_t middle, std::size_t end, std::vector<std::uint32_t>& left,
                std::vector<std::uint32_t>& right) {
    const auto count = [&](std::size_t from, std::size_t to, std::vector<std::uint32_t>& degrees) {
      for (std::size_t i = from; i < to; ++i) {
        for (const Item other : near_[order_[i]]) ++degrees[other];
      }
    };
    const auto clear = [&] {
      for (std::size_t i = begin; i < end; ++i) {
        for (const Item other : near_[order_[i]]) left[other] = right[other] = 0;
      }
    };
    count(begin, middle, left);
    count(middle, end, right);
    const float log_left = log_of(middle - begin);
    const float log_right = log_of(end - middle);
    const auto gains = [&](std::size_t from, std::size_t to, const auto& own, const auto& far, float log_own,
                           float log_far) {
      for (std::size_t i = from; i < to; ++i) {
        float gain = 0;
        for (const Item q : near_[order_[i]]) {
          gain += cost(own[q], log_own) + cost(far[q], log_far) - cost(own[q] - 1, log_own) - cost(far[q] + 1, log_far);
        }
        gain_[order_[i]] = gain;
      }
    };
    gains(begin, middle, left, right, log_left, log_right);
    gains(middle, end, right, left, log_right, log_left);
    clear();
    const auto better = [&](Item a, Item b) { return gain_[a] != gain_[b] ? gain_[a] > gain_[b] : a < b; };
    const auto at = [&](std::size_t i) { return order_.begin() + static_cast<std::ptrdiff_t>(i); };
    std::sort(at(begin), at(middle), better);
    std::sort(at(middle), at(end), better);
    bool moved = false;
    for (std::size_t i = 0; begin + i < middle && middle + i < end; ++i) {
      if (gain_[order_[begin + i]] + gain_[order_[middle + i]] <= 1e-3f) break;
      std::swap(order_[begin + i], order_[middle + i]);
      moved = true;
    }
    return moved;
  }

  std::vector<Item>& order_;
  std::vector<std::vector<Item>> near_;
  std::vector<float> gain_;
  std::vector<float> logs_;
};

}  // namespace

std::vector<Item> renumber(std::vector<Item> items, const std::vector<const Neighbours*>& tables, unsigned threads) {
  Bisection bisection(items, tables);
  Bisection::Degrees degrees = bisection.degrees();
  bisection.split(0, items.size(), threads, degrees);
  return items;
}

}  // namespace waymark::train
