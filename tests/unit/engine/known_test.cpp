#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "support/json_help.h"
#include "support/visits.h"
#include "support/world.h"

// Profile, journey, segments and identity through the seam.
namespace waymark::test {
namespace {

constexpr TimeMs kNow = 1'767'578'400'000;

World started(const char* more = "{}") { return loaded(sending_config(more), kNow); }

Value asked(World& world, const char* of) {
  Value input = json("{'type':'export','requestId':'1'}");
  input.set("of", Value(of));
  world.put(input);
  return world.last("exported")["data"];
}

void merge(World& world, const Value& profile) {
  Value input = json("{'type':'mergeProfile'}");
  input.set("profile", profile);
  world.put(input);
}

void identify(World& world, const char* user) {
  Value input = json("{'type':'event'}");
  Value event = json("{'type':'identify'}");
  event.set("userId", Value(user));
  input.set("event", event);
  world.put(input);
}

TEST(AbandonedCart, IsToldOnceAfterItsQuietTimeOverReloads) {
  World world = started("{'cart':{'abandonedAfterMs':3600000}}");
  world.track("Product Added", "{'product_id':'a','price':500,'quantity':2}");
  world.advance(30 * kMinuteMs);
  world.track("Product Added", "{'product_id':'b','price':50}");
  world.start();
  world.advance(59 * kMinuteMs);
  EXPECT_EQ(world.collected("Cart Abandoned"), 0);
  world.advance(kMinuteMs);
  ASSERT_EQ(world.collected("Cart Abandoned"), 1);
  const Value last = world.collected().back();
  EXPECT_TRUE(includes(json("{'properties':{'value':1050,'quietMs':3600000}}"), last)) << text_of(last);
  world.start();
  world.advance(kDayMs);
  EXPECT_EQ(world.collected("Cart Abandoned"), 1);
  world.track("Product Removed", "{'product_id':'b'}");
  world.advance(2 * kHourMs);
  EXPECT_EQ(world.collected("Cart Abandoned"), 2) << "another state of the cart";
  world.track("Order Completed", "{'order_id':'o1'}");
  world.advance(kDayMs);
  EXPECT_EQ(world.collected("Cart Abandoned"), 2);
}

TEST(AbandonedCart, IsNoVisit) {
  World world = started();
  world.track("Product Added", "{'product_id':'a'}");
  world.advance(3 * kHourMs);
  ASSERT_EQ(world.collected("Cart Abandoned"), 1);
  EXPECT_TRUE(includes(json("{'session':{'number':1}}"), world.state()));
}

TEST(AbandonedCart, TwoTabsTellOneEvent) {
  const auto told = [] {
    World world = started();
    world.track("Product Added", "{'product_id':'a'}");
    world.advance(2 * kHourMs);
    return world.collected().back()["messageId"];
  };
  EXPECT_EQ(told(), told()) << "the same visitor, the same cart, the same id";
}

TEST(Profile, IsReadMergedAndExported) {
  World phone = started();
  phone.track("Product Viewed", "{'product_id':'a','category':'toys','brand':'Lego','price':129000}");
  phone.track("Points Earned", "{'points':5}");
  World laptop(sending_config(), kNow);
  laptop.seed = "ffeeddccbbaa99887766554433221100";
  laptop.start();
  laptop.track("Product Viewed", "{'product_id':'b','category':'toys'}");
  laptop.mark();
  const Value parts = asked(phone, "parts");
  for (int again = 0; again < 3; ++again) merge(laptop, parts);
  EXPECT_EQ(laptop.effects("send").size(), 0) << "no destination gets it";
  const Value known = asked(laptop, "profile");
  EXPECT_TRUE(
      includes(json("{'visitor':{'favouriteBrands':['Lego'],'priceBand':'100000'},'loyalty':{'points':5}}"), known))
      << text_of(known);
  EXPECT_EQ(known["visitor"]["recent"].items().size(), 2);
  bool told = false;
  for (const Value& forward : laptop.effects("forward")) {
    told = told || includes(json("{'name':'profileChanged','payload':{'by':'Profile Merged'}}"), forward);
  }
  EXPECT_TRUE(told);
  laptop.start();
  EXPECT_EQ(asked(laptop, "profile")["visitor"]["recent"].items().size(), 2) << "it is kept";
}

TEST(Profile, TheServersPlainWordIsTakenAnyNumberOfTimes) {
  World world = started();
  const Value told = json(
      "{'updatedAt':1767500000000,'traits':{'loyaltyTier':'gold'},'favourites':['p9'],"
      "'orders':[{'order_id':'o1','at':1766570400000,'total':350000,'products':[{'product_id':'p1','category':'toys'}]}"
      "]}");
  merge(world, told);
  const std::string once = text_of(asked(world, "profile")["visitor"]);
  merge(world, told);
  EXPECT_EQ(text_of(asked(world, "profile")["visitor"]), once);
  EXPECT_TRUE(includes(json("{'orders':1,'revenue':350000,'favourites':['p9'],'favouriteCategories':['toys']}"),
                       asked(world, "profile")["visitor"]));
  world.mark();
  merge(world, json("{'parts':[7,{'id':'x','orders':[[1,2,3,4],['o2','late']]}],'orders':[{'at':1}]}"));
  EXPECT_EQ(world.codes(), std::vector<std::string>{"profile.invalid"});
  EXPECT_TRUE(includes(json("{'orders':1}"), asked(world, "profile")["visitor"]));
  world.mark();
  merge(world, Value("text"));
  merge(world, json("{'traits':{'big':'" + std::string(200'000, 'x') + "'}}"));
  EXPECT_EQ(world.codes(), (std::vector<std::string>{"profile.invalid", "profile.tooLarge"}));
}

TEST(Profile, EventsOfOtherDevicesAreTheirs) {
  World server = started();
  server.put(
      json("{'type':'event','event':{'type':'track','name':'Order Completed','anonymousId':'till-3',"
           "'properties':{'order_id':'o7','total':120000},'context':{'channel':'store'}}}"));
  EXPECT_EQ(server.collected().front()["anonymousId"], Value("till-3"));
  const Value parts = asked(server, "parts")["parts"];
  EXPECT_NE(std::find_if(parts.items().begin(), parts.items().end(),
                         [](const Value& part) { return part["id"] == Value("till-3"); }),
            parts.items().end());
  EXPECT_TRUE(includes(json("{'visitor':{'orders':1},'journey':{'touchpoints':{'awareness':{'store':1}}}}"),
                       asked(server, "profile")));
}

TEST(Profile, StaysSmallWhateverComes) {
  World world = started("{'destinations':[],'batch':{'maxAgeMs':60000}}");
  for (int i = 0; i < 600; ++i) {
    world.advance(2 * kSecondMs);
    const std::string n = std::to_string(i) + std::string(100, 'x');
    world.track("Event " + n, "{'product_id':'" + n + "'}");
    world.track("Product Viewed", "{'product_id':'" + n + "','category':'" + n + "','brand':'" + n + "'}");
    world.track("Product Added", "{'product_id':'" + n + "','category':'" + n + "'}");
    world.track("Product Added to Wishlist", "{'product_id':'" + n + "'}");
    if (i % 10 == 0) {
      world.track("Order Completed", "{'order_id':'" + n + "','total':1,'products':[{'product_id':'" + n +
                                         "','category':'" + n + "'},{'product_id':'b" + n + "','category':'" + n +
                                         "'}]}");
    }
  }
  world.advance(kMinuteMs);
  EXPECT_LE(world.texts["waymark.snapshot"].size(), 64'000);
  const auto codes = world.codes();
  EXPECT_NE(std::find(codes.begin(), codes.end(), "profile.trimmed"), codes.end()) << "and says so";
  EXPECT_GE(world.state()["trimmed"].number_or(0), 1);
  EXPECT_EQ(world.state()["visitor"]["orders"], Value(60.0));
}

TEST(Identity, AnotherUserIsAnotherVisitor) {
  World world = started();
  world.track("Product Viewed", "{'product_id':'a','category':'toys'}");
  identify(world, "u1");
  const Value first = world.collected().back()["anonymousId"];
  identify(world, "u1");
  world.put(json("{'type':'event','event':{'type':'alias','userId':'u1b','previousId':'u1'}}"));
  EXPECT_EQ(world.collected().back()["anonymousId"], first) << "an alias is the same person";
  world.mark();
  identify(world, "u2");
  EXPECT_EQ(world.codes(), std::vector<std::string>{"identity.another"});
  EXPECT_NE(world.collected().back()["anonymousId"], first);
  EXPECT_TRUE(includes(json("{'visitor':{'userId':'u2','recent':[]},'session':{'number':1}}"), world.state()));
  world.start();
  EXPECT_TRUE(includes(json("{'visitor':{'userId':'u2','recent':[]}}"), world.state())) << "after a reload, too";
}

TEST(Standing, SegmentsAndPersonasFollowTheEvents) {
  World world = started(
      "{'segments':[{'id':'looker','when':{'>':[{'ev.count':['Product Viewed','session']},0]},'events':true}],"
      "'personas':[{'id':'parent','name':'Lan','scores':[{'when':{'in':['toys',{'var':'visitor.favouriteCategories'}]},"
      "'points':3},{'when':{'>':[{'var':'visitor.orders'},0]}}]},"
      "{'id':'reader','scores':[{'when':{'in':['books',{'var':'visitor.favouriteCategories'}]}}]}]}");
  world.track("Product Viewed", "{'product_id':'a','category':'toys'}");
  EXPECT_TRUE(includes(json("{'segments':['looker'],'persona':'parent','personas':{'parent':0.75,'reader':0}}"),
                       world.state()["visitor"]));
  EXPECT_EQ(world.collected("Segment Entered"), 1);
  world.start();
  world.track("Product Viewed", "{'product_id':'a','category':'toys'}");
  EXPECT_EQ(world.collected("Segment Entered"), 1) << "not again after a reload";
  world.advance(kHourMs);
  world.track("A");
  EXPECT_EQ(world.collected("Segment Left"), 1);
}

TEST(Loyalty, CountsPointsOfEventsAndOrders) {
  World world =
      started("{'loyalty':{'moneyPerPoint':10000,'tiers':[{'id':'gold','points':500},{'id':'silver','points':30}]}}");
  world.track("Order Completed", "{'order_id':'o1','total':255000}");
  world.track("Points Earned", "{'points':10}");
  world.track("Points Spent", "{'points':8}");
  EXPECT_TRUE(includes(json("{'points':27,'earned':35,'tier':'silver','nextTier':'gold','toNext':465}"),
                       asked(world, "profile")["loyalty"]));
}

TEST(Journeys, OfTheSitesOwnRegressAndScore) {
  World world = started(
      "{'journey':{'stages':[{'id':'stranger'},{'id':'member','entry':{'var':'visitor.known'},'regress':false},"
      "{'id':'buyer','entry':{'>':[{'var':'cart.items'},0]},'score':{'+':[{'var':'cart.value'},1]}}]}}");
  EXPECT_TRUE(includes(json("{'journey':{'stage':'stranger','preset':'custom','score':0}}"), world.state()));
  identify(world, "u1");
  world.track("Product Added", "{'product_id':'a','price':41}");
  EXPECT_TRUE(includes(json("{'journey':{'stage':'buyer','score':42,'touchpoints':{'stranger':{'Direct':1}}}}"),
                       world.state()));
  world.advance(kMinuteMs);
  world.track("Product Removed", "{'product_id':'a'}");
  EXPECT_TRUE(includes(json("{'journey':{'stage':'member','score':50,'spentMs':{'buyer':60000}}}"), world.state()));
  EXPECT_EQ(world.collected("Stage Entered"), 3);
  World refused(sending_config("{'journey':{'stages':[{'id':'a'},{'id':'a','entry':{'nope':1}}]}}"), kNow);
  refused.start();
  EXPECT_EQ(refused.codes().front(), "config.invalid") << "two of one name";
}

TEST(Times, JumpsMidnightAndThe2038ThatIsNone) {
  for (const TimeMs start : {TimeMs{2'147'483'640'000}, kLatestMs - kDayMs, TimeMs{1}}) {
    World world(sending_config(), start);
    world.start();
    world.track("Product Added", "{'product_id':'a','category':'toys','price':5}");
    world.advance(20 * kSecondMs);
    EXPECT_TRUE(includes(json("{'cart':{'items':1},'visitor':{'favouriteCategories':['toys']}}"), world.state()))
        << start;
  }
  World ahead(sending_config(), kNow + 3'650 * kDayMs);
  ahead.start();
  ahead.put(json("{'type':'event','event':{'type':'identify','traits':{'city':'Huế'}}}"));
  ahead.now = kNow;
  ahead.put(json("{'type':'event','event':{'type':'identify','traits':{'city':'Vinh'}}}"));
  EXPECT_TRUE(includes(json("{'visitor':{'traits':{'city':'Vinh'}}}"), ahead.state())) << "a clock put right wins";
}

TEST(Names, ThatAreHostileAreNames) {
  World world = started();
  world.put_text(
      R"({"type":"event","event":{"type":"identify","traits":{"__proto__":{"a":1},"constructor":"x","":"none"}}})");
  world.track("__proto__", "{'__proto__':1}");
  world.track("Product Viewed", "{'product_id':'__proto__','category':'constructor'}");
  EXPECT_TRUE(includes(json("{'visitor':{'traits':{'__proto__':{'a':1}},'recent':['__proto__'],"
                            "'affinity':{'constructor':1}},'counters':{'__proto__':1}}"),
                       world.state()));
  world.start();
  EXPECT_TRUE(includes(json("{'visitor':{'traits':{'__proto__':{'a':1}}}}"), world.state()));
}

}  // namespace
}  // namespace waymark::test
