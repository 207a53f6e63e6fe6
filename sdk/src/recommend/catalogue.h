#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "waymark/error.h"
#include "waymark/list.h"
#include "waymark/value.h"

namespace waymark::recommend {

/// Items read; a shop with more ships a model (one file a neighbourhood), not a list.
inline constexpr std::size_t kMaxItems = 50'000;

/// What ranking reads of one row; the rest stays in the row until it is shown.
struct Item {
  std::string id;
  std::string category;
  double price = 0;
  bool in_stock = true;
  Value row;

  /// In the language, else its base language, else the first.
  const std::string& name(std::string_view language) const;
};

/// What the shop sells, best sellers first.
struct Catalogue {
  std::string currency;
  List<Item> items;
  Value complements;  ///< Category → array of categories that go with it, best first.

  const Item* find(std::string_view id) const {
    const std::size_t at = place(id);
    return at < items.size() ? &items[at] : nullptr;
  }
  /// Where in `items` it is; their number where it is not.
  std::size_t place(std::string_view id) const;
  /// Where there are none, nothing.
  std::span<const Value> complements_of(const std::string& category) const { return complements[category].items(); }

  std::vector<std::uint32_t> by_id;  ///< Places of `items`, sorted by id.
};

/// Takes over the JSON described as `Catalogue` in protocol.ts. A row without id, name, category, url or a price, or
/// with an id that was there before, is left out and reported (`catalogue.rowSkipped`). False, with
/// `catalogue.invalid`, only where it is no object with `version` 1 and `items`: the catalogue is then untouched.
/// With `more`, its items come behind those there are: cards are read some at a time.
bool read_catalogue(Value json, Catalogue& out, List<Error>& errors, bool more = false);

}  // namespace waymark::recommend
