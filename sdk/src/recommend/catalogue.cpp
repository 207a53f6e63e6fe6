#include "recommend/catalogue.h"

#include <algorithm>
#include <cmath>

#include "base/best_first.h"

namespace waymark::recommend {
namespace {

/// Rows complained of one by one; a wholly wrong file does not flood the log.
constexpr std::size_t kMaxWarnings = 20;

Error broken(const std::string& pointer, const char* expected) {
  return Error("catalogue.rowSkipped", pointer, expected);
}

bool is_amount(const Value& value) {
  const double number = value.number_or(-1);
  return std::isfinite(number) && number >= 0;
}

/// Empty where the row is good; else the member at fault and what it should be.
std::pair<const char*, const char*> fault_of(const Value& row) {
  if (!row.is_object()) return {"", "an object"};
  if (row["id"].text_or().empty()) return {"/id", "a text"};
  const Value& name = row["name"];
  if (name.text_or().empty() && name.members().empty()) return {"/name", "a text, or an object with one a language"};
  for (const Member& member : name.members()) {
    if (!member.value.is_string()) return {"/name", "a text for each language"};
  }
  if (row["category"].text_or().empty()) return {"/category", "a text"};
  if (row["url"].text_or().empty()) return {"/url", "a text"};
  if (!is_amount(row["price"])) return {"/price", "a number of at least 0"};
  return {nullptr, nullptr};
}

Item item_of(const Value& row) {
  Item item;
  item.id = row["id"].text_or();
  if (row["name"].is_string()) item.names.emplace_back("", row["name"].text_or());
  for (const Member& member : row["name"].members()) item.names.emplace_back(member.key, member.value.text_or());
  item.category = row["category"].text_or();
  item.url = row["url"].text_or();
  item.image = row["image"].text_or();
  item.price = row["price"].number_or(0);
  item.old_price = is_amount(row["oldPrice"]) ? row["oldPrice"].number_or(0) : 0;
  item.rating = is_amount(row["rating"]) ? row["rating"].number_or(0) : 0;
  item.in_stock = row["inStock"].boolean_or(true);
  return item;
}

}  // namespace

const std::string& Item::name(std::string_view language) const {
  for (const std::string_view wanted : {language, language.substr(0, language.find('-'))}) {
    for (const auto& [known, text] : names) {
      if (known == wanted) return text;
    }
  }
  return names.front().second;
}

const Item* Catalogue::find(std::string_view id) const {
  const auto at = std::lower_bound(by_id_.begin(), by_id_.end(), id,
                                   [&](std::uint32_t index, std::string_view wanted) { return items[index].id < wanted; });
  return at != by_id_.end() && items[*at].id == id ? &items[*at] : nullptr;
}

const std::vector<std::string>* Catalogue::complements_of(std::string_view category) const {
  for (const auto& [name, others] : complements) {
    if (name == category) return &others;
  }
  return nullptr;
}

Result<Catalogue> read_catalogue(const Value& json, List<Error>& warnings) {
  if (json["version"].number_or(0) != 1) {
    return Error("catalogue.invalid", "/version", "1");
  }
  if (!json["items"].is_array()) {
    return Error("catalogue.invalid", "/items", "an array");
  }
  Catalogue catalogue;
  catalogue.currency = json["currency"].text_or();
  for (const Member& member : json["complements"].members()) {
    std::vector<std::string> others;
    for (const Value& other : member.value.items()) others.emplace_back(other.text_or());
    catalogue.complements.emplace_back(member.key, std::move(others));
  }

  const auto rows = json["items"].items();
  for (std::size_t i = 0; i < rows.size() && i < kMaxItems; ++i) {
    const auto [member, expected] = fault_of(rows[i]);
    if (!member) {
      catalogue.items.push_back(item_of(rows[i]));
    } else if (warnings.size() < kMaxWarnings) {
      warnings.push_back(broken("/items/" + std::to_string(i) + member, expected));
    }
  }

  const auto& items = catalogue.items;
  const auto by_id = [&](std::uint32_t x, std::uint32_t y) {
    return items[x].id != items[y].id ? items[x].id < items[y].id : x < y;
  };
  catalogue.by_id_ = base::best_first(items.size(), items.size(), by_id);
  // The first of rows with the same id is the one that is found; the others are out of stock, so never shown.
  for (std::size_t i = 1; i < catalogue.by_id_.size(); ++i) {
    Item& item = catalogue.items[catalogue.by_id_[i]];
    if (item.id != items[catalogue.by_id_[i - 1]].id) continue;
    item.in_stock = false;
    if (warnings.size() < kMaxWarnings) warnings.push_back(broken("/items/" + item.id, "an id that no row above has"));
  }
  return catalogue;
}

}  // namespace waymark::recommend
