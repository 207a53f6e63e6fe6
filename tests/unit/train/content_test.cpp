#include "content.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "evaluate_cold.h"
#include "pack.h"
#include "waymark/model.h"
#include "write_model.h"

namespace waymark::train {
namespace {

const std::vector<Described> kGoods = {
    {"red wooden train", "toys", 10}, {"blue wooden train", "toys", 11}, {"green wooden train", "toys", 40},
    {"woollen hat", "clothes", 12},   {"woollen scarf", "clothes", 12},  {"wooden spoon", "kitchen", 4},
};

std::vector<Item> items_of(const std::vector<Neighbour>& row) {
  std::vector<Item> out;
  for (const Neighbour& one : row) out.push_back(one.item);
  return out;
}

TEST(Content, WhatSharesWordsCategoryAndPriceIsAlike) {
  const Neighbours table = alike(kGoods, std::vector<std::uint32_t>(6, 100), {}, 1);
  EXPECT_EQ(items_of(table.rows[0]), (std::vector<Item>{1, 2, 5}));
  EXPECT_EQ(items_of(table.rows[3]), (std::vector<Item>{4}));
}

TEST(Content, ColdItemsAreFoundBesideEightThatAreNot) {
  std::vector<Described> goods(30, Described{"mug", "kitchen", 5});
  for (std::size_t i = 0; i < goods.size(); ++i) goods[i].words += " n" + std::to_string(i / 2);
  goods.push_back(Described{"train", "toys", 5});
  std::vector<std::uint32_t> clicks(31, 100);
  clicks[29] = 0;
  const Neighbours table = alike(goods, clicks, {}, 2);
  EXPECT_EQ(table.rows[0].size(), 9u);
  EXPECT_EQ(table.rows[0].back().item, 29u);
  EXPECT_TRUE(table.rows[30].empty());
}

/// Item 1 is new: what is like it goes to 3.
Draft with_a_new_item() {
  Draft draft;
  draft.names = {"a", "new", "c", "d", "e", "f"};
  draft.clicks = {100, 0, 100, 100, 100, 100};
  draft.recall = halving(5);
  draft.next.rows.resize(6);
  draft.next.rows[0] = {Neighbour{3, 9, 1.0, 0}};
  draft.next.rows[2] = {Neighbour{4, 9, 0.1, 0}};
  draft.cart = draft.next;
  draft.content = alike(kGoods, draft.clicks, {}, 1);
  return draft;
}

TEST(Content, AnItemNobodyHasClickedSpeaksThroughWhatIsAlike) {
  Model model;
  ASSERT_EQ(model.read(pack(with_a_new_item(), 0).bytes), nullptr);
  const std::uint32_t fresh = model.find("new");
  ASSERT_NE(fresh, Model::kNone);
  for (const auto table : {Model::next, Model::cart}) {
    const auto list = model.rank(table, {fresh}, 1, {fresh});
    ASSERT_EQ(list.size(), 1u);
    EXPECT_EQ(model.id(list[0].item), "d");
    EXPECT_EQ(model.because(table, {fresh}, list[0].item), fresh);
  }
}

TEST(Content, WhatIsNewIsRecommendedAfterWhatIsAlike) {
  Model model;
  ASSERT_EQ(model.read(pack(with_a_new_item(), 0).bytes), nullptr);
  const auto next = model.rank(Model::next, {model.find("c")}, 5, {});
  ASSERT_GE(next.size(), 2u);
  EXPECT_EQ(model.id(next[0].item), "e");
  EXPECT_TRUE(std::any_of(next.begin(), next.end(), [&](const auto& one) { return model.id(one.item) == "new"; }));
  const auto similar = model.rank(Model::content, {model.find("a")}, 3, {});
  EXPECT_EQ(model.id(similar.at(0).item), "new");
}

TEST(Content, ABudgetCutsTheTableOfWhatIsAlikeToo) {
  Draft draft;
  std::vector<Described> goods;
  for (int i = 0; i < 2'000; ++i) {
    draft.names.push_back("item-" + std::to_string(i * 7'919 % 100'003));
    goods.push_back(Described{"word" + std::to_string(i % 97) + " other" + std::to_string(i % 89), "", 1.0 + i % 13});
  }
  draft.clicks.assign(2'000, 0);
  draft.recall = halving(5);
  draft.content = alike(goods, draft.clicks, {}, 2);
  const Packed whole = pack(draft, 0);
  const Packed half = pack(draft, whole.brotli / 2);
  EXPECT_LE(half.brotli, whole.brotli / 2);
  EXPECT_GT(half.neighbours, 100u);
}

TEST(EvaluateCold, FindsWhatItsWordsTellAndSaysWhatALotWould) {
  // Twenty families of ten: a basket is of one family.
  std::vector<Described> goods;
  std::vector<std::string> names;
  Sessions baskets;
  for (int i = 0; i < 200; ++i) {
    goods.push_back(Described{"family" + std::to_string(i / 10) + " thing" + std::to_string(i), "", 5});
    names.push_back(std::to_string(i));
  }
  for (Item family = 0; family < 20; ++family) {
    for (Item from = 0; from < 6; ++from) {
      std::vector<Item> basket;
      for (Item i = 0; i < 4; ++i) basket.push_back(family * 10 + from + i);
      baskets.add(basket, 1'700'000'000 + from);
    }
  }
  const ColdQuality found = evaluate_cold(baskets, names, goods, {}, 5, 2);
  EXPECT_NEAR(found.random, 5.0 / static_cast<double>(found.items), 1e-9);
  EXPECT_GT(found.quality.hit_rate, 0.9);
  EXPECT_GT(found.quality.queries, 300u);
  // Where nothing is written, nothing is found.
  const ColdQuality none = evaluate_cold(baskets, names, std::vector<Described>(200), {}, 5, 1);
  EXPECT_EQ(none.quality.hits, 0u);
}

}  // namespace
}  // namespace waymark::train
