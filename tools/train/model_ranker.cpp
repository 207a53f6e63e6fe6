#include "model_ranker.h"

#include <algorithm>
#include <unordered_map>

#include "log.h"

namespace waymark::train {

ModelRanker::ModelRanker(const std::string& file, const std::vector<std::string>& names, unsigned threads)
    : models_(threads) {
  for (Model& model : models_) wrong_ = model.read(file);
  if (wrong_) return;
  item_.assign(model().items(), Log::kNone);
  number_.assign(names.size(), Model::kNone);
  for (Item item = 0; item < names.size(); ++item) {
    const std::uint32_t number = model().find(names[item]);
    if (number == Model::kNone) continue;
    item_[number] = item;
    number_[item] = number;
  }
  // What the log does not know is recommended all the same, and never what was asked for.
  Item unknown = Log::kNone;
  for (Item& item : item_) {
    if (item == Log::kNone) item = unknown--;
  }
}

std::vector<std::uint32_t> ModelRanker::numbers_of(std::span<const Item> items) const {
  std::vector<std::uint32_t> out;
  for (const Item item : items) {
    if (item < number_.size() && number_[item] != Model::kNone) out.push_back(number_[item]);
  }
  return out;
}

Ranker ModelRanker::next(Protocol protocol) {
  return [this, protocol](std::span<const Item> past, std::size_t k, unsigned worker, std::vector<Item>& out) {
    std::vector<Item> newest;
    newest_first(past, models_[worker].recall(Model::next), newest);
    std::vector<std::uint32_t> never;
    if (protocol == Protocol::p2 && !past.empty()) never = numbers_of(past.last(1));
    for (const Model::Ranked& one : models_[worker].rank(Model::next, numbers_of(newest), k, never)) {
      out.push_back(item_[one.item]);
    }
  };
}

void ModelRanker::cart(std::span<const Item> items, std::size_t k, unsigned worker, std::vector<Item>& out) {
  const std::vector<std::uint32_t> history = numbers_of(items);
  std::vector<std::uint32_t> never = history;
  std::sort(never.begin(), never.end());
  for (const Model::Ranked& one : models_[worker].rank(Model::cart, history, k, never)) {
    out.push_back(item_[one.item]);
  }
}

std::vector<Item> ModelRanker::best_sellers() const {
  std::vector<Item> out;
  for (const std::uint32_t number : model().popular("*")) {
    out.push_back(item_[number]);
  }
  return out;
}

}  // namespace waymark::train
