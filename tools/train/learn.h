#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "draft.h"
#include "evaluate.h"
#include "pairs.h"

namespace waymark::train {

struct LearnSettings {
  std::string model = "auto";     ///< `auto`, `ll` or `ii`.
  std::uint32_t min_support = 2;  ///< Pairs seen in fewer sessions never leave the trainer.
  double holdout = 0.08;          ///< Share of the sessions, the latest, that parameters are chosen on.
  unsigned threads = 1;
  std::function<void(const std::string&)> progress;  ///< Hears what is being done; may be empty.
};

/// What was chosen on the held-out sessions.
struct Choice {
  double share = 0.5;     ///< Of II beside LL: 0 is LL, 1 is II.
  double fade = 0;        ///< PairWeights::fade
  double again = 1;       ///< LinearSettings::again
  double whole = 0.2;     ///< LinearSettings::whole
  double ridge = 50;      ///< LinearSettings::ridge
  double reach = 0.5;     ///< PairWeights::reach
  double damping = 0.25;  ///< DampedSettings::target_power
  double decay = 0.5;     ///< What the click before counts.
  Quality p1;             ///< Of the model of the other sessions, on the held-out ones, before packing.
  Quality p2;
  Quality free_p2;  ///< The same of p2, had there been no floor of sessions a pair; no queries: not known.
};

/// Chooses by HR@20 + MRR@20 of p1 and p2 on the last sessions, from models of those before.
Choice choose(const Sessions& sessions, std::size_t items, const LearnSettings& settings);

/// The table for `next`, of all sessions.
Neighbours learn_next(const Sessions& sessions, std::size_t items, const Choice& choice, const LearnSettings& settings);

/// What was chosen on the held-out baskets.
struct CartChoice {
  double count_power = 0;  ///< Counts: a basket of L items weighs L^this; EASE: L^`ease_power`.
  double ease_power = 0;
  double ridge = 50;          ///< λ of EASE, for baskets that weigh 1.
  double half_life = 0;       ///< Days in which what a basket weighs halves; 0: it never does.
  double damping = 0.25;      ///< Counts are divided by (weight of the other)^this,
  double source = 0.5;        ///< and by (weight of the item in the cart)^this.
  std::vector<double> blend;  ///< For 1, 2, … 7 items in the cart, the share of counts beside EASE.
  double hit_rate = 0;        ///< HR@10 of the held-out baskets, each item asked for by all others.
};

/// Chooses by HR@10: counts by one and by three items in the cart, EASE by three and by all but one.
CartChoice choose_cart(const Sessions& baskets, const std::vector<std::string>& names, const LearnSettings& settings);

/// M of local EASE.
inline constexpr std::size_t kEaseSources = 200;

/// By damped counts, in `second`; by local EASE, in `weight`.
Neighbours cart_by_counts(const Sessions& baskets, std::size_t items, const CartChoice& choice,
                          const LearnSettings& settings);
Neighbours cart_by_ease(const Sessions& baskets, std::size_t items, const CartChoice& choice, std::size_t sources,
                        const LearnSettings& settings);

/// The table for carts, of all baskets: both side by side.
Neighbours learn_cart(const Sessions& baskets, std::size_t items, const CartChoice& choice,
                      const LearnSettings& settings);

/// Best sellers: "" of the thirty days before the last session, "*" of all days, and of each category.
std::vector<std::pair<std::string, std::vector<Item>>> best_sellers(const Sessions& sessions,
                                                                    const std::vector<std::string>& category_of);

}  // namespace waymark::train
