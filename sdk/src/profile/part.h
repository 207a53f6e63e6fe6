#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "waymark/list.h"
#include "waymark/time.h"
#include "waymark/value.h"

/// What is known of a visitor, device by device: maps of entries that can be joined in any order, any number of times.
namespace waymark::profile {

/// Time in which an interest counts half: two weeks, between a browse and a season.
inline constexpr TimeMs kHalfLifeMs = 14 * kDayMs;

/// One thing known under a key, as of a moment. What number and detail mean, its Kind says.
struct Entry {
  std::string key;
  TimeMs at_ms = 0;
  double number = 0;
  Value detail;
};

/// The maps of a part.
enum Kind : std::uint8_t {
  kTraits,      ///< detail: the trait; null for one that was taken away.
  kCategories,  ///< number: interest as of `at_ms`; it halves every kHalfLifeMs.
  kBrands,      ///< The same.
  kPrices,      ///< The same; the key is the lower end of the price band.
  kViewed,      ///< Products seen; detail: category.
  kFavourites,  ///< number: 1 wished for, 0 taken off the list.
  kCart,        ///< number: quantity, 0 taken out; detail: [category, price].
  kOrders,  ///< number: value; detail: [session, [[id, category, quantity], …]]. Key `-id`: what of it was given back.
  kTotals,   ///< number: a sum that only grows.
  kMoments,  ///< Latest time of something, with its number and detail.
  kKinds
};

/// What one device (or server, or store) has seen of the visitor.
struct Part {
  std::string id;  ///< The anonymousId its events carry.
  TimeMs last_ms = 0;
  List<Entry> lists[kKinds];  ///< Each sorted by key.

  const Entry* find(Kind kind, std::string_view key) const;
};

/// Element of a list, null where there is none.
const Value& item(const Value& list, std::size_t i);

/// Interest at `now`: 2^-(age / half-life) of what it was.
double decayed(const Entry& entry, TimeMs now);

/// Says something under a key as of `at_ms`: the latest wins; within 50 ms, the last said. False for old news.
bool put(Part& part, Kind kind, std::string_view key, TimeMs at_ms, double number, Value detail = {});

/// Adds interest, or to a total. Times may come in any order.
void raise(Part& part, Kind kind, std::string_view key, TimeMs at_ms, double amount);

/// Joins what is known. Parts of the `same` device overlap: the further one counts; sums of different ones add up.
/// Commutative and associative, and with `same` idempotent.
void join(Part& into, const Part& from, bool same);

/// Drops what is least worth knowing until each map has at most `share` of its room.
void trim(Part& part, double share);

/// Nothing has happened after `now`: entries a wrong clock has dated later are of now.
void clamp(Part& part, TimeMs now);

}  // namespace waymark::profile
