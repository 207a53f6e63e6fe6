#include <gtest/gtest.h>

#include <string>

#include "support/json_help.h"
#include "support/visits.h"
#include "support/world.h"

// Consent, reset, other tabs and the journey: what is known about the visitor, seen from outside.
namespace waymark::test {
namespace {

constexpr TimeMs kNow = 1'767'578'400'000;

World started(const char* more = "{}") { return loaded(sending_config(more), kNow); }

void consent(World& world, const char* purposes) {
  Value input = json("{'type':'consent'}");
  input.set("purposes", json(purposes));
  world.put(input);
}

TEST(Consent, AnalyticsAloneCountsButLearnsNothing) {
  World world = started("{'consent':{'personalization':'denied'}}");
  world.track("Product Viewed", "{'product_id':'a','category':'toys'}");
  EXPECT_EQ(world.collected("Product Viewed"), 1);
  EXPECT_TRUE(includes(
      json("{'visitor':{'recent':[],'favouriteCategories':[]},'counters':{'Product Viewed':{'$absent':true}}}"),
      world.state()));
}

TEST(Consent, PersonalizationAloneLearnsButSendsNothing) {
  World world = started("{'consent':{'analytics':'denied'}}");
  world.track("Product Viewed", "{'product_id':'a','category':'toys'}");
  world.advance(kMinuteMs);
  EXPECT_EQ(world.effects("send").size(), 0);
  EXPECT_TRUE(includes(json("{'visitor':{'recent':['a']}}"), world.state()));
  EXPECT_TRUE(world.journal.empty()) << "kept only until a snapshot includes it";
  world.start();
  EXPECT_TRUE(includes(json("{'visitor':{'recent':['a']}}"), world.state()));
}

TEST(Consent, DenialErasesWhatWaits) {
  World world = started("{'batch':{'maxAgeMs':60000}}");
  world.track("A");
  consent(world, "{'analytics':'denied','personalization':'denied'}");
  world.advance(10 * kMinuteMs);
  EXPECT_EQ(world.collected("A"), 0);
  EXPECT_TRUE(world.journal.empty());
  EXPECT_EQ(world.texts["waymark.snapshot"].find("Page"), std::string::npos);
  world.start();
  consent(world, "{'analytics':'granted','personalization':'granted'}");
  world.advance(10 * kMinuteMs);
  EXPECT_EQ(world.collected("A"), 0) << "a later yes brings nothing back";
}

TEST(Consent, TheJourneyIsForgottenWithTheProfile) {
  World world = started("{'journey':{'preset':'store'}}");
  world.track("Product Added", "{'product_id':'a','price':1}");
  EXPECT_EQ(world.state()["journey"]["stage"], Value("cart"));
  consent(world, "{'personalization':'denied'}");
  EXPECT_EQ(world.state()["journey"]["stage"], Value("visit"));
}

TEST(Consent, HeldEventsAreBoundedAndTheOldestGivesWay) {
  World world = started("{'consent':{'analytics':'unknown'}}");
  for (int i = 0; i < 600; ++i) world.track(i == 0 ? "first" : "A");
  EXPECT_TRUE(includes(json("{'stats':{'held':500,'lost':{'heldFull':100}}}"), world.state()));
  consent(world, "{'analytics':'granted'}");
  world.advance(kMinuteMs);
  EXPECT_EQ(world.collected("A"), 500);
  EXPECT_EQ(world.collected("first"), 0);
}

TEST(Reset, ForgetsTheVisitorAndAllThatWaits) {
  World world = started(
      "{'batch':{'maxAgeMs':60000},'rules':[{'id':'r','on':{'any':[{'type':'event','name':'A'}]},"
      "'do':[{'type':'message','template':'bar','content':{'en':{'title':'x'}}}]}]}");
  world.put(json("{'type':'event','event':{'type':'identify','userId':'u1','traits':{'city':'Huế'}}}"));
  world.track("A");
  world.advance(5'000);
  const Value before = world.state();
  world.mark();
  world.put(json("{'type':'reset'}"));
  EXPECT_EQ(world.effects("hideMessage").size(), 1);
  EXPECT_EQ(world.effects("remove").size(), 1);
  EXPECT_TRUE(world.journal.empty());
  const Value after = world.state();
  EXPECT_NE(after["visitor"]["id"], before["visitor"]["id"]);
  EXPECT_TRUE(includes(
      json("{'visitor':{'userId':{'$absent':true},'known':false,'recent':[]},'counters':{'A':{'$absent':true}},"
           "'session':{'number':0},'messages':[],'stats':{'queued':0}}"),
      after))
      << text_of(after);
  world.track("B");
  world.advance(kMinuteMs);
  world.advance(kMinuteMs);
  EXPECT_EQ(world.collected("B"), 1);
  world.start();
  EXPECT_EQ(world.state()["visitor"]["id"], after["visitor"]["id"]);
  EXPECT_EQ(world.state()["counters"]["A"], Value());
}

/// Two tabs of one browser share what is stored; each record one appends reaches the other.
struct Tabs {
  World one;
  World two;

  explicit Tabs(const char* more) : one(sending_config(more), kNow), two(sending_config(more), kNow) {
    two.seed = "ffeeddccbbaa99887766554433221100";
    one.start();
    two.start();
  }

  static void tell(const World& from, World& to) {
    Value input = json("{'type':'peer'}");
    Value records = Value::array();
    for (const Value& append : from.effects("append")) records.push(append["record"]);
    input.set("records", std::move(records));
    to.put(input);
  }
};

TEST(Peer, WhatAnotherTabDidIsKnownHereAndNotSentTwice) {
  Tabs tabs("{'journey':{'preset':'store'}}");
  tabs.one.track("Product Added", "{'product_id':'a','category':'toys','price':10}");
  Tabs::tell(tabs.one, tabs.two);
  Tabs::tell(tabs.one, tabs.two);
  const Value state = tabs.two.state();
  EXPECT_TRUE(includes(json("{'cart':{'ids':['a']},'counters':{'Product Added':1},'journey':{'stage':'cart'},"
                            "'session':{'number':1},'stats':{'queued':0}}"),
                       state))
      << text_of(state);
  EXPECT_EQ(tabs.two.effects("send").size(), 0);
  tabs.two.track("Product Viewed", "{'product_id':'b'}");
  EXPECT_EQ(tabs.two.last("append")["record"]["event"]["session"]["id"],
            tabs.one.last("append")["record"]["event"]["session"]["id"]);
}

TEST(Peer, AMessageDismissedThereIsHiddenHere) {
  Tabs tabs(
      "{'rules':[{'id':'r','on':{'any':[{'type':'event','name':'A'}]},"
      "'do':[{'type':'message','template':'bar','content':{'en':{'title':'x'}}}]}]}");
  tabs.one.track("A");
  tabs.two.track("A");
  const Value shown = tabs.two.last("showMessage");
  tabs.one.outcome(tabs.one.last("showMessage")["decisionId"].text_or(), "dismissed");
  Tabs::tell(tabs.one, tabs.two);
  const Value hidden = tabs.two.last("hideMessage");
  EXPECT_EQ(hidden["decisionId"], shown["decisionId"]);
  EXPECT_EQ(hidden["reason"], Value("peer"));
}

TEST(Peer, DoesNotChangeWhatThisPageShows) {
  Tabs tabs("{}");
  const std::string catalogue = read_file("tests/scenarios/data/catalogue.json");
  tabs.two.load("catalogue", catalogue);
  tabs.two.visit("/p/kc01");
  tabs.two.track("Product Viewed", "{'product_id':'kc01','category':'kids-clothes'}");
  tabs.one.track("Product Viewed", "{'product_id':'ty01','category':'toys'}");
  Tabs::tell(tabs.one, tabs.two);
  tabs.two.put(json("{'type':'recommend','requestId':'r','strategy':'similar','limit':1}"));
  EXPECT_EQ(tabs.two.last("recommendations")["items"].items()[0]["category"], Value("kids-clothes"));
}

TEST(Identity, ACookieOrALinkCountsMoreThanTheSnapshotAndTakesNothingFromIt) {
  World world = started();
  world.track("Product Viewed", "{'product_id':'a'}");
  const Value first = world.last("append")["record"]["event"]["anonymousId"];
  world.advance(kMinuteMs);
  world.start();
  world.track("Again");
  EXPECT_EQ(world.last("append")["record"]["event"]["anonymousId"], first);
  world.host.anonymous_id = "server-made-id.17";
  world.start();
  world.track("Known");
  const Value known = world.last_event("Known");
  EXPECT_EQ(known["anonymousId"], Value("server-made-id.17"));
  EXPECT_EQ(known["session"]["number"], Value(1.0));
  world.host.anonymous_id.clear();
  world.start();
  world.track("Remembered");
  EXPECT_EQ(world.last_event("Remembered")["anonymousId"], Value("server-made-id.17"));
}

TEST(Journey, LifecycleFollowsTheCustomer) {
  World world = started();
  const auto stage = [&] { return std::string(world.state()["journey"]["stage"].text_or()); };
  EXPECT_EQ(stage(), "awareness");
  for (int i = 0; i < 3; ++i) world.track("Product Viewed", "{'product_id':'a'}");
  EXPECT_EQ(stage(), "consideration");
  world.track("Checkout Started");
  EXPECT_EQ(stage(), "purchase");
  world.track("Order Completed", "{'revenue':10}");
  EXPECT_EQ(stage(), "purchase");
  world.advance(5 * kDayMs);
  world.visit("/");
  EXPECT_EQ(stage(), "retention");
  world.track("Product Reviewed");
  EXPECT_EQ(stage(), "advocacy");
}

TEST(Journey, APromisingVisitorWhoStaysAwayIsOneWhoLooksAgain) {
  World world = started();
  world.track("Product Added", "{'product_id':'a'}");
  EXPECT_EQ(world.state()["journey"]["stage"], Value("consideration"));
  world.advance(31 * kDayMs);
  world.visit("/");
  EXPECT_EQ(world.state()["journey"]["stage"], Value("awareness"));
}

}  // namespace
}  // namespace waymark::test
