#include "pair_cache.h"

#include "parallel.h"

namespace waymark::train {
namespace {

constexpr std::size_t kMostPairs = 8'000'000;

}  // namespace

PairCache::PairCache(const PairSource& source, unsigned threads) : source_(source), rows_(source.items()) {
  std::vector<Scratch> scratch(threads, source.scratch());
  std::vector<std::vector<Pair>> rows(threads);
  for_each_index(rows_.size(), threads, [&](std::size_t index, unsigned worker) {
    std::vector<Pair>& row = rows[worker];
    source.row(static_cast<Item>(index), scratch[worker], row);
    rows_[index].reserve(row.size());
    for (const Pair& pair : row) {
      rows_[index].push_back(Kept{pair.other, pair.sessions, static_cast<float>(pair.together),
                                  static_cast<float>(pair.forward), static_cast<float>(pair.backward),
                                  static_cast<float>(pair.before), static_cast<float>(pair.past)});
    }
  });
}

void PairCache::row(Item item, Scratch&, std::vector<Pair>& row) const {
  row.clear();
  for (const Kept& one : rows_[item]) {
    row.push_back(Pair{one.other, one.sessions, one.together, one.forward, one.backward, one.before, one.past});
  }
}

bool PairCache::has_room(const Sessions& sessions) {
  std::size_t pairs = 0;
  for (std::size_t session = 0; session < sessions.count(); ++session) {
    const std::size_t length = sessions.at(session).size();
    pairs += length * length;
  }
  return pairs <= kMostPairs;
}

}  // namespace waymark::train
