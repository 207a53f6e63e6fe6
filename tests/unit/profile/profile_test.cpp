#include "profile/profile.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "profile/product.h"
#include "profile/value.h"
#include "support/json_help.h"

namespace waymark::profile {
namespace {

using test::json;

constexpr TimeMs kNow = 1'767'578'400'000;

Event event(const char* name, const std::string& properties = "{}", TimeMs at = kNow, std::int64_t session = 1) {
  Event event;
  event.name = name;
  event.properties = json(properties);
  event.timestamp = at;
  event.session.number = session;
  event.message_id = "m" + std::to_string(at);
  return event;
}

Event typed(EventType type, const char* traits = "{}", TimeMs at = kNow) {
  Event typed = event("", "{}", at);
  typed.type = type;
  typed.traits = json(traits);
  return typed;
}

std::vector<std::string> ids_of(const List<CartLine>& cart) {
  std::vector<std::string> ids;
  for (const CartLine& line : cart) ids.push_back(line.id);
  return ids;
}

using Texts = std::vector<std::string>;

TEST(Interest, HalvesEveryHalfLife) {
  const Entry toys{"toys", kNow, 8, {}};
  EXPECT_DOUBLE_EQ(decayed(toys, kNow), 8);
  EXPECT_DOUBLE_EQ(decayed(toys, kNow + kHalfLifeMs), 4);
  EXPECT_DOUBLE_EQ(decayed(toys, kNow + 3 * kHalfLifeMs), 1);
  EXPECT_DOUBLE_EQ(decayed(toys, kNow - kDayMs), 8) << "a clock that went back adds nothing";
}

TEST(Interest, NewOvertakesOldInWhateverOrderItIsTold) {
  for (const bool backwards : {false, true}) {
    Part part;
    raise(part, kCategories, "toys", kNow, 3);
    if (!backwards) raise(part, kCategories, "books", kNow, 2);
    raise(part, kCategories, "books", kNow + 2 * kHalfLifeMs, 2);
    if (backwards) raise(part, kCategories, "books", kNow, 2);
    EXPECT_EQ(best(part, kCategories, kNow + 2 * kHalfLifeMs, 1), Texts{"books"});
    EXPECT_NEAR(decayed(*part.find(kCategories, "books"), kNow + 2 * kHalfLifeMs), 2.5, 1e-6);
  }
}

TEST(Interest, TheWeakestGivesWay) {
  Part part;
  raise(part, kCategories, "", kNow, 100);
  EXPECT_TRUE(part.lists[kCategories].empty());
  raise(part, kCategories, "weak", kNow, 0.1);
  for (int i = 0; i < 50; ++i) raise(part, kCategories, "c" + std::to_string(i), kNow, 1);
  EXPECT_EQ(part.lists[kCategories].size(), 50);
  EXPECT_EQ(part.find(kCategories, "weak"), nullptr);
}

TEST(Interest, OfCategoryBrandAndPriceBand) {
  Profile profile;
  apply(profile, event("Product Viewed", "{'product_id':'a','category':'toys','brand':'Lego','price':129000}"));
  apply(profile,
        event("Order Completed",
              "{'order_id':'o','products':[{'product_id':'b','category':'books','brand':'Kim Đồng','price':45000}]}"));
  EXPECT_EQ(best(profile.view(), kCategories, kNow, 5), (Texts{"books", "toys"}));
  EXPECT_EQ(best(profile.view(), kBrands, kNow, 5), (Texts{"Kim Đồng", "Lego"}));
  EXPECT_EQ(best(profile.view(), kPrices, kNow, 5), (Texts{"20000", "100000"}));
}

TEST(PriceBand, StepsByOneTwoFive) {
  EXPECT_EQ(price_band(1), "1");
  EXPECT_EQ(price_band(199), "100");
  EXPECT_EQ(price_band(200), "200");
  EXPECT_EQ(price_band(499), "200");
  EXPECT_EQ(price_band(999'999), "500000");
  EXPECT_EQ(price_band(0), "");
  EXPECT_EQ(price_band(-5), "");
  EXPECT_EQ(price_band(1e300), "");
}

TEST(Cart, FollowsTheShopsEvents) {
  Profile profile;
  TimeMs at = kNow;
  const auto say = [&](const char* name, const char* properties = "{}") {
    apply(profile, event(name, properties, ++at));
    return cart_of(profile.view());
  };
  say("Product Added", "{'product_id':'a','category':'toys','price':1000}");
  say("Product Added", "{'product_id':'b','price':500,'quantity':3}");
  EXPECT_DOUBLE_EQ(value_of(say("Product Added", "{'product_id':'a','price':1000,'quantity':2}")), 4500);
  EXPECT_DOUBLE_EQ(value_of(say("Product Removed", "{'product_id':'b','quantity':1}")), 4000);
  EXPECT_EQ(ids_of(say("Product Removed", "{'product_id':'a'}")), Texts{"b"}) << "without a quantity the whole line";
  const char* seen = "{'products':[{'product_id':'c','price':10},{'sku':'d','price':5,'quantity':2}],'coupon':'TET'}";
  EXPECT_EQ(ids_of(say("Cart Viewed", seen)), (Texts{"c", "d"}));
  EXPECT_EQ(profile.view().find(kMoments, "coupon")->detail, Value("TET"));
  EXPECT_EQ(say("Cart Viewed").size(), 2) << "a view that lists nothing says nothing";
  EXPECT_TRUE(say("Order Completed").empty());
  EXPECT_DOUBLE_EQ(profile.view().find(kMoments, "coupon")->number, 0);
}

TEST(Cart, AddedAndTakenOutInOneMillisecond) {
  Profile profile;
  apply(profile, event("Product Added", "{'product_id':'a'}"));
  apply(profile, event("Product Removed", "{'product_id':'a'}"));
  EXPECT_TRUE(cart_of(profile.view()).empty());
  apply(profile, event("Product Added", "{'product_id':'a'}"));
  EXPECT_EQ(cart_of(profile.view()).size(), 1);
}

TEST(Cart, APurchaseInAStoreLeavesItAlone) {
  Profile profile;
  apply(profile, event("Product Added", "{'product_id':'a'}"));
  Event bought = event("Order Completed", "{'order_id':'o1','total':10}", kNow + 1);
  bought.context = json("{'channel':'store'}");
  apply(profile, bought);
  EXPECT_EQ(cart_of(profile.view()).size(), 1);
  EXPECT_EQ(purchases_of(profile.view()).orders, 1);
}

TEST(Cart, OddEventsDoNoHarm) {
  Profile profile;
  apply(profile, event("Product Added"));
  apply(profile, event("Product Added", "{'product_id':7,'price':'cheap','quantity':-2}"));
  apply(profile, event("Product Added", "{'product_id':1e300,'price':1e300}"));
  apply(profile, event("Product Removed", "{'product_id':'nobody'}"));
  EXPECT_EQ(ids_of(cart_of(profile.view())), (Texts{"7", "9000000000000000"}));
  for (int i = 0; i < 500; ++i) apply(profile, event("Product Added", "{'product_id':'p" + std::to_string(i) + "'}"));
  EXPECT_LE(profile.view().lists[kCart].size(), 100);
  apply(profile, event("Product Viewed", "{'product_id':'" + std::string(5'000, 'x') + "'}"));
  EXPECT_LE(profile.view().lists[kViewed].front().key.size(), kMaxKeyBytes);
}

TEST(Profile, CountsByName) {
  Profile profile;
  apply(profile, typed(EventType::page));
  apply(profile, event("Product Viewed", "{}", kNow - 2 * kHourMs, 1));
  apply(profile, typed(EventType::page));
  apply(profile, event("Product Viewed", "{}", kNow, 2));
  EXPECT_EQ(profile.log.lifetime("Product Viewed"), 2);
  EXPECT_EQ(profile.log.lifetime("Page Viewed"), 2);
  EXPECT_EQ(profile.log.lifetime("nothing"), 0);
}

TEST(Profile, TheLogIsBoundedAndTheCountersGoOn) {
  EventLog log;
  for (int i = 0; i < 5'000; ++i) log.add("often", kNow + i, 1, 1);
  EXPECT_EQ(log.lifetime("often"), 5'000);
  EXPECT_LE(log.latest.size(), kMaxLoggedEvents);
  for (std::size_t i = 0; i < 2 * kMaxCountedNames; ++i) log.add("name " + std::to_string(i), kNow, 1, 1);
  EXPECT_EQ(log.counters.size(), kMaxCountedNames);
  log.add("often", kNow, 1, 1);
  EXPECT_EQ(log.lifetime("often"), 5'001) << "known names are still counted";
}

TEST(Profile, TheLatestTraitWins) {
  Profile profile;
  apply(profile, typed(EventType::identify, "{'city':'Huế','children':2}"));
  apply(profile, typed(EventType::identify, "{'children':3}", kNow + 1));
  apply(profile, typed(EventType::identify, "{'children':1}", kNow - kDayMs));
  apply(profile, typed(EventType::group, "{'plan':'plus'}"));
  EXPECT_EQ(profile.view().lists[kTraits].size(), 2);
  EXPECT_EQ(profile.view().find(kTraits, "children")->detail, Value(3.0)) << "what comes late is not what is newest";
  EXPECT_EQ(profile.view().find(kTraits, "city")->detail, Value("Huế"));
}

TEST(Profile, RecentlyViewedIsNewestFirstAndEachOnce) {
  Profile profile;
  TimeMs at = kNow;
  for (const char* id : {"a", "b", "a", "c"}) {
    apply(profile, event("Product Viewed", std::string("{'product_id':'") + id + "','category':'toys'}", ++at));
  }
  EXPECT_EQ(best(profile.view(), kViewed, at, 10), (Texts{"c", "a", "b"}));
  for (int i = 0; i < 100; ++i) {
    apply(profile, event("Product Viewed", "{'product_id':'p" + std::to_string(i) + "'}", ++at));
  }
  EXPECT_EQ(profile.view().lists[kViewed].size(), 30);
  EXPECT_EQ(best(profile.view(), kViewed, at, 1), Texts{"p99"});
}

TEST(Profile, FavouritesComeAndGo) {
  Profile profile;
  apply(profile, event("Product Added to Wishlist", "{'product_id':'a'}"));
  apply(profile, event("Product Added to Wishlist", "{'product_id':'b'}", kNow + 1));
  apply(profile, event("Product Removed from Wishlist", "{'product_id':'a'}", kNow + 2));
  EXPECT_EQ(best(profile.view(), kFavourites, kNow, 10), Texts{"b"});
}

TEST(Orders, AreRememberedOnceAndGivenBack) {
  Profile profile;
  apply(profile, event("Product Added", "{'product_id':'a','price':100}"));
  const char* first =
      "{'order_id':'o1','revenue':300,'products':[{'product_id':'a','category':'toys'},{'product_id':'b'}]}";
  apply(profile, event("Order Completed", first, kNow, 4));
  const double interest = decayed(*profile.view().find(kCategories, "toys"), kNow);
  apply(profile, event("Order Completed", first, kNow + 5, 4));
  EXPECT_DOUBLE_EQ(decayed(*profile.view().find(kCategories, "toys"), kNow), interest) << "told twice";
  apply(profile, event("Order Completed", "{'order_id':2,'total':50,'products':[{'product_id':'a'}]}", kNow + 10, 5));
  Purchases purchases = purchases_of(profile.view());
  EXPECT_EQ(purchases.orders, 2);
  EXPECT_DOUBLE_EQ(purchases.revenue, 350);
  EXPECT_EQ(purchases.last_session, 5);
  EXPECT_EQ(purchases.items, (Texts{"a", "b"}));
  EXPECT_TRUE(cart_of(profile.view()).empty());
  apply(profile, event("Order Updated", "{'order_id':'o1','total':200,'products':[{'product_id':'b'}]}", kNow + 20));
  apply(profile, event("Order Refunded", "{'order_id':'o1','total':80}", kNow + 30));
  EXPECT_DOUBLE_EQ(purchases_of(profile.view()).revenue, 170);
  apply(profile, event("Order Cancelled", "{'order_id':'2'}", kNow + 40));
  purchases = purchases_of(profile.view());
  EXPECT_EQ(purchases.orders, 1);
  EXPECT_DOUBLE_EQ(purchases.revenue, 120);
  EXPECT_EQ(purchases.items, Texts{"b"});
  apply(profile, event("Order Refunded", "{'order_id':'nobody','total':80}", kNow + 50));
  EXPECT_DOUBLE_EQ(purchases_of(profile.view()).revenue, 120);
}

TEST(Orders, OldOnesAreSummedUp) {
  Profile profile;
  for (int i = 0; i < 200; ++i) {
    apply(profile, event("Order Completed", "{'order_id':'o" + std::to_string(i) + "','total':10}", kNow + i * kDayMs));
  }
  apply(profile, event("Order Refunded", "{'order_id':'o199','total':10}", kNow + 300 * kDayMs));
  EXPECT_EQ(profile.view().lists[kOrders].size(), 60);
  EXPECT_EQ(purchases_of(profile.view()).orders, 199);
  EXPECT_NEAR(purchases_of(profile.view()).revenue, 1'990, 1e-3);
}

}  // namespace
}  // namespace waymark::profile
