#include "profile/profile.h"

#include <gtest/gtest.h>

#include <string>

#include "support/json_help.h"

namespace waymark::profile {
namespace {

using test::json;

constexpr TimeMs kNow = 1'767'578'400'000;

Event event(const char* name, const char* properties = "{}", TimeMs at = kNow, std::int64_t session = 1) {
  Event event;
  event.name = name;
  event.properties = json(properties);
  event.timestamp = at;
  event.session.number = session;
  return event;
}

Event typed(EventType type, const char* traits = "{}") {
  Event typed = event("");
  typed.type = type;
  typed.traits = json(traits);
  return typed;
}

TEST(Affinity, HalvesEveryHalfLife) {
  const Affinity affinity{"toys", 8, kNow};
  EXPECT_DOUBLE_EQ(affinity.at(kNow), 8);
  EXPECT_DOUBLE_EQ(affinity.at(kNow + kAffinityHalfLifeMs), 4);
  EXPECT_DOUBLE_EQ(affinity.at(kNow + 3 * kAffinityHalfLifeMs), 1);
  EXPECT_DOUBLE_EQ(affinity.at(kNow - kDayMs), 8) << "a clock that went back adds nothing";
}

TEST(Affinity, NewInterestOvertakesOld) {
  List<Affinity> interests;
  raise(interests, "toys", 3, kNow);
  raise(interests, "books", 2, kNow);
  EXPECT_EQ(strongest(interests, kNow, 5), (std::vector<std::string>{"toys", "books"}));
  raise(interests, "books", 2, kNow + 2 * kAffinityHalfLifeMs);
  EXPECT_EQ(strongest(interests, kNow + 2 * kAffinityHalfLifeMs, 1), std::vector<std::string>{"books"});
  raise(interests, "", 100, kNow);
  EXPECT_EQ(interests.size(), 2);
}

TEST(Affinity, TheWeakestGivesWay) {
  List<Affinity> interests;
  raise(interests, "weak", 0.1, kNow);
  for (std::size_t i = 0; i < kMaxAffinities; ++i) raise(interests, "c" + std::to_string(i), 1, kNow);
  EXPECT_EQ(interests.size(), kMaxAffinities);
  for (const Affinity& interest : interests) EXPECT_NE(interest.key, "weak");
}

TEST(Cart, FollowsTheShopsEvents) {
  Cart cart;
  apply(cart, event("Product Added", "{'product_id':'a','category':'toys','price':1000}"));
  apply(cart, event("Product Added", "{'product_id':'b','price':500,'quantity':3}"));
  apply(cart, event("Product Added", "{'product_id':'a','price':1000,'quantity':2}"));
  EXPECT_DOUBLE_EQ(cart.value(), 4500);
  apply(cart, event("Product Removed", "{'product_id':'b','quantity':1}"));
  EXPECT_DOUBLE_EQ(cart.value(), 4000);
  apply(cart, event("Product Removed", "{'product_id':'a'}"));
  EXPECT_FALSE(cart.holds("a")) << "without a quantity the whole line is meant";
  apply(cart, event("Cart Viewed", "{'products':[{'product_id':'c','price':10},{'sku':'d','price':5,'quantity':2}]}"));
  EXPECT_EQ(cart.items.size(), 2);
  EXPECT_TRUE(cart.holds("d"));
  apply(cart, event("Cart Viewed"));
  EXPECT_EQ(cart.items.size(), 2) << "a view that lists nothing says nothing";
  apply(cart, event("Order Completed"));
  EXPECT_TRUE(cart.items.empty());
}

TEST(Cart, OddEventsDoNoHarm) {
  Cart cart;
  apply(cart, event("Product Added"));
  apply(cart, event("Product Added", "{'product_id':7,'price':'cheap','quantity':-2}"));
  apply(cart, event("Product Added", "{'product_id':1e300,'price':1e300}"));
  apply(cart, event("Product Removed", "{'product_id':'nobody'}"));
  EXPECT_TRUE(cart.holds("7"));
  EXPECT_EQ(cart.items.size(), 2);
  for (int i = 0; i < 500; ++i) {
    apply(cart, event("Product Added", ("{'product_id':'p" + std::to_string(i) + "'}").c_str()));
  }
  EXPECT_LE(cart.items.size(), 200);
}

TEST(Profile, CountsByNameWindowSessionAndPage) {
  Profile profile;
  apply(profile, typed(EventType::page));
  apply(profile, event("Product Viewed", "{}", kNow - 2 * kHourMs, 1));
  apply(profile, typed(EventType::page));
  apply(profile, event("Product Viewed", "{}", kNow, 2));
  const EventLog& log = profile.log;
  EXPECT_EQ(log.lifetime("Product Viewed"), 2);
  EXPECT_EQ(log.since("Product Viewed", kNow - kHourMs), 1);
  EXPECT_EQ(log.in_session("Product Viewed", 2), 1);
  EXPECT_EQ(log.on_page("Product Viewed", 2), 1);
  EXPECT_EQ(log.lifetime("Page Viewed"), 2);
  EXPECT_EQ(log.lifetime("nothing"), 0);
}

TEST(Profile, TheLogIsBoundedAndTheCountersGoOn) {
  EventLog log;
  for (int i = 0; i < 5'000; ++i) log.add("often", kNow + i, 1, 1);
  EXPECT_EQ(log.lifetime("often"), 5'000);
  EXPECT_LE(log.latest.size(), kMaxLoggedEvents);
  EXPECT_GT(log.since("often", 0), 0);
  for (std::size_t i = 0; i < 2 * kMaxCountedNames; ++i) log.add("name " + std::to_string(i), kNow, 1, 1);
  EXPECT_EQ(log.counters.size(), kMaxCountedNames);
  log.add("often", kNow, 1, 1);
  EXPECT_EQ(log.lifetime("often"), 5'001) << "known names are still counted";
}

TEST(Profile, RemembersTraitsOfIdentifyOnly) {
  Profile profile;
  apply(profile, typed(EventType::identify, "{'city':'Huế','children':2}"));
  apply(profile, typed(EventType::identify, "{'children':3}"));
  apply(profile, typed(EventType::group, "{'plan':'plus'}"));
  EXPECT_TRUE(test::same(profile.traits, json("{'city':'Huế','children':3}")));
}

TEST(Profile, RecentlyViewedIsNewestFirstAndEachOnce) {
  Profile profile;
  for (const char* id : {"a", "b", "a", "c"}) {
    apply(profile, event("Product Viewed", (std::string("{'product_id':'") + id + "','category':'toys'}").c_str()));
  }
  ASSERT_EQ(profile.recent.size(), 3);
  EXPECT_EQ(profile.recent[0].id, "c");
  EXPECT_EQ(profile.recent[1].id, "a");
  for (int i = 0; i < 100; ++i) {
    apply(profile, event("Product Viewed", ("{'product_id':'p" + std::to_string(i) + "'}").c_str()));
  }
  EXPECT_EQ(profile.recent.size(), kMaxRecentItems);
}

TEST(Profile, AnOrderIsRemembered) {
  Profile profile;
  apply(profile, event("Product Added", "{'product_id':'a','price':100}"));
  apply(profile,
        event("Order Completed", "{'revenue':300,'products':[{'product_id':'a','category':'toys'},{'product_id':'b'}]}",
              kNow, 4));
  apply(profile, event("Order Completed", "{'total':50,'products':[{'product_id':'a'}]}", kNow + 1, 5));
  EXPECT_EQ(profile.purchases.orders, 2);
  EXPECT_DOUBLE_EQ(profile.purchases.revenue, 350);
  EXPECT_EQ(profile.purchases.last_session, 5);
  EXPECT_EQ(profile.purchases.items, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(strongest(profile.categories, kNow, 1), std::vector<std::string>{"toys"});
  EXPECT_TRUE(profile.cart.items.empty());
}

}  // namespace
}  // namespace waymark::profile
