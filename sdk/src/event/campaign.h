#pragma once

#include <string>
#include <string_view>

#include "waymark/config.h"
#include "waymark/time.h"
#include "waymark/value.h"

namespace waymark::event {

/// Longest value of a campaign or click id that is kept, in bytes.
inline constexpr std::size_t kMaxCampaignBytes = 256;

/// Where a page view came from.
struct Touchpoint {
  std::string channel;  ///< As `channel_of` says; empty where the visitor comes from the site itself.
  Value campaign;       ///< utm_* as Segment names them: source, medium, name, term, content, id …; null for none.
  Value click_ids;      ///< What ad systems put into the address, `gclid` and the like, by name; null for none.
  /// What is remembered of it: channel, source, medium, campaign, term, content, id, clickIds, referrer, landing.
  Value touch;

  /// Equal for equal campaigns; empty where there is none.
  std::string campaign_key() const;
};

/// Reads the campaign from the landing URL and the channel from it and the referrer. Without `utm_source` or
/// `utm_medium` a click id says them, without one the referrer: `organic` for a search engine, else `referral`.
/// A referrer on the site itself (its host, one above or below it, one of `config.internal`) is no touchpoint.
Touchpoint touchpoint_of(std::string_view url, std::string_view referrer, const AttributionConfig& config);

/// The visitor's first touch, and the last that was not direct.
struct Touches {
  Value first;
  Value last;

  /// A visit has begun. A touch is forgotten `look_back_ms` after it; then the next oldest that is known counts as the
  /// first. A direct visit replaces no other.
  void note(const Value& touch, TimeMs at, TimeMs look_back_ms);
};

}  // namespace waymark::event
