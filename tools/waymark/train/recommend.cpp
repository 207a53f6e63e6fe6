#include <algorithm>
#include <istream>
#include <ostream>
#include <string>

#include "../commands.h"
#include "../json_text.h"
#include "waymark/model.h"

namespace waymark::tool {
namespace {

constexpr const char* kUsageText =
    "usage: waymark recommend --model MODEL [--k 20] [--strategy next|cart|similar|popular] [--exclude-current]\n"
    "         [--novelty 0..1]\n"
    "Standard input: a JSON array of item ids a line, oldest first. Standard output: one of {item, score} a line.\n";

}  // namespace

int recommend(const Arguments& given, Streams streams) {
  Arguments arguments = given;
  std::string path, k_text = "20", strategy = "next", novelty = "0";
  const bool exclude_current = take_flag(arguments, "--exclude-current");
  for (const auto& [name, into] :
       {std::pair{"--model", &path}, {"--k", &k_text}, {"--strategy", &strategy}, {"--novelty", &novelty}}) {
    if (!take_option(arguments, name, *into, streams.err)) return kUsage;
  }
  const int k = std::atoi(k_text.c_str());
  const bool known = strategy == "next" || strategy == "cart" || strategy == "similar" || strategy == "popular";
  if (!arguments.empty() || path.empty() || k < 1 || k > 1'000 || !known) {
    streams.err << kUsageText;
    return kUsage;
  }
  std::string bytes;
  if (!read_file(path, streams, bytes)) return kUsage;
  Model model;
  if (const char* wrong = model.read(std::move(bytes))) {
    streams.err << "waymark: " << path << " is no model: " << wrong << "\n";
    return kFailed;
  }
  model.damp(std::atof(novelty.c_str()));
  const Model::Table table = strategy == "cart" ? Model::cart : strategy == "similar" ? Model::content : Model::next;
  for (std::string line; std::getline(streams.in, line);) {
    if (line.empty()) continue;
    if (const std::string fault = fault_of(line); !fault.empty() || !is_array(line)) {
      streams.err << "waymark: not an array of ids: " << line.substr(0, 80) << "\n";
      return kFailed;
    }
    std::vector<std::uint32_t> history;
    const auto ids = items_of(line);
    for (auto id = ids.rbegin(); id != ids.rend(); ++id) {
      const std::uint32_t item = model.find(is_text(*id) ? text_of(*id) : std::string(*id));
      const bool fresh = item != Model::kNone && std::find(history.begin(), history.end(), item) == history.end();
      if (fresh) history.push_back(item);
    }
    std::vector<std::uint32_t> never;
    if (table == Model::cart) never = history;
    if (exclude_current && !ids.empty()) {
      const std::uint32_t current = model.find(is_text(ids.back()) ? text_of(ids.back()) : std::string(ids.back()));
      if (current != Model::kNone && table != Model::cart) never.push_back(current);
    }
    std::sort(never.begin(), never.end());
    const auto limit = static_cast<std::size_t>(k);
    std::vector<Model::Ranked> list;
    if (strategy != "popular") list = model.rank(table, history, limit, never);
    for (const char* kind : {"", "*"}) {
      for (const std::uint32_t item : model.popular(kind)) {
        const bool there = std::any_of(list.begin(), list.end(), [&](const auto& one) { return one.item == item; }) ||
                           std::binary_search(never.begin(), never.end(), item);
        if (!there && list.size() < limit) list.push_back(Model::Ranked{item, 0});
      }
    }
    std::string out;
    for (const Model::Ranked& one : list) {
      out += (out.empty() ? "[" : ",");
      out += "{\"item\":" + quoted(model.id(one.item)) + ",\"score\":" + std::to_string(one.score) + "}";
    }
    streams.out << (out.empty() ? "[" : "") << out << "]\n";
  }
  return kOk;
}

}  // namespace waymark::tool
