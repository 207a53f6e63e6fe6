#pragma once

#include <functional>
#include <vector>

#include "sessions.h"

namespace waymark::train {

/// How often things are bought again, as a Poisson process whose rate differs from buyer to buyer by a gamma
/// distribution (Fader and Hardie's NBD): per item, prior repeats and days, shared out from all items.
struct Rate {
  double repeats = 0;  ///< α: purchases after the first, with the prior's.
  double days = 1;     ///< β: days in which they could have come.

  /// What to expect a day of a buyer with so many repeats in so many days.
  double of_buyer(double own_repeats, double own_days) const { return (repeats + own_repeats) / (days + own_days); }
};

/// By item; orders need customers and times. `until`: unix seconds, end of the log.
std::vector<Rate> rates(const Sessions& orders, std::size_t items, std::int64_t until);

/// Days in which half of an item's buyers buy it again; 0 where fewer than `min_buyers` ever did.
std::vector<double> usual_days(const Sessions& orders, std::size_t items, std::uint32_t min_buyers);

/// What later orders say of two forecasts made from earlier ones.
struct CustomerQuality {
  double again_precision = 0;  ///< Of ten items by own frequency, each purchase halved in 120 days: share bought again.
  double popular_precision = 0;
  std::size_t customers = 0;
  double due_auc = 0;     ///< Chance that a pair that was bought again ranks before one that was not.
  double gap_auc = 0;     ///< The same by distance to the personal median gap.
  std::size_t pairs = 0;  ///< Customer and item, bought on two days or more.
};
CustomerQuality evaluate_customers(const Sessions& before, const Sessions& after, std::size_t items);

}  // namespace waymark::train
