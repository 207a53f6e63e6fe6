#include <gtest/gtest.h>

#include <string>

#include "support/json_help.h"
#include "support/visits.h"
#include "support/world.h"

// What becomes of an event on its way in: names, types, what must not be stored, who sent it, where from.
namespace waymark::test {
namespace {

constexpr TimeMs kNow = 1'767'578'400'000;
constexpr const char* kBoth = "{'consent':{'analytics':'unknown','personalization':'unknown'},";

World started(const std::string& more = "{}", const char* page = "{}") {
  World world(sending_config(more), kNow);
  world.page = with(std::move(world.page), page);
  world.start();
  world.mark();
  return world;
}

/// The record an event was journaled as.
Value record(const World& world) { return world.last("append")["record"]["event"]; }

void grant(World& world) {
  world.put(json("{'type':'consent','purposes':{'analytics':'granted','personalization':'granted'}}"));
}

TEST(Understanding, Ga4sEventsFeedTheProfile) {
  World world = started("{'journey':{'preset':'store'}}");
  world.track("add_to_cart", "{'items':[{'item_id':'kc01','item_category':'kids','price':129000,'quantity':2}]}");
  EXPECT_FALSE(world.last_event("Product Added").is_null());
  EXPECT_TRUE(includes(json("{'cart':{'ids':['kc01']},'journey':{'stage':'cart'}}"), world.state()));
}

TEST(Understanding, Ga4sNamesCanBeLeftAsTheyAre) {
  World world = started("{'vocabulary':{'ga4':false}}");
  world.track("add_to_cart", "{'items':[]}");
  EXPECT_EQ(record(world)["name"], Value("add_to_cart"));
}

TEST(Understanding, AWrongTypeIsToldOnceAPageCountedAndSent) {
  World world = started();
  for (int i = 0; i < 30; ++i) world.track("Product Viewed", "{'product_id':'a','price':'free'}");
  EXPECT_EQ(world.codes(), std::vector<std::string>{"event.propertyType"});
  EXPECT_EQ(world.effects("log")[0]["pointer"], Value("/event/properties/price"));
  EXPECT_EQ(world.collected("Product Viewed"), 30);
  EXPECT_EQ(record(world)["properties"]["price"], Value("free"));
  EXPECT_EQ(world.state()["stats"]["mistyped"], Value(30.0));
}

TEST(Understanding, ComplaintsAreBounded) {
  World world = started();
  for (int i = 0; i < 40; ++i) {
    std::string products = "[";
    for (int k = 0; k <= i * 5; ++k) products += std::string(k ? "," : "") + "{'product_id':'a','price':'x'}";
    world.track("Cart Viewed", "{'products':" + products + "]}");
  }
  EXPECT_LE(world.codes().size(), 60);
  EXPECT_EQ(world.collected("Cart Viewed"), 40);
}

TEST(Understanding, ChecksCanBeSwitchedOff) {
  World world = started("{'vocabulary':{'check':false}}");
  world.track("Product Viewed", "{'price':'199000'}");
  EXPECT_TRUE(world.codes().empty());
  EXPECT_EQ(record(world)["properties"]["price"], Value("199000"));
}

TEST(Understanding, WhatMustNotBeStoredIsNowhere) {
  World world = started("{}", "{'url':'https://shop.example/?email=an@mail.vn&token=t0ps3cret','title':'0912345678'}");
  world.track("Form Sent", "{'note':'an@mail.vn','card':'4111 1111 1111 1111'}");
  world.put(json("{'type':'event','event':{'type':'track','name':'x','context':{'who':'an@mail.vn'}}}"));
  world.visit("/p?phone=0912345678");
  world.advance(kMinuteMs);
  world.put(json("{'type':'lifecycle','state':'hidden'}"));
  for (const Value& effect : world.effects()) {
    const std::string text = text_of(effect);
    for (const char* secret : {"an@mail.vn", "t0ps3cret", "0912345678", "4111 1111"}) {
      EXPECT_EQ(text.find(secret), std::string::npos) << secret << " in " << text.substr(0, 400);
    }
  }
  EXPECT_GE(world.state()["stats"]["redacted"].number_or(0), 3);
}

TEST(Understanding, TraitsStayUnlessTheSiteSaysOtherwise) {
  const Value identify = json("{'type':'event','event':{'type':'identify','userId':'u','traits':{'email':'a@b.vn'}}}");
  World kept = started();
  kept.put(identify);
  EXPECT_EQ(record(kept)["traits"]["email"], Value("a@b.vn"));
  World taken = started("{'privacy':{'allow':[]}}");
  taken.put(identify);
  EXPECT_EQ(record(taken)["traits"]["email"], Value("[email]"));
}

TEST(Understanding, NothingIsStoredUnredactedUnderARefusedConfiguration) {
  World world(json("{'version':2}"), kNow);
  world.start();
  world.track("x", "{'note':'an@mail.vn'}");
  EXPECT_EQ(record(world)["properties"]["note"], Value("[email]"));
}

TEST(Programs, AreMarkedDroppedOrIgnored) {
  const char* headless = "{'userAgent':'Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/120.0.0.0 Safari/537.36'}";
  World marked = started("{}", headless);
  marked.track("A");
  EXPECT_EQ(record(marked)["context"]["bot"], Value("userAgent"));
  World driven = started("{}", "{'automated':true}");
  driven.visit("/next");
  EXPECT_EQ(record(driven)["context"]["bot"], Value("webdriver")) << "known from the start on";
  World dropped = started("{'bots':'drop'}", headless);
  dropped.track("A");
  EXPECT_EQ(dropped.effects("append").size(), 0);
  EXPECT_EQ(dropped.state()["stats"]["bots"], Value(1.0));
  World ignored = started("{'bots':'ignore'}", headless);
  ignored.track("A");
  EXPECT_TRUE(record(ignored)["context"]["bot"].is_null());
}

TEST(Attribution, IsOnEveryEventOfTheVisit) {
  World world = started("{}", "{'url':'https://shop.example/?utm_source=zalo&utm_medium=cpc&utm_campaign=tet'}");
  world.track("A");
  world.visit("/other", "push");
  world.track("Order Completed", "{'order_id':'1'}");
  EXPECT_TRUE(includes(json("{'campaign':{'source':'zalo','medium':'cpc','name':'tet'},"
                            "'attribution':{'channel':'Paid Social','source':'zalo','campaign':'tet'}}"),
                       record(world)["context"]))
      << text_of(record(world));
}

TEST(Attribution, FirstAndLastTouchOutliveVisitsAndPages) {
  World world = started("{}", "{'url':'https://shop.example/?utm_source=zalo&utm_medium=social'}");
  world.track("A");
  world.advance(kDayMs);
  world.page = json("{'url':'https://shop.example/','referrer':'https://www.google.com/'}");
  world.start();
  world.track("A");
  world.advance(kDayMs);
  world.page = json("{'url':'https://shop.example/'}");
  world.start();
  world.track("A");
  const Value state = world.state();
  EXPECT_EQ(state["session"]["channel"], Value("Direct"));
  EXPECT_EQ(state["touch"]["first"]["channel"], Value("Organic Social"));
  EXPECT_EQ(state["touch"]["last"]["channel"], Value("Organic Search"));
}

TEST(Attribution, ACampaignInsideAVisitIsATouchWhereItSplitsNone) {
  World world = started("{'session':{'splitOnCampaign':false}}");
  world.track("A");
  world.visit("/?utm_source=news&utm_medium=email");
  const Value state = world.state();
  EXPECT_EQ(state["session"]["number"], Value(1.0));
  EXPECT_EQ(state["session"]["channel"], Value("Direct"));
  EXPECT_EQ(state["touch"]["last"]["channel"], Value("Email"));
}

TEST(Visit, CountsEngagedTimeAsItIsTold) {
  World world = started("{}");
  const auto engaged = [&](const char* added) {
    world.put(
        json(std::string("{'type':'signal','kind':'engagement','detail':{'action':'time','activeMs':1,'addedMs':") +
             added + "}}"));
  };
  engaged("30000");
  engaged("12500");
  EXPECT_EQ(world.state()["session"]["activeMs"], Value(42'500.0));
  // A page that comes after a crash has it from the journal, and another visit begins anew.
  world.start();
  EXPECT_EQ(world.state()["session"]["activeMs"], Value(42'500.0));
  world.advance(kDayMs);
  world.track("A");
  EXPECT_EQ(world.state()["session"]["activeMs"], Value(0.0));
  for (const char* odd : {"-5", "1e300", "\'x\'", "null"}) engaged(odd);
  EXPECT_EQ(world.state()["session"]["activeMs"], Value(static_cast<double>(kDayMs)));
}

TEST(BeforeConsent, CookielessSendsUnderAnIdOfTheDayAndStoresNothing) {
  const std::string config = std::string(kBoth) + "'privacy':{'beforeConsent':'cookieless'}}";
  World world = started(config, "{'userAgent':'Mozilla/5.0 (X)','language':'vi'}");
  world.track("A");
  world.visit("/next");
  world.put(json("{'type':'event','event':{'type':'identify','userId':'u1'}}"));
  world.put(json("{'type':'lifecycle','state':'hidden'}"));
  world.put(json("{'type':'lifecycle','state':'visible'}"));
  EXPECT_EQ(world.collected("A"), 1);
  EXPECT_EQ(world.collected("identify"), 0) << "says who somebody is: it waits";
  EXPECT_TRUE(world.effects("append").empty());
  EXPECT_TRUE(world.texts.empty());
  EXPECT_TRUE(world.journal.empty());
  const Value id = world.collected()[0]["anonymousId"];
  EXPECT_EQ(id.text_or()[14], '8') << "a UUID made of a hash says so";
  world.start();
  world.track("B");
  EXPECT_EQ(world.collected().back()["anonymousId"], id) << "the same all day";
  EXPECT_EQ(world.collected().back()["context"]["session"]["id"], id);
  world.advance(kDayMs);
  world.track("C");
  EXPECT_NE(world.collected().back()["anonymousId"], id) << "and another one tomorrow";
}

TEST(BeforeConsent, CookielessEndsWithTheAnswer) {
  const std::string config = std::string(kBoth) + "'privacy':{'beforeConsent':'cookieless'}}";
  World world = started(config);
  world.put(json("{'type':'event','event':{'type':'identify','userId':'u1'}}"));
  grant(world);
  EXPECT_EQ(world.collected("identify"), 1);
  EXPECT_FALSE(world.texts.empty());
  EXPECT_EQ(world.state()["visitor"]["userId"], Value("u1"));
  World denied = started(config);
  denied.put(json("{'type':'consent','purposes':{'analytics':'denied','personalization':'denied'}}"));
  denied.track("A");
  EXPECT_EQ(denied.collected("A"), 0);
}

TEST(BeforeConsent, NothingRecordsNothing) {
  World world = started(std::string(kBoth) + "'privacy':{'beforeConsent':'nothing'}}");
  world.track("A");
  grant(world);
  world.track("B");
  EXPECT_EQ(world.collected("A"), 0);
  EXPECT_EQ(world.collected("B"), 1);
}

TEST(Consent, StandsInTheContextWhereAnybodyWasAsked) {
  World world = started("{'consent':{'marketing':'denied'}}");
  world.track("A");
  EXPECT_TRUE(same(record(world)["context"]["consent"],
                   json("{'categoryPreferences':{'analytics':true,'personalization':true,'marketing':false}}")));
  World unasked = started();
  unasked.track("A");
  EXPECT_TRUE(record(unasked)["context"]["consent"].is_null());
}

TEST(Retention, ForgetsAVisitorWhoStaysAwayButNotTheirChoices) {
  World world = started("{'privacy':{'retentionDays':30}}");
  grant(world);
  world.track("Product Viewed", "{'product_id':'a'}");
  const Value id = world.state()["visitor"]["id"];
  world.advance(29 * kDayMs);
  world.start();
  EXPECT_EQ(world.state()["visitor"]["id"], id);
  world.advance(31 * kDayMs);
  world.start();
  EXPECT_NE(world.state()["visitor"]["id"], id);
  EXPECT_TRUE(includes(json("{'visitor':{'recent':[]},'consent':{'analytics':'granted'}}"), world.state()));
}

TEST(BadInput, HostileNamesKeysAndTimes) {
  World world = started();
  world.put(
      json("{'type':'event','event':{'type':'track','name':'Product Viewed','properties':"
           "{'__proto__':{'x':1},'constructor':1,'product_id':'a','':'','toString':'t'}}}"));
  Value call = json("{'type':'event','event':{'type':'track','name':'x','properties':{}}}");
  Value properties = json("{}");
  properties.set(std::string(1'000'000, 'k'), Value("v"));
  Value event = call["event"];
  event.set("properties", properties);
  call.set("event", event);
  world.put(call);
  EXPECT_EQ(world.collected("Product Viewed"), 1);
  EXPECT_EQ(world.collected("x"), 1);
  for (const TimeMs at : {TimeMs{0}, TimeMs{2'147'483'648'000}, TimeMs{4'102'444'800'000}, TimeMs{1}}) {
    world.now = at;
    world.track("when");
    world.put(json("{'type':'consent','purposes':{'marketing':'granted'}}"));
  }
  world.now = kNow;
  world.track("after");
  EXPECT_EQ(world.collected("after"), 1);
}

TEST(BadInput, ManyChoicesAndStrangePurposes) {
  World world = started();
  Value input = json("{'type':'consent'}");
  Value purposes = json("{'__proto__':'granted','':'denied'}");
  for (int i = 0; i < 300; ++i) purposes.set("p" + std::to_string(i), Value("granted"));
  input.set("purposes", purposes);
  world.put(input);
  world.track("A");
  EXPECT_EQ(world.collected("A"), 1);
  EXPECT_LE(world.state()["consent"].members().size(), 52);
}

}  // namespace
}  // namespace waymark::test
