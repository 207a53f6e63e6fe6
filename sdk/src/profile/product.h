#pragma once

#include <string>

#include "waymark/value.h"

namespace waymark::profile {

/// What a shop event says of one product (Segment's product object).
struct Product {
  std::string id;  ///< `product_id`, else `sku`.
  std::string category;
  double price = 0;
  double quantity = 1;
};

Product product_of(const Value& properties);

}  // namespace waymark::profile
