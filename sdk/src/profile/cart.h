#pragma once

#include <string>
#include <vector>

#include "waymark/event.h"
#include "waymark/list.h"

namespace waymark::profile {

struct CartItem {
  std::string id;
  std::string category;
  double price = 0;  ///< Minor units.
  double quantity = 0;
};

/// What lies in the cart, as the shop's own events tell it.
struct Cart {
  List<CartItem> items;

  double value() const;
  bool holds(std::string_view id) const;
};

/// Product Added and Removed change it, Cart Viewed with `products` replaces it, Order Completed empties it.
void apply(Cart& cart, const Event& event);

}  // namespace waymark::profile
