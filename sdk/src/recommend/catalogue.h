#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "waymark/error.h"
#include "waymark/list.h"
#include "waymark/result.h"
#include "waymark/value.h"

namespace waymark::recommend {

/// Items read; a shop with more ships a model (one file a neighbourhood), not a list.
inline constexpr std::size_t kMaxItems = 50'000;

struct Item {
  std::string id;
  List<std::pair<std::string, std::string>> names;  ///< Language (empty: any) and text.
  std::string category;
  std::string url;
  std::string image;
  double price = 0;
  double old_price = 0;  ///< 0: none.
  double rating = 0;     ///< 0: none.
  bool in_stock = true;

  /// In the language, else its base language, else the first.
  const std::string& name(std::string_view language) const;
};

/// What the shop sells, best sellers first.
struct Catalogue {
  std::string currency;
  List<Item> items;
  List<std::pair<std::string, std::vector<std::string>>> complements;

  const Item* find(std::string_view id) const;
  const std::vector<std::string>* complements_of(std::string_view category) const;

 private:
  friend Result<Catalogue> read_catalogue(const Value&, List<Error>&);
  std::vector<std::uint32_t> by_id_;  ///< Indexes of `items`, sorted by id.
};

/// Reads the JSON described as `Catalogue` in protocol.ts. A row without id, name, category, url or a price, or
/// with an id that was there before, is left out and reported; the catalogue is refused only where it is no
/// object with `version` 1 and `items`.
Result<Catalogue> read_catalogue(const Value& json, List<Error>& warnings);

}  // namespace waymark::recommend
