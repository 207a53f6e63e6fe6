#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "recommend/catalogue.h"
#include "waymark/config.h"
#include "waymark/input.h"
#include "waymark/model.h"
#include "waymark/value.h"

namespace waymark::recommend {

/// What ranking needs to know of the visitor.
struct Bought {
  std::string id;
  double days = 0;  ///< Since then.
};

struct Visitor {
  std::vector<std::string> recent;                ///< Items viewed, newest first.
  std::vector<std::string> cart;                  ///< Items in the cart, latest last.
  std::vector<std::string> favourite_categories;  ///< Strongest first.
  List<Bought> bought;                            ///< Latest first, each once.
};

struct Request {
  Strategy strategy = Strategy::next;
  std::string item_id;   ///< What is on screen, never recommended.
  std::string category;  ///< Of what is on screen, where no item is.
  std::vector<std::string> exclude;
  int limit = 8;
  std::string language;
  const SlotConfig* slot = nullptr;  ///< What the site wants there; null: nothing special.
};

/// The best items, best first, each an object of id, score (comparable within one list only), reason, name, url, image,
/// price and oldPrice (minor units), rating and category. They are in stock, each once, never what is on screen, in the
/// cart or excluded. Where the strategy finds too few, popular items fill up, so the list is empty only with an empty
/// catalogue. Ties go to the better seller.
/// With a trained model, what it finds comes first, and each such item says `because` of which; without, or where
/// it finds nothing, the catalogue's own order and the visitor's interests decide.
Value rank(const Catalogue& catalogue, Model& model, const Visitor& visitor, const Request& request);

/// The files of cards (Model::kShard items each) that `rank` wants for a request, by number, ascending: those of what
/// the model finds, more than were asked for, and of what the visitor's own history or the site names; but for what
/// the catalogue has.
std::vector<std::uint32_t> shards_for(const Catalogue& catalogue, Model& model, const Visitor& visitor,
                                      const Request& request);

/// True where the model knows fewer than one in ten of the catalogue's best sellers: it was learned elsewhere.
bool is_strange(const Catalogue& catalogue, const Model& model);

}  // namespace waymark::recommend
