#include "cards.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <string_view>
#include <unordered_map>

#include "../json_text.h"
#include "waymark/model.h"

namespace waymark::tool {

bool write_cards(const std::string& folder, const std::string& bytes, const std::string& catalogue, Streams streams) {
  std::string text;
  if (!read_file(catalogue, streams, text)) return false;
  Model model;
  if (model.read(bytes)) return false;
  std::unordered_map<std::string, std::string_view> rows;
  for (const std::string_view row : items_of(member(text, "items"))) rows.emplace(text_of(member(row, "id")), row);
  if (rows.empty()) {
    streams.err << "waymark: --cards wants the catalogue as JSON: " << catalogue << " has no items\n";
    return false;
  }
  char name[16];
  std::snprintf(name, sizeof name, "%08x", model.checksum());
  const std::filesystem::path place = std::filesystem::path(folder) / name;
  std::error_code failed;
  std::filesystem::create_directories(place, failed);
  const std::string_view currency = member(text, "currency");
  std::size_t files = 0;
  std::size_t largest = 0;
  for (std::uint32_t first = 0; first < model.items() && !failed; first += Model::kShard) {
    std::string out = "{\"version\":1";
    if (!currency.empty()) out += ",\"currency\":" + std::string(currency);
    out += ",\"items\":[";
    bool any = false;
    for (std::uint32_t item = first; item < std::min(model.items(), first + Model::kShard); ++item) {
      const auto row = rows.find(model.id(item));
      if (row == rows.end()) continue;
      out += any ? "," : "";
      out += row->second;
      any = true;
    }
    out += "]}\n";
    std::ofstream file(place / (std::to_string(first / Model::kShard) + ".json"), std::ios::binary);
    file << out;
    file.close();
    if (!file) failed = std::make_error_code(std::errc::io_error);
    ++files;
    largest = std::max(largest, out.size());
  }
  if (failed) {
    streams.err << "waymark: cannot write " << place.string() << "\n";
    return false;
  }
  streams.err << "cards: " << files << " files in " << place.string() << ", the largest " << largest << " bytes\n";
  return true;
}

}  // namespace waymark::tool
