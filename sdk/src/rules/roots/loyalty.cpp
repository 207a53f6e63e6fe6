#include "profile/value.h"
#include "rules/roots/roots.h"

namespace waymark::rules::roots {

/// `points` to spend, `earned` ever, `tier`, `nextTier`, `toNext` (points). The traits `loyaltyPoints` and
/// `loyaltyTier` go before what is counted here: a shop's own programme knows better.
void loyalty(const Facts& facts, Members& out) {
  const profile::Part& view = facts.profile.view();
  const auto total = [&](const char* key) {
    const profile::Entry* entry = view.find(profile::kTotals, key);
    return entry ? entry->number : 0;
  };
  const auto trait = [&](const char* key) {
    const profile::Entry* entry = view.find(profile::kTraits, key);
    return entry ? entry->detail : Value();
  };
  double earned = total("earned");
  if (facts.config && facts.config->loyalty.money_per_point > 0) {
    earned += static_cast<double>(
        static_cast<std::int64_t>(profile::purchases_of(view, false).revenue / facts.config->loyalty.money_per_point));
  }
  out.add_number("points", trait("loyaltyPoints").number_or(earned - total("spent")));
  out.add_number("earned", earned);
  // The highest tier reached, and the lowest that is not: in whatever order they are written.
  const TierConfig* tier = nullptr;
  const TierConfig* next = nullptr;
  const LoyaltyConfig none;
  for (const TierConfig& one : (facts.config ? facts.config->loyalty : none).tiers) {
    if (one.points <= earned ? !tier || one.points >= tier->points : !next || one.points < next->points) {
      (one.points <= earned ? tier : next) = &one;
    }
  }
  const Value told = trait("loyaltyTier");
  out.add("tier", told.is_string() ? told.text() : tier ? tier->id : std::string());
  if (next) {
    out.add("nextTier", next->id);
    out.add_number("toNext", next->points - earned);
  }
}

}  // namespace waymark::rules::roots
