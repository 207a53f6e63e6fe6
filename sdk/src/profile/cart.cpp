#include "profile/cart.h"

#include <algorithm>
#include <cstddef>

#include "event/vocabulary.h"
#include "profile/product.h"

namespace waymark::profile {
namespace {

/// Different items kept; far beyond any real cart.
constexpr std::size_t kMaxCartItems = 200;

void add(Cart& cart, const Product& product, double quantity) {
  if (product.id.empty()) return;
  for (CartItem& item : cart.items) {
    if (item.id == product.id) {
      item.quantity += quantity;
      return;
    }
  }
  if (cart.items.size() < kMaxCartItems) {
    cart.items.push_back(CartItem{product.id, product.category, product.price, quantity});
  }
}

}  // namespace

double Cart::value() const {
  double sum = 0;
  for (const CartItem& item : items) sum += item.price * item.quantity;
  return sum;
}

bool Cart::holds(std::string_view id) const {
  return items.find_if([&](const CartItem& item) { return item.id == id; }) != nullptr;
}

void apply(Cart& cart, const Event& event) {
  if (event.name == event::names::kOrderCompleted) {
    cart.items.clear();
  } else if (event.name == event::names::kProductAdded) {
    const Product product = product_of(event.properties);
    add(cart, product, product.quantity);
  } else if (event.name == event::names::kProductRemoved) {
    const Product product = product_of(event.properties);
    // Without a quantity the whole line is meant.
    const bool all = !event.properties["quantity"].is_number();
    for (CartItem& item : cart.items) {
      if (item.id == product.id) item.quantity = all ? 0 : item.quantity - product.quantity;
    }
    cart.items.remove_if([](const CartItem& item) { return item.quantity <= 0; });
  } else if (event.name == event::names::kCartViewed && event.properties["products"].is_array()) {
    cart.items.clear();
    for (const Value& line : event.properties["products"].items()) {
      const Product product = product_of(line);
      add(cart, product, product.quantity);
    }
  }
}

}  // namespace waymark::profile
