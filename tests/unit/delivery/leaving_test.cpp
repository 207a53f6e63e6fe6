#include <gtest/gtest.h>

#include <string>

#include "support/json_help.h"
#include "support/world.h"

// Pages that are left, tabs that are closed: what was on its way, and who sends the rest.
namespace waymark::test {
namespace {

constexpr TimeMs kNow = 1'767'578'400'000;

World started(const char* more = "{}") {
  Value config = json(
      "{'version':1,'batch':{'maxAgeMs':1000},"
      "'destinations':[{'id':'own','type':'ndjson','url':'/v1/events','writeKey':'k'}]}");
  const Value members = json(more);
  for (const Member& member : members.members()) config.set(member.key, member.value);
  World world(config, kNow);
  world.start();
  world.mark();
  return world;
}

Value lifecycle(const char* state) {
  Value input = json("{'type':'lifecycle'}");
  input.set("state", Value(state));
  return input;
}

/// Leaves before any reply can come back.
void leave(World& world) {
  world.host.latency_ms = kDayMs;
  world.put(lifecycle("hidden"));
  world.put(lifecycle("leaving"));
  world.host.latency_ms = 0;
}

TEST(Leaving, ACollectorThatHasTheBatchIsSentNoSecondCopy) {
  World world = started();
  for (int i = 0; i < 20; ++i) world.track("A");
  leave(world);
  EXPECT_EQ(world.collected("A"), 20);
  EXPECT_EQ(world.texts.count("waymark.sent." + std::string(world.journal[0]["origin"].text())), 1);
  world.advance(100);
  world.start();
  world.track("B");
  world.advance(5'000);
  EXPECT_EQ(world.collected("A"), 20);
  EXPECT_EQ(world.collected("B"), 1);
  EXPECT_EQ(world.duplicates, 0);
  EXPECT_TRUE(world.journal.empty());
  EXPECT_EQ(world.texts.size(), 1) << "only the snapshot is left";
}

TEST(Leaving, RecordsWhoseDeletionThePageDidNotSurviveAreNotSentAgain) {
  World world = started();
  for (int i = 0; i < 3; ++i) world.track("A");
  const std::vector<Value> journal = world.journal;
  world.put(lifecycle("hidden"));
  ASSERT_EQ(world.released.size(), 3);
  world.put(lifecycle("leaving"));
  world.journal = journal;
  world.start();
  world.track("B");
  world.advance(5'000);
  EXPECT_EQ(world.collected("A"), 3);
  EXPECT_EQ(world.duplicates, 0);
  EXPECT_TRUE(world.journal.empty());
}

TEST(Leaving, AReplyCutOffWithItsPageIsAskedForByThePageThatLivesOn) {
  World world = started();
  world.host.replies = {Value("unknown"), Value(200.0)};
  world.host.answers = false;
  world.track("A");
  world.put(lifecycle("hidden"));
  Value failed = json("{'type':'sendResult','outcome':'networkFailure'}");
  failed.set("batchId", world.last("send")["batchId"]);
  world.host.answers = true;
  world.put(failed);
  world.put(lifecycle("visible"));
  world.advance(5'000);
  EXPECT_EQ(world.collected("A"), 1);
  EXPECT_EQ(world.duplicates, 0) << "it had arrived";
}

TEST(Leaving, WithNothingToSendTheNextPageStillAsks) {
  World world = started();
  world.track("A");
  leave(world);
  world.start();
  world.advance(5'000);
  EXPECT_EQ(world.duplicates, 0);
  EXPECT_TRUE(world.journal.empty());
}

TEST(Leaving, WhatTheCollectorDoesNotHaveIsSentAgain) {
  World world = started();
  world.track("A");
  world.host.replies = {Value("networkFailure"), Value("networkFailure")};
  leave(world);
  world.start();
  world.track("B");
  world.advance(5'000);
  EXPECT_EQ(world.collected("B"), 1);
  EXPECT_EQ(world.collected("A"), 0) << "it may still arrive";
  world.advance(10'000);
  EXPECT_EQ(world.collected("A"), 1);
  EXPECT_TRUE(world.journal.empty());
}

TEST(Leaving, ACollectorThatKeepsNoReceiptsIsSentItAtOnce) {
  World world = started();
  world.host.receipts = false;
  world.track("A");
  leave(world);
  world.start();
  world.advance(5'000);
  EXPECT_EQ(world.collected("A"), 1);
  EXPECT_EQ(world.duplicates, 1) << "one copy more at the most";
  EXPECT_TRUE(world.journal.empty());
}

TEST(Leaving, ManyPagesInARowLoseNothingAndRepeatNothing) {
  World world = started();
  for (int page = 0; page < 10; ++page) {
    world.track("A");
    leave(world);
    world.advance(50);
    world.start();
  }
  world.advance(kMinuteMs);
  EXPECT_EQ(world.collected("A"), 10);
  EXPECT_EQ(world.duplicates, 0);
  EXPECT_TRUE(world.journal.empty());
}

TEST(Leaving, NothingIsSentUntilThePageIsBack) {
  World world = started("{'journey':{'events':false}}");
  world.put(lifecycle("leaving"));
  world.track("Order Completed");
  world.advance(kMinuteMs);
  EXPECT_EQ(world.effects("send").size(), 0) << "another page may have it by now";
  EXPECT_EQ(world.journal.size(), 1);
  world.put(lifecycle("restored"));
  EXPECT_EQ(world.collected("Order Completed"), 1);
}

TEST(Leaving, WhatAnotherPageTookMeanwhileIsLeftToIt) {
  World world = started();
  world.track("A");
  world.track("B");
  const std::string second = world.appended[1];
  world.host.replies = {Value("networkFailure")};
  world.put(lifecycle("leaving"));
  Value back = lifecycle("restored");
  Value owned = Value::array();
  owned.push(Value(second));
  back.set("owned", std::move(owned));
  world.put(back);
  world.advance(kMinuteMs);
  EXPECT_EQ(world.collected("A"), 0);
  EXPECT_EQ(world.collected("B"), 1);
  EXPECT_EQ(world.released.size(), 1) << "the other page's record is not ours to delete";
}

/// Record and what was on its way of a tab that is closed, as another finds them.
Value closed_tab(World& tab) {
  Value adopt = json("{'type':'adopt'}");
  Value records = Value::array();
  for (const Value& record : tab.journal) records.push(record);
  adopt.set("records", std::move(records));
  Value sent = Value::array();
  for (const auto& [key, text] : tab.texts) {
    if (key.starts_with("waymark.sent.")) sent.push(Value(text));
  }
  adopt.set("sent", std::move(sent));
  return adopt;
}

TEST(Tabs, AClosedTabsEventsAreAdoptedOnce) {
  World closed = started("{'batch':{'maxAgeMs':60000}}");
  closed.track("A");
  World open = started();
  open.seed = "99112233445566778899aabbccddeeff";
  open.start();
  open.put(closed_tab(closed));
  open.put(closed_tab(closed));
  open.advance(5'000);
  EXPECT_EQ(open.collected("A"), 1);
  EXPECT_EQ(open.duplicates, 0);
  EXPECT_EQ(open.state()["counters"]["A"], Value(1.0)) << "and learned from";
  EXPECT_EQ(open.released, closed.appended);
}

TEST(Tabs, WhatAClosedTabHadDeliveredButNotYetReleasedIsNotSentAgain) {
  World closed = started();
  closed.host.persist_failure = "QuotaExceededError";
  closed.track("A");
  closed.advance(1'000);
  ASSERT_EQ(closed.collected("A"), 1);
  closed.host.persist_failure = "";
  closed.host.answers = false;
  closed.put(lifecycle("leaving"));
  ASSERT_EQ(closed.journal.size(), 1);
  World open = started();
  open.put(closed_tab(closed));
  open.advance(kMinuteMs);
  EXPECT_EQ(open.collected("A"), 0);
  EXPECT_EQ(open.released, closed.appended);
}

TEST(Tabs, RecordsOfLivingTabsAreLearnedFromAndNotSent) {
  World other = started("{'batch':{'maxAgeMs':60000}}");
  other.track("A");
  World world = started();
  Value peer = json("{'type':'peer'}");
  Value records = Value::array();
  records.push(other.journal[0]);
  peer.set("records", std::move(records));
  world.put(peer);
  world.put(peer);
  world.advance(kMinuteMs);
  EXPECT_EQ(world.state()["counters"]["A"], Value(1.0));
  EXPECT_EQ(world.collected("A"), 0);
  EXPECT_TRUE(world.released.empty());
}

TEST(Tabs, HearOfEachOthersFailuresAndRecoveries) {
  World world = started();
  world.put(json("{'type':'peer','health':[{'destination':'own','attempt':3,'retryAtMs':1767578430000}]}"));
  world.track("Order Completed");
  world.advance(29'000);
  EXPECT_EQ(world.effects("send").size(), 0) << "somebody else asks first";
  world.put(json("{'type':'peer','health':[{'destination':'own','attempt':0,'retryAtMs':0}]}"));
  EXPECT_EQ(world.collected("Order Completed"), 1);
}

TEST(Tabs, TellOfTheirOwnFailuresAndRecoveries) {
  World world = started("{'batch':{'maxAgeMs':0}}");
  world.host.replies = {Value(503.0)};
  world.track("A");
  ASSERT_EQ(world.effects("health").size(), 1);
  EXPECT_EQ(world.last("health")["attempt"], Value(1.0));
  world.advance(5'000);
  EXPECT_EQ(world.last("health")["attempt"], Value(0.0));
}

}  // namespace
}  // namespace waymark::test
