#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "profile/value.h"
#include "rules/roots/roots.h"

namespace waymark::rules::roots {

void cart(const Facts& facts, Members& out) {
  const profile::Part& view = facts.profile.view();
  const List<profile::CartLine> lines = profile::cart_of(view);
  std::vector<std::string> ids;
  std::vector<std::string> categories;
  Value products = out.wants("products") ? Value::array() : Value();
  double quantity = 0;
  for (const profile::CartLine& line : lines) {
    quantity += line.quantity;
    if (out.wants("ids")) ids.push_back(line.id);
    if (!out.wants("categories") && !out.wants("products")) continue;
    if (std::find(categories.begin(), categories.end(), line.category) == categories.end()) {
      categories.push_back(line.category);
    }
    if (!out.wants("products")) continue;
    Value product;
    product.add("product_id", line.id);
    product.add("category", line.category);
    product.add_number("price", line.price);
    product.add_number("quantity", line.quantity);
    products.push(std::move(product));
  }
  out.add_number("items", static_cast<double>(lines.size()));
  out.add_number("quantity", quantity);
  out.add_number("value", profile::value_of(lines));
  if (out.wants("ids")) out.append_member("ids", texts(ids));
  if (out.wants("categories")) out.append_member("categories", texts(categories));
  if (out.wants("products")) out.append_member("products", std::move(products));
  const profile::Entry* coupon = view.find(profile::kMoments, "coupon");
  if (coupon && coupon->number > 0) out.append_member("coupon", coupon->detail);
  const profile::Entry* changed = view.find(profile::kMoments, "changed");
  if (changed) out.add_number("changedMs", static_cast<double>(changed->at_ms));
}

}  // namespace waymark::rules::roots
