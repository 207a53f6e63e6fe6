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

bool stronger(const Neighbour& a, const Neighbour& b) {
  return a.weight != b.weight ? a.weight > b.weight : a.item < b.item;
}

}  // namespace

Likeness::Likeness(const std::vector<Described>& items, LikenessSettings settings)
    : items_(items), settings_(settings), words_(items.size()) {
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

void Likeness::row(Item item, Scratch& scratch, std::vector<Neighbour>& out) const {
  out.clear();
  scratch.touched.clear();
  for (const auto& [word, weight] : words_[item]) {
    for (const auto& [other, its] : holders_[word]) {
      double& score = scratch.score[other];
      if (score == 0) scratch.touched.push_back(other);
      score += weight * its;
    }
  }
  std::sort(scratch.touched.begin(), scratch.touched.end());
  const Described& own = items_[item];
  for (const Item other : scratch.touched) {
    double likeness = scratch.score[other];
    if (likeness == 0) continue;  // Noted twice: a word all items have weighs nothing.
    scratch.score[other] = 0;
    if (other == item) continue;
    const Described& its = items_[other];
    if (own.price > 0 && its.price > 0) {
      likeness += settings_.price * std::min(own.price, its.price) / std::max(own.price, its.price);
    }
    if (!own.category.empty() && own.category == its.category) likeness += settings_.category;
    out.push_back(Neighbour{other, 0, std::pow(likeness, settings_.power), 0});
  }
}

Neighbours alike(const std::vector<Described>& items, const std::vector<std::uint32_t>& clicks,
                 LikenessSettings settings, unsigned threads) {
  const Likeness likeness(items, settings);
  Neighbours out;
  out.rows.resize(items.size());
  struct Bench {
    Likeness::Scratch scratch;
    std::vector<Neighbour> row;
  };
  std::vector<Bench> benches(threads, Bench{likeness.scratch(), {}});
  for_each_index(items.size(), threads, [&](std::size_t index, unsigned worker) {
    Bench& bench = benches[worker];
    likeness.row(static_cast<Item>(index), bench.scratch, bench.row);
    std::sort(bench.row.begin(), bench.row.end(), stronger);
    std::size_t cold = 0;
    for (std::size_t i = 0; i < bench.row.size(); ++i) {
      const bool is_cold = clicks[bench.row[i].item] < kCold;
      if (i < kKept || (is_cold && cold < kKept)) out.rows[index].push_back(bench.row[i]);
      cold += is_cold ? 1 : 0;
    }
    out.rows[index].shrink_to_fit();
  });
  return out;
}

}  // namespace waymark::train
