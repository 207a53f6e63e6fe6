#include "profile/product.h"

#include <cmath>

#include "base/whole.h"

namespace waymark::profile {
namespace {

/// A finite number of at least 0.
double amount(const Value& value, double fallback) {
  const double number = value.number_or(fallback);
  return std::isfinite(number) && number >= 0 ? number : fallback;
}

}  // namespace

Product product_of(const Value& properties) {
  Product product;
  const Value& id = properties["product_id"].is_null() ? properties["sku"] : properties["product_id"];
  product.id = id.is_number() ? base::whole_text(static_cast<std::int64_t>(std::fmin(amount(id, 0), 9e15)))
                              : std::string(id.text_or());
  product.category = properties["category"].text_or();
  product.price = amount(properties["price"], 0);
  product.quantity = amount(properties["quantity"], 1);
  return product;
}

}  // namespace waymark::profile
