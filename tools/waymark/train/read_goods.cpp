#include "read_goods.h"

#include <algorithm>
#include <charconv>
#include <ostream>

#include "../json_text.h"
#include "log.h"
#include "read_log.h"

namespace waymark::tool {
namespace {

using train::Described;
using train::Item;
using train::Log;

double price_of(std::string_view text) {
  double price = 0;
  std::from_chars(text.data(), text.data() + text.size(), price);
  return price > 0 && price < 1e15 ? price : 0;
}

class Goods {
 public:
  explicit Goods(std::vector<std::string>& names) {
    for (const std::string& name : names) names_.item_of(name);
  }
  void add(std::string_view id, Described described) {
    const Item item = names_.item_of(id);
    if (item == Log::kNone) return;
    goods_.resize(names_.names.size());
    goods_[item] = std::move(described);
    ++count_;
  }
  std::size_t finish(std::vector<std::string>& names, std::vector<Described>& goods) {
    goods_.resize(names_.names.size());
    names = std::move(names_.names);
    goods = std::move(goods_);
    return count_;
  }

 private:
  Log names_;
  std::vector<Described> goods_;
  std::size_t count_ = 0;
};

void read_json(std::string_view text, Goods& goods) {
  for (const std::string_view row : items_of(member(text, "items"))) {
    std::string words = text_of(member(row, "name"));
    for (const auto& [language, name] : members_of(member(row, "name"))) words += " " + text_of(name);
    for (const char* more : {"brand", "description"}) words += " " + text_of(member(row, more));
    goods.add(text_of(member(row, "id")),
              Described{words, text_of(member(row, "category")), number_of(member(row, "price"), 0)});
  }
}

void read_table(std::string_view text, char separator, bool headless, Goods& goods) {
  constexpr std::size_t kMissing = 99;
  std::size_t id = 0, name = 2, category = kMissing, price = 3;
  std::vector<std::string_view> fields;
  if (!headless) {
    split(take_line(text), separator, fields);
    const auto column = [&](std::string_view wanted) {
      const auto at = std::find(fields.begin(), fields.end(), wanted);
      return at == fields.end() ? kMissing : static_cast<std::size_t>(at - fields.begin());
    };
    id = column("id");
    name = column("name");
    category = column("category");
    price = column("price");
  }
  while (!text.empty()) {
    split(take_line(text), separator, fields);
    const auto field = [&](std::size_t at) { return at < fields.size() ? fields[at] : std::string_view(); };
    if (!field(id).empty()) {
      goods.add(field(id), Described{std::string(field(name)), std::string(field(category)), price_of(field(price))});
    }
  }
}

}  // namespace

bool read_goods(const std::string& path, std::vector<std::string>& names, std::vector<Described>& goods,
                Streams streams) {
  std::string text;
  if (!read_file(path, streams, text)) return false;
  Goods all(names);
  if (std::string_view(text).substr(0, 64).find('{') != std::string_view::npos) {
    read_json(text, all);
  } else {
    const bool tabs = std::string_view(text).substr(0, text.find('\n')).find('\t') != std::string_view::npos;
    read_table(text, tabs ? '\t' : ',', path.ends_with(".items.tsv"), all);
  }
  if (all.finish(names, goods) > 0) return true;
  streams.err << "waymark: " << path << " has no items; going on without it\n";
  goods.clear();
  return false;
}

}  // namespace waymark::tool
