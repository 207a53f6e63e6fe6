#include "rules/roots/roots.h"

#include <algorithm>
#include <string>
#include <vector>

namespace waymark::rules::roots {

Value cart(const Facts& facts) {
  const profile::Cart& cart = facts.profile.cart;
  std::vector<std::string> ids;
  std::vector<std::string> categories;
  for (const profile::CartItem& item : cart.items) {
    ids.push_back(item.id);
    if (std::find(categories.begin(), categories.end(), item.category) == categories.end()) {
      categories.push_back(item.category);
    }
  }
  Value out;
  out.add_number("items", static_cast<double>(ids.size()));
  out.add_number("value", cart.value());
  out.append_member("ids", texts(ids));
  out.append_member("categories", texts(categories));
  return out;
}

}  // namespace waymark::rules::roots
