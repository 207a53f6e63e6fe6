#include "content.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "parallel.h"

namespace waymark::train {
namespace {

constexpr std::size_t kKept = 8;
/// A word this many items have says nothing.
constexpr std::size_t kCommon = 2'000;
constexpr double kPriceShare = 0.3;
constexpr double kCategoryShare = 0.2;

/// Lower-case runs of letters and digits; bytes of other scripts count as letters.
std::vector<std::string> tokens(const std::string& text) {
  std::vector<std::string> out;
  std::string word;
  for (const char c : text + " ") {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 128 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')) {
      word.push_back(c);
    } else if (c >= 'A' && c <= 'Z') {
      word.push_back(static_cast<char>(c + 32));
    } else if (!word.empty()) {
      out.push_back(std::move(word));
      word.clear();
    }
  }
  return out;
}

}  // namespace

Likeness::Likeness(const std::vector<Described>& items) : items_(items), words_(items.size()) {
  std::unordered_map<std::string, std::uint32_t> numbers;
  std::vector<std::map<std::uint32_t, double>> counts(items.size());
  std::vector<double> holders;
  for (std::size_t item = 0; item < items.size(); ++item) {
    for (std::string& word : tokens(items[item].words)) {
      const auto [at, fresh] = numbers.emplace(std::move(word), numbers.size());
      if (fresh) holders.push_back(0);
      if (counts[item][at->second]++ == 0) ++holders[at->second];
    }
  }
  holders_.resize(holders.size());
  for (Item item = 0; item < items.size(); ++item) {
    double length = 0;
    for (const auto& [word, count] : counts[item]) {
      const double weight = count * std::log(static_cast<double>(items.size()) / holders[word]);
      words_[item].emplace_back(word, weight);
      length += weight * weight;
    }
    for (auto& [word, weight] : words_[item]) {
      weight /= std::sqrt(std::max(length, 1e-12));
      if (holders[word] <= kCommon) holders_[word].emplace_back(item, weight);
    }
  }
}

void Likeness::add(Item item, std::vector<double>& scores, std::vector<Item>& touched) const {
  const std::size_t first = touched.size();
  std::unordered_map<Item, double> found;
  for (const auto& [word, weight] : words_[item]) {
    for (const auto& [other, its] : holders_[word]) {
      if (found.emplace(other, 0).second) touched.push_back(other);
      found[other] += weight * its;
    }
  }
  const Described& own = items_[item];
  for (std::size_t i = first; i < touched.size(); ++i) {
    const Described& other = items_[touched[i]];
    double likeness = found[touched[i]];
    if (own.price > 0 && other.price > 0) {
      likeness += kPriceShare * std::min(own.price, other.price) / std::max(own.price, other.price);
    }
    if (!own.category.empty() && own.category == other.category) likeness += kCategoryShare;
    scores[touched[i]] += likeness;
  }
}

Neighbours alike(const std::vector<Described>& items, const std::vector<std::uint32_t>& clicks, unsigned threads) {
  const Likeness likeness(items);
  Neighbours out;
  out.rows.resize(items.size());
  struct Bench {
    std::vector<double> scores;
    std::vector<Item> touched;
  };
  std::vector<Bench> benches(threads);
  for (Bench& bench : benches) bench.scores.resize(items.size());
  for_each_index(items.size(), threads, [&](std::size_t index, unsigned worker) {
    const auto item = static_cast<Item>(index);
    Bench& bench = benches[worker];
    bench.touched.clear();
    likeness.add(item, bench.scores, bench.touched);
    for (const Item other : bench.touched) {
      const bool wanted = other != item && (clicks[item] < kCold || clicks[other] < kCold);
      if (wanted) out.rows[index].push_back(Neighbour{other, 0, bench.scores[other], 0});
      bench.scores[other] = 0;
    }
  });
  sort_rows(out, kKept, threads);
  return out;
}

}  // namespace waymark::train
