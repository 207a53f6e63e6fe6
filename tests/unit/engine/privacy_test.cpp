#include <gtest/gtest.h>

#include <string>

#include "support/json_help.h"
#include "support/visits.h"
#include "support/world.h"

// What the visitor allows, asks to see and asks to have erased.
namespace waymark::test {
namespace {

constexpr TimeMs kNow = 1'767'578'400'000;

World started(const char* more = "{}") { return loaded(sending_config(more), kNow); }

void consent(World& world, const char* purposes, const char* more = "{}") {
  Value input = json("{'type':'consent'}");
  input.set("purposes", json(purposes));
  const Value members = json(more);
  for (const Member& member : members.members()) input.set(member.key, member.value);
  world.put(input);
}

Value exported(World& world) {
  world.put(json("{'type':'export','requestId':'1'}"));
  return world.last("exported")["data"];
}

/// The last event a destination has of a name.
Value collected(const World& world, const char* name) {
  Value found;
  for (const Value& event : world.collected()) {
    if (name_of(event) == name) found = event;
  }
  return found;
}

TEST(Withdrawal, IsToldToTheDestinationThatHadDataAndNothingElseFollows) {
  World world = started();
  world.track("A");
  const Value before = world.state()["visitor"]["id"];
  consent(world, "{'analytics':'denied','personalization':'denied'}", "{'version':'3'}");
  const Value notice = collected(world, "Consent Updated");
  EXPECT_TRUE(includes(json("{'properties':{'purposes':{'analytics':'denied','personalization':'denied'},"
                            "'withdrawn':['analytics','personalization'],'source':'site','version':'3'}}"),
                       notice))
      << text_of(notice);
  EXPECT_TRUE(notice["context"]["page"].is_null()) << "no more than it must say";
  world.track("B");
  world.advance(kHourMs);
  EXPECT_EQ(world.collected("B"), 0);
  EXPECT_TRUE(world.journal.empty());
  EXPECT_NE(world.state()["visitor"]["id"], before) << "a later yes begins anew";
}

TEST(Withdrawal, OfOnePurposeIsToldToItsDestinationOnlyWhereItWasGranted) {
  const char* two =
      "{'destinations':[{'id':'own','type':'segment','url':'/own','writeKey':'k'},"
      "{'id':'ads','type':'segment','url':'/ads','writeKey':'k','consent':['marketing']}]}";
  World world = started(two);
  const auto told = [&] {
    int count = 0;
    for (const Value& send : world.effects("send")) {
      if (send["destination"] == Value("ads") && send["body"].text().find("Consent Updated") != std::string::npos) {
        ++count;
      }
    }
    return count;
  };
  consent(world, "{'marketing':'denied'}");
  EXPECT_EQ(told(), 0) << "it never had anything";
  consent(world, "{'marketing':'granted'}");
  EXPECT_EQ(told(), 1);
  world.mark();
  consent(world, "{'marketing':'denied'}");
  EXPECT_EQ(told(), 1);
  world.mark();
  world.track("A");
  world.advance(kMinuteMs);
  for (const Value& send : world.effects("send")) EXPECT_NE(send["destination"], Value("ads"));
}

TEST(Withdrawal, ThatACrashCutsOffIsToldByTheNextPage) {
  World world = started();
  world.track("A");
  world.host.replies = {Value("networkFailure")};
  consent(world, "{'analytics':'denied','personalization':'denied'}");
  EXPECT_EQ(world.collected("Consent Updated"), 0);
  world.start();
  world.advance(kMinuteMs);
  EXPECT_EQ(world.collected("Consent Updated"), 1);
  EXPECT_TRUE(world.journal.empty());
}

TEST(Withdrawal, IsHeardByOtherTabs) {
  World one = started();
  one.track("A");
  World other(sending_config(), kNow);
  other.seed = "ffeeddccbbaa99887766554433221100";
  other.texts = one.texts;
  other.start();
  one.mark();
  consent(one, "{'personalization':'denied'}");
  Value peer = json("{'type':'peer'}");
  Value records = Value::array();
  for (const Value& effect : one.effects("append")) records.push(effect["record"]);
  peer.set("records", records);
  other.put(peer);
  EXPECT_EQ(other.state()["consent"]["personalization"], Value("denied"));
}

TEST(Proof, SaysWhatWasChosenWhenByWhomUnderWhichNotice) {
  World world = started();
  consent(world, "{'analytics':'granted'}", "{'version':'1'}");
  world.advance(kMinuteMs);
  consent(world, "{'analytics':'granted'}", "{'version':'2','source':'tcf','proof':'CQ-TC-string'}");
  world.advance(kMinuteMs);
  consent(world, "{'analytics':'granted'}", "{'version':'2'}");
  world.start();
  const Value data = exported(world);
  EXPECT_TRUE(same(data["consent"]["proofs"],
                   json("[{'at':1767578400000,'source':'site','version':'1','purposes':{'analytics':'granted'}},"
                        "{'at':1767578460000,'source':'tcf','version':'2','proof':'CQ-TC-string',"
                        "'purposes':{'analytics':'granted'}}]")))
      << text_of(data["consent"]);
}

TEST(Proof, OutlivesDenialAndForgettingAndIsBounded) {
  World world = started();
  for (int i = 0; i < 50; ++i) consent(world, i % 2 ? "{'marketing':'granted'}" : "{'marketing':'denied'}");
  consent(world, "{'analytics':'denied','personalization':'denied'}");
  world.put(json("{'type':'forget'}"));
  world.start();
  EXPECT_EQ(exported(world)["consent"]["proofs"].items().size(), 20);
}

TEST(Preset, StandsUntilTheVisitorChoosesAndIsNotRemembered) {
  World world = started();
  world.mark();
  consent(world, "{'analytics':'denied'}", "{'source':'gpc','preset':true}");
  EXPECT_TRUE(world.effects("append").empty()) << "destinations do not hear of what the browser says on each page";
  EXPECT_EQ(world.state()["consent"]["analytics"], Value("denied"));
  EXPECT_TRUE(exported(world)["consent"]["proofs"].items().empty()) << "nobody chose";
  world.start();
  EXPECT_EQ(world.state()["consent"]["analytics"], Value("granted"));
  consent(world, "{'analytics':'granted'}");
  consent(world, "{'analytics':'denied'}", "{'source':'gpc','preset':true}");
  EXPECT_EQ(world.state()["consent"]["analytics"], Value("granted")) << "a choice made here counts for more";
}

TEST(Export, HasAllThatIsKnownAndWaits) {
  World world = started("{'batch':{'maxAgeMs':60000}}");
  world.put(json("{'type':'event','event':{'type':'identify','userId':'u1','traits':{'name':'An'}}}"));
  world.track("Product Viewed", "{'product_id':'a','category':'toys'}");
  const Value data = exported(world);
  EXPECT_TRUE(includes(json("{'exportedAt':1767578400000,'visitor':{'userId':'u1','traits':{'name':'An'},"
                            "'recent':['a']},'consent':{'purposes':{'analytics':'granted'}},"
                            "'events':{'$length':1}}"),
                       data))
      << text_of(data);
}

TEST(Export, HoldsWhatIsHeld) {
  World world = started("{'consent':{'analytics':'unknown'}}");
  world.track("A");
  EXPECT_TRUE(includes(json("{'events':[{'name':'A'}]}"), exported(world)));
}

TEST(Forget, ErasesEverythingHereAndTellsTheDestinations) {
  World world = started();
  world.put(json("{'type':'event','event':{'type':'identify','userId':'u1','traits':{'name':'An'}}}"));
  world.track("Product Viewed", "{'product_id':'a','category':'toys'}");
  const Value before = world.state()["visitor"]["id"];
  world.host.replies = {Value(503.0)};
  world.track("waits");
  world.put(json("{'type':'forget'}"));
  world.advance(kHourMs);
  const Value told = collected(world, "Data Deletion Requested");
  EXPECT_EQ(told["anonymousId"], before);
  EXPECT_EQ(told["userId"], Value("u1"));
  EXPECT_EQ(world.collected("waits"), 0);
  EXPECT_TRUE(world.journal.empty());
  world.start();
  const Value data = exported(world);
  EXPECT_TRUE(includes(json("{'visitor':{'known':false,'traits':{},'recent':[]},'events':[]}"), data)) << text_of(data);
  EXPECT_NE(data["visitor"]["id"], before);
  EXPECT_EQ(text_of(data).find(before.text()), std::string::npos);
}

TEST(Forget, ThatACrashCutsOffBringsNothingBack) {
  World world = started();
  world.track("Product Viewed", "{'product_id':'a','category':'toys'}");
  const Value before = world.state()["visitor"]["id"];
  world.host.answers = false;
  world.put(json("{'type':'forget'}"));
  world.host.answers = true;
  world.texts.clear();
  world.start();
  EXPECT_NE(world.state()["visitor"]["id"], before);
  world.advance(kMinuteMs);
  EXPECT_EQ(world.collected("Data Deletion Requested"), 1);
}

TEST(Forget, IsHeardByOtherTabs) {
  World one = started();
  one.track("Product Viewed", "{'product_id':'a','category':'toys'}");
  World other(sending_config(), kNow);
  other.seed = "ffeeddccbbaa99887766554433221100";
  other.texts = one.texts;
  other.start();
  one.mark();
  one.put(json("{'type':'forget'}"));
  Value peer = json("{'type':'peer'}");
  Value records = Value::array();
  for (const Value& effect : one.effects("append")) records.push(effect["record"]);
  peer.set("records", records);
  other.put(peer);
  EXPECT_TRUE(includes(json("{'visitor':{'recent':[]}}"), other.state()));
}

TEST(Forget, WithoutConsentNobodyIsTold) {
  World world = started("{'consent':{'analytics':'denied'}}");
  world.put(json("{'type':'forget'}"));
  world.advance(kMinuteMs);
  EXPECT_EQ(world.collected().size(), 0);
}

}  // namespace
}  // namespace waymark::test
