#include "recommend/rank.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "support/json_help.h"

namespace waymark::recommend {
namespace {

using test::json;
using Ids = std::vector<std::string>;

Catalogue shop() {
  List<Error> warnings;
  Catalogue catalogue;
  EXPECT_TRUE(
      read_catalogue(json("{'version':1,'currency':'VND','complements':{'clothes':['shoes','toys']},'items':["
                          "{'id':'c1','name':'Tee','category':'clothes','url':'/c1','price':100},"
                          "{'id':'t1','name':{'vi':'Gấu','en':'Bear'},'category':'toys','url':'/"
                          "t1','price':300,'oldPrice':400,'rating':4.5},"
                          "{'id':'c2','name':'Dress','category':'clothes','url':'/c2','price':220},"
                          "{'id':'s1','name':'Boots','category':'shoes','url':'/s1','price':150},"
                          "{'id':'c3','name':'Sold out','category':'clothes','url':'/c3','price':100,'inStock':false},"
                          "{'id':'c4','name':'Coat','category':'clothes','url':'/c4','price':900},"
                          "{'id':'s2','name':'Sandals','category':'shoes','url':'/s2','price':80},"
                          "{'id':'b1','name':'Book','category':'books','url':'/b1','price':50}]}"),
                     catalogue, warnings));
  EXPECT_TRUE(warnings.empty());
  return catalogue;
}

Request wanted(Strategy strategy, const char* item = "", int limit = 8) {
  Request request;
  request.strategy = strategy;
  request.item_id = item;
  request.limit = limit;
  return request;
}

Value rank_with(const Catalogue& catalogue, const Visitor& visitor, const Request& request) {
  Model none;
  return rank(catalogue, none, visitor, request);
}

Ids ids(const Value& items) {
  Ids list;
  for (const Value& item : items.items()) list.push_back(item["id"].text());
  return list;
}

TEST(Recommend, AShelfThatIsItsOwnFallbackIsNotFilledUp) {
  Visitor visitor;
  visitor.recent = {"b1", "t1"};
  Request request = wanted(Strategy::recent);
  EXPECT_EQ(rank_with(shop(), visitor, request).items().size(), 7);
  SlotConfig slot;
  slot.fallback = Strategy::recent;
  request.slot = &slot;
  EXPECT_EQ(ids(rank_with(shop(), visitor, request)), (Ids{"b1", "t1"}));
  EXPECT_TRUE(rank_with(shop(), {}, request).items().empty());
}

TEST(Recommend, PopularIsTheCataloguesOrder) {
  const auto items = rank_with(shop(), {}, wanted(Strategy::popular, "", 3));
  EXPECT_EQ(ids(items), (Ids{"c1", "t1", "c2"}));
  EXPECT_EQ(items.items()[0]["reason"], Value("popular"));
  EXPECT_GT(items.items()[0]["score"].number_or(0), items.items()[1]["score"].number_or(0));
}

TEST(Recommend, NextPutsTheCategoryOnScreenFirst) {
  const auto items = rank_with(shop(), {}, wanted(Strategy::next, "c1", 3));
  EXPECT_EQ(ids(items), (Ids{"c2", "c4", "t1"}));
  EXPECT_EQ(items.items()[0]["reason"], Value("sameCategory"));
  EXPECT_EQ(items.items()[2]["reason"], Value("popular"));
}

TEST(Recommend, NextKnowsWhatWasViewedLately) {
  Visitor visitor;
  visitor.recent = {"s1", "b1"};
  const auto items = rank_with(shop(), visitor, wanted(Strategy::next, "", 2));
  EXPECT_EQ(items.items()[0]["id"], Value("s2"));
  EXPECT_EQ(items.items()[0]["reason"], Value("recentCategory"));
}

TEST(Recommend, SimilarIsNearInPrice) {
  EXPECT_EQ(ids(rank_with(shop(), {}, wanted(Strategy::similar, "c4", 2))), (Ids{"c2", "c1"}));
}

TEST(Recommend, CartOffersWhatGoesWithIt) {
  Visitor visitor;
  visitor.cart = {"c1"};
  const auto items = rank_with(shop(), visitor, wanted(Strategy::cart, "", 3));
  EXPECT_EQ(ids(items), (Ids{"s1", "s2", "t1"}));
  EXPECT_EQ(items.items()[0]["reason"], Value("complement"));
  EXPECT_EQ(ids(rank_with(shop(), {}, wanted(Strategy::cart, "c1", 1))), Ids{"s1"})
      << "an empty cart: what is on screen";
}

TEST(Recommend, RecentIsWhatWasViewedNewestFirst) {
  Visitor visitor;
  visitor.recent = {"b1", "s2"};
  const auto items = rank_with(shop(), visitor, wanted(Strategy::recent, "", 3));
  EXPECT_EQ(ids(items), (Ids{"b1", "s2", "c1"})) << "and then what others like";
  EXPECT_EQ(items.items()[0]["reason"], Value("recentlyViewed"));
}

TEST(Recommend, NeverOffersTheWrongThing) {
  Visitor visitor;
  visitor.cart = {"t1"};
  for (const Strategy strategy :
       {Strategy::next, Strategy::similar, Strategy::cart, Strategy::popular, Strategy::recent}) {
    Request request = wanted(strategy, "c1", 50);
    request.exclude = {"b1"};
    const Ids list = ids(rank_with(shop(), visitor, request));
    const std::set<std::string> unique(list.begin(), list.end());
    EXPECT_EQ(unique.size(), list.size());
    EXPECT_EQ(unique, (std::set<std::string>{"c2", "s1", "c4", "s2"}))
        << "on screen, in the cart, excluded and sold out are not among them";
  }
}

TEST(Recommend, AnEmptyCatalogueGivesAnEmptyList) {
  EXPECT_TRUE(rank_with(Catalogue{}, {}, wanted(Strategy::next)).items().empty());
  EXPECT_TRUE(rank_with(shop(), {}, wanted(Strategy::next, "", 0)).items().empty());
  EXPECT_FALSE(rank_with(shop(), {}, wanted(Strategy::similar, "unknown")).items().empty());
}

TEST(Recommend, SpeaksTheLanguageAndCarriesTheCard) {
  Request request = wanted(Strategy::popular, "", 2);
  request.language = "en-GB";
  const auto items = rank_with(shop(), {}, request);
  EXPECT_EQ(items.items()[1]["name"], Value("Bear"));
  EXPECT_EQ(items.items()[1]["oldPrice"], Value(400.0));
  EXPECT_EQ(items.items()[1]["rating"], Value(4.5));
  EXPECT_EQ(items.items()[0].find("oldPrice"), nullptr);
  EXPECT_EQ(items.items()[0]["name"], Value("Tee"));
  request.language = "fr";
  EXPECT_EQ(rank_with(shop(), {}, request).items()[1]["name"], Value("Gấu"));
}

TEST(Recommend, TheSameQuestionHasTheSameAnswer) {
  Visitor visitor;
  visitor.recent = {"s1", "c2", "b1"};
  visitor.favourite_categories = {"toys"};
  const auto first = rank_with(shop(), visitor, wanted(Strategy::next, "c1"));
  for (int i = 0; i < 5; ++i) {
    const auto again = rank_with(shop(), visitor, wanted(Strategy::next, "c1"));
    ASSERT_EQ(ids(again), ids(first));
    EXPECT_EQ(again, first);
  }
}

TEST(Catalogue, ABrokenRowIsLeftOutAndNamed) {
  List<Error> warnings;
  Catalogue catalogue;
  const bool read = read_catalogue(
      json(
          "{'version':1,'currency':'VND','items':[7,{'id':'','name':'n','category':'c','url':'/','price':1},"
          "{'id':'a','category':'c','url':'/','price':1},{'id':'a','name':{'vi':7},'category':'c','url':'/','price':1},"
          "{'id':'a','name':'n','url':'/','price':1},{'id':'a','name':'n','category':'c','price':1},"
          "{'id':'a','name':'n','category':'c','url':'/','price':-1},"
          "{'id':'good','name':'n','category':'c','url':'/','price':1},"
          "{'id':'good','name':'again','category':'c','url':'/','price':2}]}"),
      catalogue, warnings);
  ASSERT_TRUE(read);
  std::vector<std::string> pointers;
  for (const Error& warning : warnings) {
    EXPECT_EQ(std::string(warning.code), "catalogue.rowSkipped");
    pointers.push_back(warning.pointer);
  }
  ASSERT_EQ(pointers.size(), 8);
  pointers.pop_back();  // the second "good": its place is not a promise yet
  EXPECT_EQ(pointers, (Ids{"/items/0/id", "/items/1/id", "/items/2/name", "/items/3/name", "/items/4/category",
                           "/items/5/url", "/items/6/price"}));
  EXPECT_EQ(catalogue.find("good")->name("en"), "n");
  EXPECT_EQ(ids(rank_with(catalogue, {}, wanted(Strategy::popular))), Ids{"good"});
}

TEST(Catalogue, IsRefusedOnlyWhereItIsNone) {
  List<Error> warnings;
  for (const char* text : {"7", "{}", "{'version':2,'items':[]}", "{'version':1}", "{'version':1,'items':{}}"}) {
    Catalogue catalogue;
    ASSERT_FALSE(read_catalogue(json(text), catalogue, warnings)) << text;
    EXPECT_EQ(std::string(warnings.back().code), "catalogue.invalid");
  }
  Catalogue catalogue;
  EXPECT_TRUE(read_catalogue(json("{'version':1,'items':[]}"), catalogue, warnings));
}

TEST(Catalogue, AWhollyWrongFileDoesNotFloodTheLog) {
  Value catalogue = json("{'version':1,'items':[]}");
  Value items = Value::array();
  for (int i = 0; i < 1'000; ++i) items.push(Value("no row"));
  catalogue.set("items", std::move(items));
  List<Error> warnings;
  Catalogue read;
  EXPECT_TRUE(read_catalogue(catalogue, read, warnings));
  EXPECT_LE(warnings.size(), 20);
}

TEST(Recommend, BuyAgainPutsTheLatestPurchaseFirst) {
  Visitor visitor;
  visitor.bought.emplace_back("s2", 3.0);
  visitor.bought.emplace_back("b1", 40.0);
  const auto items = rank_with(shop(), visitor, wanted(Strategy::buy_again, "", 3));
  EXPECT_EQ(ids(items), (Ids{"s2", "b1", "c1"}));
  EXPECT_EQ(items.items()[1]["reason"], Value("boughtBefore"));
  EXPECT_EQ(items.items()[2]["reason"], Value("popular"));
}

TEST(Recommend, UpSellStaysInTheCategoryAndBelowTwiceThePrice) {
  const auto items = rank_with(shop(), {}, wanted(Strategy::up_sell, "s2", 8));
  EXPECT_EQ(ids(items)[0], "s1");
  const auto above = rank_with(shop(), {}, wanted(Strategy::up_sell, "c2", 1));
  EXPECT_NE(ids(above)[0], "c1");
}

TEST(Recommend, ASlotPinsBoostsBuriesAndLeavesOut) {
  SlotConfig slot;
  slot.pin = {"b1", "s2"};
  slot.exclude = {"c1"};
  slot.boost = {"shoes"};
  slot.bury = {"toys"};
  Request request = wanted(Strategy::popular);
  request.slot = &slot;
  EXPECT_EQ(ids(rank_with(shop(), {}, request)), (Ids{"b1", "s2", "s1", "c2", "c4", "t1"}));
}

TEST(Recommend, ASlotLeavesOutWhatWasBought) {
  SlotConfig slot;
  slot.exclude_bought = true;
  Visitor visitor;
  visitor.bought.emplace_back("c1", 1.0);
  Request request = wanted(Strategy::popular, "", 2);
  request.slot = &slot;
  EXPECT_EQ(ids(rank_with(shop(), visitor, request)), (Ids{"t1", "c2"}));
}

TEST(Recommend, ADiverseSlotTakesCategoriesInTurn) {
  SlotConfig slot;
  slot.diversify = 1;
  Request request = wanted(Strategy::popular, "", 4);
  request.slot = &slot;
  EXPECT_EQ(ids(rank_with(shop(), {}, request)), (Ids{"c1", "t1", "s1", "b1"}));
}

}  // namespace
}  // namespace waymark::recommend
