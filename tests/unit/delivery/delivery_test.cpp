#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "support/json_help.h"
#include "support/visits.h"
#include "support/world.h"

// How batches leave: asked of the whole core, since a batch begins with an event and ends with a release.
namespace waymark::test {
namespace {

constexpr TimeMs kNow = 1'767'578'400'000;

Value config(const char* more = "{}") {
  return with(json("{'version':1,'destinations':[{'id':'own','type':'segment','url':'/v1/batch','writeKey':'k'}]}"),
              more);
}

World started(const char* more = "{}") { return loaded(config(more), kNow); }

std::size_t batch_size(const Value& send) { return parse_exactly(send["body"].text_or())["batch"].items().size(); }

Value reply(const Value& send, const char* rest) {
  Value input = json(rest);
  input.set("type", Value("sendResult"));
  input.set("batchId", send["batchId"]);
  return input;
}

TEST(Delivery, ABatchLeavesByAge) {
  World world = started("{'batch':{'maxAgeMs':1000}}");
  world.track("A");
  world.advance(400);
  world.track("B");
  world.advance(599);
  EXPECT_EQ(world.effects("send").size(), 0);
  world.advance(1);
  ASSERT_EQ(world.effects("send").size(), 1);
  EXPECT_EQ(batch_size(world.last("send")), 2);
}

TEST(Delivery, SmallSignalsWaitTenBatchAgesForOthersAndGoWithThem) {
  World world = started("{'batch':{'maxAgeMs':1000}}");
  world.track("Element Clicked");
  world.advance(9'999);
  EXPECT_EQ(world.effects("send").size(), 0);
  world.advance(1);
  ASSERT_EQ(world.effects("send").size(), 1);
  world.track("Element Clicked");
  world.advance(500);
  world.track("Product Viewed", "{'product_id':'p1'}");
  world.advance(1'000);
  ASSERT_EQ(world.effects("send").size(), 2);
  EXPECT_EQ(batch_size(world.last("send")), 2);
}

TEST(Delivery, ABatchLeavesByCount) {
  World world = started("{'batch':{'maxEvents':5,'maxAgeMs':60000}}");
  for (int i = 0; i < 4; ++i) world.track("A");
  EXPECT_EQ(world.effects("send").size(), 0);
  world.track("A");
  ASSERT_EQ(world.effects("send").size(), 1);
  EXPECT_EQ(batch_size(world.last("send")), 5);
}

TEST(Delivery, ABatchLeavesByBytesAndIsNotMuchLarger) {
  World world = started("{'batch':{'maxBytes':5000,'maxAgeMs':60000}}");
  const std::string text = "{'text':'" + std::string(1'200, 'x') + "'}";
  while (world.effects("send").empty()) world.track("A", text);
  EXPECT_LT(world.appended.size(), 6);
  EXPECT_GT(world.last("send")["body"].text_or().size(), 3'000);
  EXPECT_LT(world.last("send")["body"].text_or().size(), 7'000);
}

TEST(Delivery, OrdersAndIdentifyLeaveAtOnceWithWhatWaits) {
  World world = started("{'batch':{'maxAgeMs':60000},'journey':{'events':false}}");
  world.track("A");
  world.track("Order Completed", "{'revenue':1}");
  ASSERT_EQ(world.effects("send").size(), 1);
  EXPECT_EQ(batch_size(world.last("send")), 2);
  world.put(json("{'type':'event','event':{'type':'identify','userId':'u1'}}"));
  EXPECT_EQ(world.effects("send").size(), 2);
}

TEST(Delivery, OneBatchIsInFlightAtATime) {
  World world = started("{'batch':{'maxEvents':1}}");
  world.host.answers = false;
  for (int i = 0; i < 5; ++i) world.track("A");
  ASSERT_EQ(world.effects("send").size(), 1);
  world.put(reply(world.last("send"), "{'outcome':'response','status':200}"));
  EXPECT_EQ(world.effects("send").size(), 2);
  world.put(reply(json("{'batchId':'another'}"), "{'outcome':'response','status':200}"));
  EXPECT_EQ(world.effects("send").size(), 2) << "a reply to nobody changes nothing";
}

TEST(Delivery, LeavingSendsAllThatWaitsAndSaysSo) {
  World world = started("{'batch':{'maxEvents':2,'maxAgeMs':60000}}");
  world.host.answers = false;
  for (int i = 0; i < 5; ++i) world.track("A");
  world.mark();
  world.put(json("{'type':'lifecycle','state':'hidden'}"));
  const auto sends = world.effects("send");
  ASSERT_EQ(sends.size(), 2) << "two are in flight already";
  EXPECT_EQ(sends[0]["urgency"], Value("hidden"));
  EXPECT_EQ(world.effects("persist").size(), 2) << "the snapshot, and what is on its way";
  world.track("B");
  world.mark();
  world.put(json("{'type':'lifecycle','state':'leaving'}"));
  ASSERT_EQ(world.effects("send").size(), 1);
  EXPECT_EQ(world.last("send")["urgency"], Value("leaving"));
}

TEST(Delivery, LeavingKeepsToTheBytesOfKeepaliveRequests) {
  World world = started("{'batch':{'maxAgeMs':60000}}");
  world.host.answers = false;
  const std::string text = "{'text':'" + std::string(8'000, 'x') + "'}";
  for (int i = 0; i < 20; ++i) world.track("A", text);
  world.put(json("{'type':'lifecycle','state':'leaving'}"));
  std::size_t bytes = 0;
  for (const Value& send : world.effects("send")) bytes += send["body"].text_or().size();
  EXPECT_LE(bytes, 65'536) << "64 KiB are all a page has (Fetch standard)";
  EXPECT_EQ(world.journal.size(), 20) << "the rest waits for the next page";
}

TEST(Delivery, NothingIsReleasedBeforeAckAndStoredSnapshot) {
  World world = started("{'batch':{'maxAgeMs':0}}");
  world.host.answers = false;
  world.track("A");
  world.put(reply(world.last("send"), "{'outcome':'response','status':200}"));
  EXPECT_EQ(world.released.size(), 0);
  world.advance(10'000);
  ASSERT_EQ(world.effects("persist").size(), 1);
  EXPECT_EQ(world.released.size(), 0);
  world.put(json("{'type':'persistResult','key':'waymark.snapshot','ok':false,'reason':'QuotaExceededError'}"));
  EXPECT_EQ(world.released.size(), 0);
  EXPECT_EQ(world.codes(), std::vector<std::string>{"storage.failed"});
  world.track("B");
  world.put(reply(world.last("send"), "{'outcome':'response','status':200}"));
  world.advance(10'000);
  world.put(json("{'type':'persistResult','key':'waymark.snapshot','ok':true}"));
  EXPECT_EQ(world.released.size(), 2);
}

TEST(Delivery, AnOlderSnapshotsAnswerReleasesNothingNewer) {
  World world = started("{'batch':{'maxAgeMs':0}}");
  world.host.answers = false;
  world.track("A");
  world.put(reply(world.last("send"), "{'outcome':'response','status':200}"));
  world.advance(10'000);
  world.track("B");
  world.put(reply(world.last("send"), "{'outcome':'response','status':200}"));
  world.advance(10'000);
  ASSERT_EQ(world.effects("persist").size(), 2);
  world.put(json("{'type':'persistResult','key':'waymark.snapshot','ok':true}"));
  EXPECT_EQ(world.released.size(), 1) << "only the first snapshot is known to be stored";
  world.put(json("{'type':'persistResult','key':'waymark.snapshot','ok':true}"));
  EXPECT_EQ(world.released.size(), 2);
}

TEST(Delivery, ARetryCarriesTheSameIds) {
  World world = started("{'batch':{'maxAgeMs':0}}");
  world.host.replies = {Value(503.0), Value("networkFailure"), Value("timeout")};
  world.track("A");
  world.advance(kMinuteMs);
  const auto sends = world.effects("send");
  ASSERT_EQ(sends.size(), 4);
  std::set<std::string> batches;
  for (const Value& send : sends) {
    EXPECT_NE(send["body"].text_or().find(world.appended[0]), std::string_view::npos);
    batches.emplace(send["batchId"].text_or());
  }
  EXPECT_EQ(batches.size(), 4);
  EXPECT_EQ(world.collected("A"), 1);
}

TEST(Delivery, AnHourOfFailuresIsAFewPoliteRequests) {
  World world = started("{'batch':{'maxAgeMs':0}}");
  for (int i = 0; i < 200; ++i) world.host.replies.emplace_back(503.0);
  for (int i = 0; i < 60; ++i) {
    world.track("A");
    world.advance(kMinuteMs);
  }
  EXPECT_LT(world.effects("send").size(), 60);
  EXPECT_EQ(world.journal.size(), 60) << "no count after which data is thrown away";
  world.host.replies.clear();
  world.advance(10 * kMinuteMs);
  EXPECT_EQ(world.collected("A"), 60);
  EXPECT_TRUE(world.journal.empty());
}

TEST(Delivery, RetryAfterIsKeptToWhateverHappens) {
  World world = started("{'batch':{'maxAgeMs':0}}");
  world.host.replies = {json("{'status':503,'retryAfterMs':60000}")};
  world.track("A");
  for (const char* input : {"{'type':'lifecycle','state':'online'}", "{'type':'lifecycle','state':'visible'}",
                            "{'type':'lifecycle','state':'leaving'}", "{'type':'lifecycle','state':'restored'}"}) {
    world.advance(5'000);
    world.put(json(input));
    world.track("Order Completed");
  }
  EXPECT_EQ(world.effects("send").size(), 1);
  world.advance(kMinuteMs);
  EXPECT_EQ(world.effects("send").size(), 2);
  EXPECT_EQ(world.collected("Order Completed"), 4);
}

TEST(Delivery, TheNetworkComingBackIsReasonEnoughToAsk) {
  World world = started("{'batch':{'maxAgeMs':0},'retry':{'baseMs':60000}}");
  world.host.replies = {Value("networkFailure")};
  world.track("A");
  world.put(json("{'type':'lifecycle','state':'online'}"));
  EXPECT_EQ(world.collected("A"), 1);
}

TEST(Delivery, AWrongKeyParksTheDestinationAndEatsNothing) {
  for (const double status : {401.0, 403.0, 404.0}) {
    World world = started("{'batch':{'maxAgeMs':0}}");
    world.host.replies = {Value(status), Value(status)};
    world.track("A");
    world.advance(50 * kMinuteMs);
    world.track("B");
    EXPECT_EQ(world.effects("send").size(), 1) << status;
    world.advance(20 * kMinuteMs);
    EXPECT_EQ(world.effects("send").size(), 2) << "asked again after an hour";
    EXPECT_EQ(world.codes(), std::vector<std::string>{"delivery.parked"}) << "said once";
    world.start();
    EXPECT_EQ(world.collected("A") + world.collected("B"), 2) << "and at the next page load";
  }
}

TEST(Delivery, TooLargeIsHalvedUntilItFits) {
  World world = started("{'batch':{'maxEvents':8,'maxAgeMs':60000}}");
  world.host.replies = {Value(413.0), Value(413.0)};
  for (int i = 0; i < 8; ++i) world.track("A");
  world.advance(kMinuteMs);
  EXPECT_EQ(world.collected("A"), 8);
  const auto sends = world.effects("send");
  ASSERT_GE(sends.size(), 4);
  EXPECT_EQ(batch_size(sends[0]), 8);
  EXPECT_EQ(batch_size(sends[1]), 4);
  EXPECT_EQ(batch_size(sends[2]), 2);
}

TEST(Delivery, OnePoisonEventIsFoundAndOnlyItIsSetAside) {
  for (int poison = 0; poison < 10; ++poison) {
    World world = started("{'batch':{'maxEvents':10,'maxAgeMs':60000}}");
    world.host.refuse = "poison-pill";
    for (int i = 0; i < 10; ++i) world.track(i == poison ? "poison-pill" : "A");
    world.advance(5 * kMinuteMs);
    EXPECT_EQ(world.collected("A"), 9) << poison;
    EXPECT_EQ(world.codes(), std::vector<std::string>{"delivery.eventRefused"}) << poison;
    EXPECT_TRUE(world.journal.empty()) << poison;
    EXPECT_LT(world.effects("send").size(), 20) << poison;
  }
}

TEST(Delivery, SeveralDestinationsDoNotWaitForEachOther) {
  World world(json("{'version':1,'batch':{'maxAgeMs':0},'destinations':["
                   "{'id':'good','type':'segment','url':'/good','writeKey':'k'},"
                   "{'id':'off','type':'segment','url':'/off','writeKey':'k','enabled':false},"
                   "{'id':'bad','type':'segment','url':'/bad','writeKey':'k'}]}"),
              kNow);
  world.start();
  world.host.answers = false;
  for (int i = 0; i < 3; ++i) {
    world.track("A");
    for (const Value& send : world.effects("send")) {
      const bool good = send["destination"] == Value("good");
      EXPECT_NE(send["destination"], Value("off"));
      world.put(reply(send, good ? "{'outcome':'response','status':200}" : "{'outcome':'response','status':401}"));
    }
  }
  std::size_t good = 0;
  std::size_t bad = 0;
  for (const Value& send : world.effects("send")) ++(send["destination"] == Value("good") ? good : bad);
  EXPECT_EQ(good, 3);
  EXPECT_EQ(bad, 1);
  world.advance(2'000);
  world.put(json("{'type':'persistResult','key':'waymark.snapshot','ok':true}"));
  EXPECT_TRUE(world.released.empty()) << "one of them still wants it";
}

TEST(Delivery, AHostThatNeverAnswersIsTakenForAFailure) {
  World world = started("{'batch':{'maxAgeMs':0}}");
  world.host.answers = false;
  world.track("A");
  world.advance(3 * kMinuteMs);
  EXPECT_GE(world.effects("send").size(), 2);
}

TEST(Delivery, ABeaconsUnknownFateMeansOneCopyMoreAtTheMost) {
  World world = started("{'batch':{'maxAgeMs':60000}}");
  world.host.replies = {Value("unknown")};
  world.track("A");
  world.put(json("{'type':'lifecycle','state':'leaving'}"));
  world.start();
  world.advance(5'000);
  EXPECT_EQ(world.collected("A"), 1);
  EXPECT_LE(world.duplicates, 1);
  EXPECT_TRUE(world.journal.empty());
}

TEST(Delivery, SameSeedSameWaits) {
  const auto moments = [] {
    World world = started("{'batch':{'maxAgeMs':0}}");
    for (int i = 0; i < 20; ++i) world.host.replies.emplace_back(503.0);
    world.track("A");
    std::vector<TimeMs> waits;
    for (int i = 0; i < 10 && world.wake_at; ++i) {
      waits.push_back(*world.wake_at - kNow);
      world.advance_to(*world.wake_at);
    }
    return waits;
  };
  EXPECT_EQ(moments(), moments());
}

}  // namespace
}  // namespace waymark::test
