#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "recommend/catalogue.h"
#include "waymark/input.h"
#include "waymark/value.h"

namespace waymark::recommend {

/// What ranking needs to know of the visitor.
struct Visitor {
  std::vector<std::string> recent;                ///< Items viewed, newest first.
  std::vector<std::string> cart;                  ///< Items in the cart, latest last.
  std::vector<std::string> favourite_categories;  ///< Strongest first.
};

struct Request {
  Strategy strategy = Strategy::next;
  std::string item_id;   ///< What is on screen, never recommended.
  std::string category;  ///< Of what is on screen, where no item is.
  std::vector<std::string> exclude;
  int limit = 8;
  std::string language;
};

/// The best items, best first, each an object of id, score (comparable within one list only), reason, name, url, image,
/// price and oldPrice (minor units), rating and category. They are in stock, each once, never what is on screen, in the
/// cart or excluded. Where the strategy finds too few, popular items fill up, so the list is empty only with an empty
/// catalogue. Ties go to the better seller.
Value rank(const Catalogue& catalogue, const Visitor& visitor, const Request& request);

}  // namespace waymark::recommend
