// Feeds the reader of model files with anything. The checksum is made right first: what it would refuse is not worth
// a fuzzer's time. Whatever is read must rank, name and list its items.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "waymark/model.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string body(reinterpret_cast<const char*>(data), size);
  std::uint32_t hash = 2166136261u;
  for (const char c : body) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  std::string bytes = "WMK1";
  for (int shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<char>(hash >> shift));
  waymark::Model model;
  if (model.read(bytes + body)) return 0;
  for (std::uint32_t item = 0; item < model.items(); ++item) {
    const std::string id = model.id(item);
    if (model.find(id) == waymark::Model::kNone) std::abort();
    model.usual_days(item);
    for (const auto table : {waymark::Model::next, waymark::Model::cart, waymark::Model::content}) {
      for (const auto& one : model.rank(table, {item, 0}, 20, {item})) {
        if (one.item >= model.items() || one.item == item) std::abort();
      }
      model.because(table, {item}, 0);
    }
  }
  for (const char* kind : {"", "*", "things"}) {
    for (const std::uint32_t item : model.popular(kind)) {
      if (item >= model.items()) std::abort();
    }
  }
  return 0;
}
