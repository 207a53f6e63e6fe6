#pragma once

#include <string>
#include <vector>

#include "neighbours.h"

namespace waymark::train {

/// What a catalogue says of an item.
struct Described {
  std::string words;
  std::string category;
  double price = 0;
};

/// Clicks below which an item is cold: what people do says too little of it.
inline constexpr std::uint32_t kCold = 5;

/// How alike two items are: cosine of the tf-idf of their words, closeness of price, the same category.
class Likeness {
 public:
  explicit Likeness(const std::vector<Described>& items);

  /// Adds the likeness of an item to all others that share a word with it onto `scores`, and notes them in `touched`.
  void add(Item item, std::vector<double>& scores, std::vector<Item>& touched) const;

 private:
  const std::vector<Described>& items_;
  std::vector<std::vector<std::pair<std::uint32_t, double>>> words_;  ///< By item: word, weight; of length 1.
  std::vector<std::vector<std::pair<Item, double>>> holders_;         ///< By word.
};

/// The table of what is alike: cold items with all others, and all others with cold ones.
Neighbours alike(const std::vector<Described>& items, const std::vector<std::uint32_t>& clicks, unsigned threads);

}  // namespace waymark::train
