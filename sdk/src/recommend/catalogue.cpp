#include "recommend/catalogue.h"

#include <algorithm>
#include <utility>

#include "base/best_first.h"
#include "base/path.h"

namespace waymark::recommend {
namespace {

using base::Path;

/// Rows complained of one by one; a wholly wrong file does not flood the log.
constexpr std::size_t kMaxErrors = 20;

void complain(const Path& path, const char* expected, List<Error>& errors) {
  if (errors.size() < kMaxErrors) errors.emplace_back("catalogue.rowSkipped", path.pointer(), expected);
}

bool is_name(const Value& name) {
  for (const Member& member : name.members()) {
    if (member.value.text().empty()) return false;
  }
  return !name.text().empty() || !name.members().empty();
}

bool is_good(const Value& row, const Path& path, List<Error>& errors) {
  for (const char* key : {"id", "category", "url"}) {
    if (!row[key].text().empty()) continue;
    complain(Path{&path, key, 0}, "a text that is not empty", errors);
    return false;
  }
  const bool name = is_name(row["name"]);
  if (name && row["price"].number_or(-1) >= 0) return true;
  complain(Path{&path, name ? "price" : "name", 0},
           name ? "a number of at least 0" : "a text, or an object with one a language", errors);
  return false;
}

}  // namespace

const std::string& Item::name(std::string_view language) const {
  const Value& name = row["name"];
  if (name.is_string()) return name.text();
  for (const std::string_view wanted : {language, language.substr(0, language.find('-'))}) {
    if (const Value* text = name.find(wanted)) return text->text();
  }
  return name.members().front().value.text();
}

std::size_t Catalogue::place(std::string_view id) const {
  const auto at = std::lower_bound(by_id.begin(), by_id.end(), id,
                                   [&](std::uint32_t one, std::string_view wanted) { return items[one].id < wanted; });
  return at != by_id.end() && items[*at].id == id ? *at : items.size();
}

bool read_catalogue(Value json, Catalogue& out, List<Error>& errors, bool more) {
  const bool version = json["version"].number_or(0) == 1;
  if (!version || !json["items"].is_array()) {
    errors.emplace_back("catalogue.invalid", version ? "/items" : "/version", version ? "an array" : "1");
    return false;
  }
  out.currency = json["currency"].text();
  if (!more) {
    out.complements = json["complements"];
    out.items.clear();
  }
  const Path root;
  const Path list{&root, "items", 0};
  std::size_t place = 0;
  std::span<Value> rows;
  for (Member& member : json.members()) {
    if (member.key == "items") rows = member.value.items();
  }
  for (Value& row : rows) {
    const Path path{&list, {}, place};
    ++place;
    if (out.items.size() >= kMaxItems || !is_good(row, path, errors)) continue;
    if (more && out.find(row["id"].text())) continue;
    Item& item = out.items.emplace_back();
    item.id = row["id"].text();
    item.category = row["category"].text();
    item.price = row["price"].number_or(0);
    item.in_stock = row["inStock"].boolean_or(true);
    item.row = std::move(row);
  }

  const auto& items = out.items;
  const auto by_id = [&](std::uint32_t x, std::uint32_t y) {
    return items[x].id != items[y].id ? items[x].id < items[y].id : x < y;
  };
  out.by_id = base::best_first(items.size(), items.size(), by_id);
  // The first of rows with the same id is the one that is found; the others are out of stock, so never shown.
  for (std::size_t i = 1; i < out.by_id.size(); ++i) {
    Item& item = out.items[out.by_id[i]];
    if (item.id != items[out.by_id[i - 1]].id) continue;
    item.in_stock = false;
    complain(Path{&list, item.id, 0}, "an id that no row above has", errors);
  }
  return true;
}

}  // namespace waymark::recommend
