#include "profile/product.h"

#include <cmath>
#include <cstdint>

#include "base/utf8.h"
#include "base/whole.h"

namespace waymark::profile {
namespace {

/// A finite number of at least 0.
double amount(const Value& value, double fallback) {
  const double number = value.number_or(fallback);
  return std::isfinite(number) && number >= 0 ? number : fallback;
}

}  // namespace

std::string id_text(const Value& id) {
  std::string text = id.is_number() ? base::whole_text(static_cast<std::int64_t>(std::fmin(amount(id, 0), 9e15)))
                                    : std::string(id.text_or());
  base::utf8_truncate(text, kMaxKeyBytes);
  return text;
}

Product product_of(const Value& properties) {
  Product product;
  product.id = id_text(properties["product_id"].is_null() ? properties["sku"] : properties["product_id"]);
  product.category = properties["category"].text_or();
  product.brand = properties["brand"].text_or();
  for (std::string* text : {&product.category, &product.brand}) base::utf8_truncate(*text, kMaxKeyBytes);
  product.price = amount(properties["price"], 0);
  product.quantity = amount(properties["quantity"], 1);
  return product;
}

std::string price_band(double price) {
  if (!(price >= 1) || price > 9e15) return {};
  std::int64_t low = 1;
  while (static_cast<double>(low) * 10 <= price) low *= 10;
  const double steps = price / static_cast<double>(low);
  return base::whole_text(low * (steps >= 5 ? 5 : steps >= 2 ? 2 : 1));
}

}  // namespace waymark::profile
