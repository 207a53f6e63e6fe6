#pragma once

#include "neighbours.h"
#include "pairs.h"

namespace waymark::train {

/// Model LL, a linear session model (after SLIST: Choi et al., "Session-aware Linear Item-Item Models for Session-based
/// Recommendation", WWW 2021) solved item by item over the sources that matter:
/// A = a X'X + (1-a) S'S, R = a X'X + (1-a) S'T; (A+λI) b = R_j over the M sources of highest R_ij/√(s_i+λ).
/// With `whole` = 1 and no diagonal it is local EASE (Steck, "Embarrassingly Shallow Autoencoders", WWW 2019).
struct LinearSettings {
  double whole = 0.2;         ///< a: share of what is together in a session, in whatever order.
  double ridge = 50;          ///< λ
  std::size_t sources = 100;  ///< M
  bool diagonal = true;       ///< False: an item says nothing of itself.
  double again = 1;           ///< Share of X'X that counts for the item itself: how often one comes back to it.
  std::size_t keep = 100;
};

Neighbours train_linear(const PairSource& pairs, const LinearSettings& settings, std::uint32_t min_support,
                        unsigned threads);

}  // namespace waymark::train
