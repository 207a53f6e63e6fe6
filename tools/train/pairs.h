#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sessions.h"

namespace waymark::train {

/// Clicks further apart than this say nothing of each other.
inline constexpr std::size_t kWindow = 10;

/// What decides how pairs are counted.
struct PairWeights {
  double length_power = -0.25;   ///< A session of L clicks counts L^this in `forward` and `backward`.
  double whole_power = 0;        ///< The same in `together`.
  double half_life = 0;          ///< Days in which what a session counts in `together` halves; 0: age does not matter.
  double fade = 0;               ///< The oldest session counts 2^-fade in everything; by place where times are unknown.
  std::size_t window = kWindow;  ///< Clicks further apart have no order; 0: none has.
  double reach = 0.5;            ///< δ of the linear model: clicks in which a past click's say falls by e.
};

/// All that was seen of an item with one other.
struct Pair {
  Item other = 0;
  std::uint32_t sessions = 0;  ///< That hold both.
  double together = 0;         ///< The same, each by its weight.
  double forward = 0;          ///< Σ 1/distance over the times the other came later.
  double backward = 0;         ///< The same where it came before.
  double before = 0;           ///< S'T(other → item): the other as past, the item as future.
  double past = 0;             ///< S'S: both as past.
};

/// Where pairs come from: a log, or a table that a database has counted.
class PairSource {
 public:
  virtual ~PairSource() = default;

  /// What one thread needs.
  struct Scratch {
    std::vector<std::uint32_t> slot;  ///< By item, its place in the row plus 1.
    std::vector<std::uint32_t> seen;  ///< By place, the session counted last, plus 1.
  };
  virtual Scratch scratch() const { return {}; }
  /// The row of an item, by number of the other; itself too where it was seen.
  virtual void row(Item item, Scratch& scratch, std::vector<Pair>& row) const = 0;
  virtual std::size_t items() const = 0;
  /// Sessions that hold the item.
  virtual std::uint32_t sessions(Item item) const = 0;
  /// The same, each by its weight.
  virtual double weight(Item item) const { return sessions(item); }
};

/// Where each item stands in the log: counts the pairs of one item at a time, in time linear in the log over all items
/// and without a table of all pairs.
class PairCounter final : public PairSource {
 public:
  /// The sessions must outlive it.
  PairCounter(const Sessions& sessions, std::size_t items, PairWeights weights);

  Scratch scratch() const override;
  void row(Item item, Scratch& scratch, std::vector<Pair>& row) const override;
  std::size_t items() const override { return starts_.size() - 1; }
  std::uint32_t sessions(Item item) const override { return sessions_of_[item]; }
  double weight(Item item) const override { return weight_of_[item]; }

 private:
  const Sessions& sessions_;
  PairWeights weights_;
  std::vector<std::size_t> starts_;           ///< By item, into `places_`.
  std::vector<std::uint32_t> places_;         ///< In `sessions_.items`, ascending.
  std::vector<std::uint32_t> session_;        ///< Of each click.
  std::vector<std::uint32_t> sessions_of_;    ///< By item.
  std::vector<double> weight_of_;             ///< By item.
  std::vector<double> session_weight_;        ///< In `together`, by session.
  std::vector<float> fresh_;                  ///< By session: what its age leaves of it.
  std::vector<double> length_weight_;         ///< By session length.
  std::array<double, kWindow + 1> decay_{};   ///< exp(-d/δ)
  std::array<double, kWindow + 1> bridge_{};  ///< d · exp(-(d-1)/δ)
  std::vector<double> tail_;                  ///< By clicks left behind: Σ exp(-2u/δ)
};

}  // namespace waymark::train
