#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evaluate.h"
#include "waymark/model.h"

namespace waymark::train {

/// The ranking of the device, over a model file, with the numbers of a log: what is evaluated is what is shipped.
class ModelRanker {
 public:
  /// `names` are those of the log. Null in `wrong()`, or what Model::read complained of.
  ModelRanker(const std::string& file, const std::vector<std::string>& names, unsigned threads);

  const char* wrong() const { return wrong_; }
  const Model& model() const { return models_.front(); }
  /// See Model::damp.
  void damp(double strength) {
    for (Model& model : models_) model.damp(strength);
  }
  Ranker next(Protocol protocol);
  /// For a cart, newest item first.
  void cart(std::span<const Item> cart, std::size_t k, unsigned worker, std::vector<Item>& out);
  /// Best sellers of all days, as items of the log.
  std::vector<Item> best_sellers() const;

 private:
  std::vector<std::uint32_t> numbers_of(std::span<const Item> items) const;

  const char* wrong_ = nullptr;
  std::vector<Model> models_;  ///< One a thread.
  std::vector<Item> item_;     ///< By number in the model; what the log does not know counts down from Log::kNone.
  std::vector<std::uint32_t> number_;  ///< By item.
};

}  // namespace waymark::train
