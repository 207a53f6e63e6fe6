#include <gtest/gtest.h>

#include <numeric>
#include <string>
#include <vector>

#include "draft.h"
#include "pack.h"
#include "recommend/rank.h"
#include "waymark/model.h"

namespace waymark::train {
namespace {

/// From `now` most go to `star`, as from everywhere; fewer to `niche`, which few know.
Model model_of_a_star() {
  Draft draft;
  draft.names = {"now", "star", "niche", "odd"};
  draft.clicks = {500, 4'000, 30, 3};
  draft.next.rows.resize(4);
  draft.next.rows[0] = {{1, 40, 1.0, 0}, {2, 9, 0.7, 0}, {3, 2, 0.1, 0}};
  draft.recall = fading(0.5, 10);
  Model model;
  EXPECT_EQ(model.read(pack(draft, 0).bytes), nullptr);
  return model;
}

std::vector<std::string> names_of(const Model& model, const std::vector<Model::Ranked>& list) {
  std::vector<std::string> out;
  for (const Model::Ranked& one : list) out.push_back(model.id(one.item));
  return out;
}

TEST(Novelty, PopularItemsPayForBeingPopular) {
  Model model = model_of_a_star();
  const std::vector<std::uint32_t> now = {model.find("now")};
  using Names = std::vector<std::string>;
  EXPECT_EQ(names_of(model, model.rank(Model::next, now, 3, {})), (Names{"star", "niche", "odd"}));
  // star is known 2^11 times over, niche 2^4: a fifth of the seven octaves between them is more than what parts them.
  model.damp(0.2);
  EXPECT_EQ(names_of(model, model.rank(Model::next, now, 3, {})), (Names{"niche", "star", "odd"}));
  model.damp(1);
  EXPECT_EQ(names_of(model, model.rank(Model::next, now, 3, {})), (Names{"niche", "odd", "star"}));
  model.damp(0);
  EXPECT_EQ(names_of(model, model.rank(Model::next, now, 3, {})), (Names{"star", "niche", "odd"}));
}

TEST(Novelty, IsOfAllThatWasFoundNotOnlyOfWhatIsShown) {
  Model model = model_of_a_star();
  model.damp(0.2);
  EXPECT_EQ(names_of(model, model.rank(Model::next, {model.find("now")}, 1, {})), std::vector<std::string>{"niche"});
}

TEST(Novelty, IsWhatTheSlotSays) {
  Model model = model_of_a_star();
  recommend::Catalogue catalogue;
  for (const char* id : {"now", "star", "niche", "odd"}) {
    recommend::Item& item = catalogue.items.emplace_back();
    item.id = id;
    item.row.add("name", std::string_view(id));
  }
  // By id: niche, now, odd, star.
  catalogue.by_id = {2, 0, 3, 1};
  const auto first = [&](const SlotConfig* slot) {
    recommend::Request request;
    request.item_id = "now";
    request.limit = 1;
    request.slot = slot;
    const Value list = recommend::rank(catalogue, model, {}, request);
    return list.items().empty() ? std::string() : std::string(list.items()[0]["id"].text());
  };
  SlotConfig calm;
  SlotConfig curious;
  curious.novelty = 0.3;
  EXPECT_EQ(first(nullptr), "star");
  EXPECT_EQ(first(&curious), "niche");
  // Nothing of it is left for the next slot.
  EXPECT_EQ(first(&calm), "star");
  EXPECT_EQ(first(nullptr), "star");
}

}  // namespace
}  // namespace waymark::train
