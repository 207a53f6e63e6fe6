#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "neighbours.h"
#include "sessions.h"

namespace waymark::train {

/// p1: every prefix of each session, nothing excluded. p2: repeats one after the other are one click, and the item on
/// screen is never recommended.
enum class Protocol { p1, p2 };

/// Quality over all queries.
struct Quality {
  std::size_t queries = 0;
  std::size_t hits = 0;
  double hit_rate = 0;         ///< HR@k: share of queries whose next item is among the k.
  double reciprocal_rank = 0;  ///< MRR@k: mean of 1/rank, 0 where it is not among them.
  double coverage = 0;         ///< Share of the training items that were recommended at all.
  double novelty = 0;          ///< Mean of -log2(share of the training sessions that hold the item).
  double microseconds = 0;     ///< Mean time of a query, of one thread.
};

/// What was learned from: ties and what fills up, and what novelty is measured by.
struct Popularity {
  std::vector<std::uint32_t> clicks;    ///< By item.
  std::vector<std::uint32_t> sessions;  ///< By item.
  std::vector<Item> order;              ///< Most clicked first, ties by number.
  std::size_t session_count = 0;
};

Popularity popularity_of(const Sessions& training, std::size_t items);

/// What lists hold, heard item by item; of several threads at once, each by its number.
class Shown {
 public:
  Shown(const Popularity& training, unsigned threads);
  /// Mean of -log2(share of the training sessions that hold the item) over a list; 0 of an empty one.
  double novelty(std::span<const Item> list, unsigned worker);
  /// Share of the training items that were in a list.
  double coverage() const;

 private:
  const Popularity& training_;
  std::vector<double> surprise_;          ///< Bits, by item.
  std::vector<std::vector<bool>> shown_;  ///< By thread and item.
};

/// A ranker gives at most k items, best first, for the clicks so far (oldest first); `worker` numbers the threads.
/// Lists are filled up with popular items here.
using Ranker = std::function<void(std::span<const Item> past, std::size_t k, unsigned worker, std::vector<Item>& out)>;

Quality evaluate(const Sessions& test, const Popularity& training, const Ranker& ranker, Protocol protocol,
                 std::size_t k, unsigned threads);

/// Ranks by a model of neighbours: score(j) = Σ decay[age] · w(i→j) over the last distinct items.
Ranker ranker_of(const Neighbours& model, const Recall& recall, const Popularity& training, Protocol protocol,
                 unsigned threads);

/// The newest distinct items of a session, newest first, at most `count`.
void newest_first(std::span<const Item> past, std::size_t count, std::vector<Item>& out);

}  // namespace waymark::train
