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

/// What two items that are alike share, beside the cosine of the tf-idf of their words.
struct LikenessSettings {
  double price = 0.1;     ///< Times the lower price of the two by the higher.
  double category = 0.2;  ///< Where it is the same.
  double power = 2;       ///< Of the sum: one item very much alike says more than many that are a little.
};

/// How alike items are: a vector of words each, of length 1.
class Likeness {
 public:
  /// The items must outlive it.
  Likeness(const std::vector<Described>& items, LikenessSettings settings);

  /// What one thread needs.
  struct Scratch {
    std::vector<double> score;  ///< By item; all zero between calls.
    std::vector<Item> touched;
  };
  Scratch scratch() const { return {std::vector<double>(items_.size()), {}}; }
  /// All others that share a word with an item, by number.
  void row(Item item, Scratch& scratch, std::vector<Neighbour>& out) const;

 private:
  const std::vector<Described>& items_;
  LikenessSettings settings_;
  std::vector<std::vector<std::pair<std::uint32_t, double>>> words_;  ///< By item: word, weight.
  std::vector<std::vector<std::pair<Item, double>>> holders_;         ///< By word.
};

/// The table of what is alike: of each item the eight nearest, and the eight nearest of those that are cold, so that
/// what is new is found from what is not.
Neighbours alike(const std::vector<Described>& items, const std::vector<std::uint32_t>& clicks,
                 LikenessSettings settings, unsigned threads);

}  // namespace waymark::train
