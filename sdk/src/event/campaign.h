#pragma once

#include <string>
#include <string_view>

#include "waymark/value.h"

namespace waymark::event {

/// Where a visit came from.
struct Touchpoint {
  std::string channel;  ///< `Direct`, `Organic Search`, `Organic Social`, `Referral`, `Email`, `Paid Search`, `Paid
                        ///< Other`, `Campaign`.
  Value campaign;       ///< utm_* as source, medium, name, term, content, id; null where the URL names none.
  std::string referrer;

  /// Equal for equal campaigns; empty where there is none.
  std::string campaign_key() const;
};

/// Reads the campaign from the landing URL and the channel from it and the referrer.
/// A referrer on the site's own host is no touchpoint: the channel is then empty.
Touchpoint touchpoint_of(std::string_view url, std::string_view referrer);

}  // namespace waymark::event
