#pragma once

#include <vector>

#include "pairs.h"

namespace waymark::train {

/// Rows of another source, counted once and kept: for whoever reads them several times. 28 bytes a pair.
class PairCache final : public PairSource {
 public:
  PairCache(const PairSource& source, unsigned threads);

  void row(Item item, Scratch& scratch, std::vector<Pair>& row) const override;
  std::size_t items() const override { return rows_.size(); }
  std::uint32_t sessions(Item item) const override { return source_.sessions(item); }
  double weight(Item item) const override { return source_.weight(item); }

  /// Whether all pairs of these sessions take no more than some 200 MB.
  static bool has_room(const Sessions& sessions);

 private:
  struct Kept {
    Item other;
    std::uint32_t sessions;
    float together, forward, backward, before, past;
  };
  const PairSource& source_;
  std::vector<std::vector<Kept>> rows_;
};

}  // namespace waymark::train
