#pragma once

#include <cstddef>
#include <string>

#include "waymark/value.h"

namespace waymark::profile {

/// Longest id, category or brand that is remembered, in bytes; the rest is cut.
inline constexpr std::size_t kMaxKeyBytes = 120;

/// What a shop event says of one product (Segment's product object).
struct Product {
  std::string id;  ///< `product_id`, else `sku`.
  std::string category;
  std::string brand;
  double price = 0;
  double quantity = 1;
};

/// Text of an id that may be given as a number; at most kMaxKeyBytes.
std::string id_text(const Value& id);

Product product_of(const Value& properties);

/// Lower end of the price band a price lies in, in steps of 1, 2, 5, 10, 20, 50 … (Renard's 1-2-5 series), so that any
/// currency has fitting bands without being configured: 129000 lies in `100000`. Empty for 0.
std::string price_band(double price);

}  // namespace waymark::profile
