#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "profile/part.h"
#include "waymark/config.h"
#include "waymark/list.h"
#include "waymark/time.h"

/// What a profile adds up to: cart, purchases, and what they say about the visitor's worth. All from a view
/// (Profile::view), nothing is kept.
namespace waymark::profile {

struct CartLine {
  std::string id;
  std::string category;
  double price = 0;  ///< Minor units.
  double quantity = 0;
};

/// What lies in the cart, latest last.
List<CartLine> cart_of(const Part& view);
double value_of(const List<CartLine>& cart);

/// Keys of a map, those that count most first: interest as of `now`, or the latest; entries of 0 are left out.
std::vector<std::string> best(const Part& view, Kind kind, TimeMs now, std::size_t count);

struct Purchases {
  std::int64_t orders = 0;  ///< Without those given back whole.
  double revenue = 0;       ///< Minor units, less what was given back.
  TimeMs first_ms = 0;      ///< Of the orders still known one by one.
  TimeMs last_ms = 0;
  std::int64_t last_session = 0;   ///< Number of the visit of the last order.
  std::vector<std::string> items;  ///< Ids, newest first, each once; at most 100.
  std::vector<TimeMs> times;       ///< When each was bought last.
};

/// Orders and what they came to; the ids of what was bought only where `items` are wanted.
Purchases purchases_of(const Part& view, bool items = true);

/// Scores of 1 to 5 for recency, frequency and money, by the configured limits; all 0 without an order, money 0
/// without limits. (Hughes, Strategic Database Marketing, 1994, with fixed limits in place of quintiles: a device knows
/// one customer.)
struct Rfm {
  int recency = 0;
  int frequency = 0;
  int money = 0;
};

Rfm rfm_of(const Purchases& purchases, const ValueConfig& config, TimeMs now);

/// Expected spending over the coming `horizonDays`, times margin: rate × value of an order.
/// Rate: posterior mean of Gamma-Poisson, (s + repeats) / (s·interval + time since the first order) (Ehrenberg's NBD,
/// 1959; Morrison and Schmittlein 1988). Value: own mean shrunk towards `averageOrder` by s orders (as the
/// Gamma-Gamma model of Fader, Hardie and Lee 2005 does). 0 without an order.
double lifetime_value(const Purchases& purchases, const ValueConfig& config, TimeMs now);

/// 1 - S, S the chance that somebody who still buys is silent for as long as this visitor: the waiting time of a
/// Gamma-Poisson buyer is Lomax (Pareto II), S = (b / (b + silence))^a with a = s + repeats and
/// b = s·interval + time from first to last order. 0 without an order.
double churn_risk(const Purchases& purchases, const ValueConfig& config, TimeMs now);

/// When a product is due again.
struct Repurchase {
  std::string id;
  std::string category;
  std::int64_t times = 0;    ///< Orders that held it.
  double interval_days = 0;  ///< b / a with a = 1 + repeats, b = prior + time from first to last (Gamma-Poisson).
  TimeMs due_ms = 0;         ///< Last purchase + interval.
  double due = 0;            ///< Chance that it is wanted by now: 1 - (b / (b + silence))^a (Lomax).
};

/// Of each product bought, most due first, at most `count`. The prior of a product is the interval of its category,
/// that of a category `repurchaseDays`.
List<Repurchase> repurchases(const Part& view, const ValueConfig& config, TimeMs now, std::size_t count);

}  // namespace waymark::profile
