#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "log.h"
#include "pairs.h"

namespace waymark::train {

/// Pairs as tools/train/pairs.sql counts them: `src,dst,fwd,bwd,n,past,before`, whole numbers; a row with src = dst
/// has in `n` the sessions that hold the item.
class PairTable final : public PairSource {
 public:
  /// Items are numbered in `names`. Rows that cannot be read are counted in `log.counts.broken`.
  static PairTable read(std::string_view csv, Log& log);

  void row(Item item, Scratch& scratch, std::vector<Pair>& row) const override;
  std::size_t items() const override { return starts_.empty() ? 0 : starts_.size() - 1; }
  std::uint32_t sessions(Item item) const override { return sessions_[item]; }
  const std::vector<std::uint32_t>& all_sessions() const { return sessions_; }

 private:
  std::vector<std::size_t> starts_;  ///< By item, into `pairs_`.
  std::vector<Pair> pairs_;
  std::vector<std::uint32_t> sessions_;
};

}  // namespace waymark::train
