#include <gtest/gtest.h>

#include <map>
#include <string>

#include "support/json_help.h"
#include "support/ndjson.h"
#include "support/world.h"

// Several destinations: what each gets, what it refuses, and what the site is told.
namespace waymark::test {
namespace {

constexpr TimeMs kNow = 1'767'578'400'000;

World with(const char* destinations, const char* more = "{}") {
  Value config = json("{'version':1,'batch':{'maxAgeMs':0}}");
  config.set("destinations", json(destinations));
  const Value members = json(more);
  for (const Member& member : members.members()) config.set(member.key, member.value);
  World world(config, kNow);
  world.start();
  world.mark();
  return world;
}

/// Names of the events sent to each destination since the mark, in order.
std::map<std::string, std::string> sent(const World& world) {
  std::map<std::string, std::string> names;
  for (const Value& send : world.effects("send")) {
    const Value body = read_ndjson(send["body"].text());
    for (const Value& event : body["batch"].items()) {
      names[send["destination"].text()] += name_of(event) + ";";
    }
  }
  return names;
}

void reply(World& world, const Value& send, const char* rest) {
  Value input = json(rest);
  input.set("type", Value("sendResult"));
  input.set("outcome", Value("response"));
  input.set("batchId", send["batchId"]);
  world.put(input);
}

TEST(Destinations, GetTheEventsTheirFiltersName) {
  World world = with(
      "[{'id':'all','type':'ndjson','url':'/a'},"
      "{'id':'orders','type':'ndjson','url':'/o','only':['Order *','identify']},"
      "{'id':'quiet','type':'ndjson','url':'/q','except':['Product Viewed','page']}]");
  world.track("Product Viewed");
  world.track("Order Completed");
  world.put(json("{'type':'event','event':{'type':'identify','userId':'u1'}}"));
  world.put(json("{'type':'event','event':{'type':'page'}}"));
  EXPECT_EQ(sent(world)["all"], "Product Viewed;Order Completed;Stage Entered;identify;Page Viewed;");
  EXPECT_EQ(sent(world)["orders"], "Order Completed;identify;");
  EXPECT_EQ(sent(world)["quiet"], "Order Completed;Stage Entered;identify;");
  world.advance(5'000);
  EXPECT_TRUE(world.journal.empty());
}

TEST(Destinations, ASampleIsAShareOfVisitorsAndSparesNoOrder) {
  int visitors = 0;
  for (int i = 0; i < 400; ++i) {
    World world(json("{'version':1,'batch':{'maxAgeMs':0},'destinations':"
                     "[{'id':'s','type':'ndjson','url':'/s','sample':0.25}]}"),
                kNow);
    world.seed = "0011223344556677889900" + std::to_string(1'000'000'000 + i * 7'919);
    world.start();
    world.track("A");
    world.track("B");
    EXPECT_EQ(world.collected("A"), world.collected("B")) << "a visitor is in or out";
    visitors += static_cast<int>(world.collected("A"));
    world.track("Order Completed");
    EXPECT_EQ(world.collected("Order Completed"), 1);
  }
  EXPECT_GT(visitors, 70);
  EXPECT_LT(visitors, 130);
}

TEST(Destinations, WaitForThePurposesTheyNeed) {
  World world = with(
      "[{'id':'stats','type':'ndjson','url':'/a'},"
      "{'id':'ads','type':'ndjson','url':'/m','consent':['marketing']}]");
  world.track("A");
  EXPECT_EQ(sent(world)["stats"], "A;");
  EXPECT_EQ(sent(world)["ads"], "") << "nobody has been asked";
  world.put(json("{'type':'consent','purposes':{'marketing':'granted'}}"));
  EXPECT_EQ(sent(world)["ads"], "A;Consent Updated;");
  world.put(json("{'type':'consent','purposes':{'marketing':'denied'}}"));
  world.track("B");
  EXPECT_EQ(sent(world)["ads"], "A;Consent Updated;Consent Updated;") << "it has data, and has to hear of it";
  world.advance(5'000);
  EXPECT_TRUE(world.journal.empty());
}

TEST(Destinations, AFormatNobodyKnowsKeepsItsEvents) {
  World world(json("{'version':1,'batch':{'maxAgeMs':0},'destinations':"
                   "[{'id':'new','type':'pigeon','url':'/p'}]}"),
              kNow);
  world.start();
  EXPECT_EQ(world.codes(), std::vector<std::string>{"delivery.definitionMissing"});
  world.track("A");
  world.advance(kMinuteMs);
  EXPECT_EQ(world.effects("send").size(), 0);
  EXPECT_EQ(world.journal.size(), 1);
}

TEST(Partial, OnlyWhatIsRefusedIsSetAside) {
  World world = with("[{'id':'own','type':'ndjson','url':'/a'}]", "{'batch':{'maxAgeMs':1000}}");
  world.host.answers = false;
  for (const char* name : {"A", "B", "C"}) world.track(name);
  world.advance(1'000);
  const std::string rejected = "{'status':200,'body':'{\\\"rejected\\\":[{\\\"id\\\":\\\"" + world.appended[0] +
                               "\\\",\\\"reason\\\":\\\"no such product\\\",\\\"retry\\\":false},{\\\"id\\\":\\\"" +
                               world.appended[2] + "\\\",\\\"retry\\\":true}]}'}";
  reply(world, world.last("send"), rejected.c_str());
  EXPECT_EQ(world.codes(), std::vector<std::string>{"delivery.eventRefused"});
  EXPECT_EQ(world.last("log")["found"], Value("event " + world.appended[0] + ": no such product"));
  world.mark();
  world.advance(5'000);
  EXPECT_EQ(sent(world)["own"], "C;");
}

TEST(Partial, RepliesThatMakeNoSenseAreAcknowledgements) {
  for (const char* body :
       {"", "ok", "{'rejected':7}", "{'rejected':[7,{}, {'id':'nobody'}],'known':'x'}", "[[[[", "null"}) {
    World world = with("[{'id':'own','type':'ndjson','url':'/a'}]");
    Value ok = json("{'status':200}");
    ok.set("body", Value(body));
    world.host.replies = {ok};
    world.track("A");
    world.advance(5'000);
    EXPECT_EQ(world.collected("A"), 1) << body;
    EXPECT_TRUE(world.journal.empty()) << body;
  }
}

TEST(Refused, WhereEverythingIsTheDestinationIsAtFault) {
  World world = with("[{'id':'own','type':'ndjson','url':'/a'}]", "{'batch':{'maxEvents':8,'maxAgeMs':1000}}");
  world.host.refuse = "\"$\":1";
  for (int i = 0; i < 8; ++i) world.track("A");
  world.advance(5 * kMinuteMs);
  EXPECT_EQ(world.codes(), std::vector<std::string>{"delivery.failing"});
  EXPECT_LT(world.effects("send").size(), 20);
  EXPECT_EQ(world.journal.size(), 8) << "nothing is thrown away";
  world.host.refuse.clear();
  world.start();
  world.advance(5'000);
  EXPECT_EQ(world.collected("A"), 8);
  EXPECT_TRUE(world.journal.empty());
}

TEST(Refused, ManyInARowDoNotHoldUpThoseBehindThem) {
  for (const int bad : {3, 6, 9, 14}) {
    World world = with("[{'id':'own','type':'ndjson','url':'/a'}]", "{'batch':{'maxAgeMs':1000}}");
    world.host.refuse = "poison";
    for (int i = 0; i < bad; ++i) world.track("poison");
    for (int i = 0; i < 10; ++i) world.track("A");
    world.advance(bad < 10 ? 10 * kMinuteMs : 3 * kHourMs);
    EXPECT_EQ(world.collected("A"), 10) << bad;
    EXPECT_TRUE(includes(json(("{'stats':{'lost':{'refused':" + std::to_string(bad) + "}}}").c_str()), world.state()))
        << bad << " " << text_of(world.state()["stats"]);
    EXPECT_TRUE(world.journal.empty()) << bad;
  }
}

TEST(Refused, ADefinitionThatDoesNotSayWhereToParksAndEatsNothing) {
  World world = with(
      "[{'id':'t','type':'template','url':'/t','settings':{'u':0},'definition':"
      "{'name':'t','request':{'url':'$.settings.u'},'event':{'id':'$.event.messageId'}}}]");
  world.track("A");
  world.advance(5'000);
  EXPECT_EQ(world.codes(), std::vector<std::string>{"delivery.parked"});
  EXPECT_EQ(world.journal.size(), 1);
}

TEST(Clock, SetBackByAYearClosesAndHoldsNothing) {
  World world = with("[{'id':'own','type':'ndjson','url':'/a'}]", "{'batch':{'maxAgeMs':1000}}");
  world.now += 365 * kDayMs;
  world.host.replies = {json("{'status':503,'retryAfterMs':10000}")};
  world.track("A");
  world.advance(1'000);
  world.now -= 365 * kDayMs;
  world.track("B");
  world.advance(kMinuteMs);
  EXPECT_EQ(world.collected("A") + world.collected("B"), 2);
  EXPECT_TRUE(world.journal.empty());
}

TEST(Clock, SetBackBeforeABatchHasGathered) {
  World world = with("[{'id':'own','type':'ndjson','url':'/a'}]", "{'batch':{'maxAgeMs':1000}}");
  world.track("A");
  world.now -= kHourMs;
  world.put(json("{'type':'wake'}"));
  world.advance(5'000);
  EXPECT_EQ(world.collected("A"), 1);
}

TEST(Destinations, EventsFromBeforeTheConfigurationPassItsFilters) {
  World world(json("{'version':9}"), kNow);
  world.start();
  world.track("Secret");
  world.track("Order Completed");
  Value config = json(
      "{'type':'config','config':{'version':1,'batch':{'maxAgeMs':0},'destinations':"
      "[{'id':'o','type':'ndjson','url':'/o','only':['Order *']}]}}");
  world.put(config);
  world.advance(5'000);
  EXPECT_EQ(world.collected("Secret"), 0);
  EXPECT_EQ(world.collected("Order Completed"), 1);
  EXPECT_TRUE(world.journal.empty());
}

TEST(Destinations, APauseOutlivesThePage) {
  World world = with("[{'id':'own','type':'ndjson','url':'/a'}]", "{'batch':{'maxAgeMs':60000}}");
  world.track("A");
  const Value running = world.config;
  world.config = json("{'version':1,'destinations':[{'id':'own','type':'ndjson','url':'/a','enabled':false}]}");
  world.start();
  world.advance(kMinuteMs);
  EXPECT_EQ(world.journal.size(), 1);
  world.config = running;
  world.start();
  world.advance(5'000);
  EXPECT_EQ(world.collected("A"), 1);
}

TEST(Partial, AnEventNamedTwiceCountsOnce) {
  World world = with("[{'id':'own','type':'ndjson','url':'/a'}]");
  Value ok = json("{'status':200}");
  ok.set("body", Value(R"({"rejected":[{"index":0,"reason":"no"},{"index":0},{"index":0,"retry":true}]})"));
  world.host.replies = {ok};
  world.track("A");
  world.advance(5'000);
  EXPECT_TRUE(includes(json("{'stats':{'lost':{'refused':1},'delivered':0}}"), world.state()));
}

TEST(Loss, IsReportedInAnEventOfItsOwn) {
  World world = with("[{'id':'own','type':'ndjson','url':'/a'}]");
  world.host.refuse = "poison";
  world.track("poison");
  world.track("A");
  world.put(json("{'type':'signal','kind':'loss','detail':{'reason':'pendingFull','count':3}}"));
  world.put(json("{'type':'signal','kind':'loss','detail':{'count':-1}}"));
  world.advance(kMinuteMs);
  ASSERT_EQ(world.collected("Waymark Loss"), 1);
  EXPECT_TRUE(same(json("{'reasons':{'pendingFull':3,'refused':1},'count':4}"), world.collected().back()["properties"]))
      << world.collected().size();
  EXPECT_TRUE(includes(json("{'stats':{'lost':{'pendingFull':3,'refused':1}}}"), world.state()));
}

TEST(Flush, AnswersOnceEverythingIsDelivered) {
  World world = with("[{'id':'own','type':'ndjson','url':'/a'}]", "{'batch':{'maxEvents':5,'maxAgeMs':60000}}");
  world.host.latency_ms = 100;
  for (int i = 0; i < 12; ++i) world.track("A");
  world.put(json("{'type':'flush','requestId':'f1'}"));
  EXPECT_EQ(world.effects("flushed").size(), 0);
  world.advance(1'000);
  ASSERT_EQ(world.effects("flushed").size(), 1);
  EXPECT_TRUE(same(world.last("flushed"),
                   json("{'type':'flushed','requestId':'f1','delivered':12,'waiting':0,'destinations':[]}")))
      << text_of(world.last("flushed"));
}

TEST(Flush, TellsWhatIsLeftAndWhy) {
  World world = with(
      "[{'id':'well','type':'ndjson','url':'/a'},{'id':'sick','type':'ndjson','url':'/b'},"
      "{'id':'wrong','type':'ndjson','url':'/c'},{'id':'unknown','type':'pigeon','url':'/d'}]",
      "{'batch':{'maxAgeMs':60000}}");
  world.host.replies = {Value(200.0), Value(503.0), Value(401.0)};
  world.track("A");
  world.put(json("{'type':'flush','requestId':'f2'}"));
  ASSERT_EQ(world.effects("flushed").size(), 1);
  EXPECT_TRUE(same(world.last("flushed"), json("{'type':'flushed','requestId':'f2','delivered':1,'waiting':1,"
                                               "'destinations':[{'id':'sick','waiting':1,'reason':'retry'},"
                                               "{'id':'wrong','waiting':1,'reason':'parked'},"
                                               "{'id':'unknown','waiting':1,'reason':'held'}]}")))
      << text_of(world.last("flushed"));
  world.put(json("{'type':'flush','requestId':'f3'}"));
  EXPECT_EQ(world.effects("flushed").size(), 2) << "every flush is answered";
}

TEST(Flush, WithoutAConfigurationSaysThatEverythingWaits) {
  World world(json("{'version':1,'batch':{'maxEvents':0}}"), kNow);
  world.start();
  for (int i = 0; i < 3; ++i) world.track("A");
  world.put(json("{'type':'flush','requestId':'f'}"));
  EXPECT_TRUE(same(world.last("flushed"), json("{'type':'flushed','requestId':'f','delivered':0,'waiting':3,"
                                               "'destinations':[{'id':'','waiting':3,'reason':'unconfigured'}]}")))
      << text_of(world.last("flushed"));
}

TEST(Log, ADestinationThatFailsThreeTimesIsNamedOnce) {
  World world = with("[{'id':'own','type':'ndjson','url':'/a'}]");
  for (int i = 0; i < 8; ++i) world.host.replies.emplace_back(i < 2 ? Value(503.0) : Value("networkFailure"));
  world.track("A");
  world.advance(10 * kMinuteMs);
  EXPECT_EQ(world.codes(), std::vector<std::string>{"delivery.failing"});
  EXPECT_EQ(world.last("log")["found"], Value("networkFailure"));
  EXPECT_EQ(world.collected("A"), 1);
}

TEST(Flush, WithNothingToDoIsAnsweredAtOnce) {
  World world = with("[]");
  world.put(json("{'type':'flush','requestId':'f'}"));
  EXPECT_EQ(world.last("flushed")["waiting"], Value(0.0));
}

TEST(Polite, AMinuteOfFailuresIsTenRequestsAtMostWhateverThePageDoes) {
  World world = with("[{'id':'own','type':'ndjson','url':'/a'}]", "{'batch':{'maxAgeMs':0},'retry':{'baseMs':100}}");
  for (int i = 0; i < 1'000; ++i) world.host.replies.emplace_back(503.0);
  std::vector<TimeMs> asked;
  for (int second = 0; second < 180; ++second) {
    world.track("Order Completed");
    if (second % 3 == 0) world.put(json("{'type':'lifecycle','state':'visible'}"));
    if (second % 5 == 0) world.put(json("{'type':'flush','requestId':'f'}"));
    if (second % 7 == 0) {
      world.put(json("{'type':'lifecycle','state':'leaving'}"));
      world.start();
    }
    for (std::size_t i = 0; i < world.effects("send").size(); ++i) asked.push_back(world.now);
    world.mark();
    world.advance(1'000);
    for (std::size_t i = 0; i < world.effects("send").size(); ++i) asked.push_back(world.now);
    world.mark();
  }
  for (std::size_t i = 10; i < asked.size(); ++i) EXPECT_GE(asked[i] - asked[i - 10], 59'000) << i;
  EXPECT_GT(asked.size(), 10);
  EXPECT_EQ(world.journal.size(), world.appended.size()) << "and nothing is lost";
}

TEST(Polite, TheNextPageKeepsToRetryAfterToo) {
  World world = with("[{'id':'own','type':'ndjson','url':'/a'}]");
  world.host.replies = {json("{'status':429,'retryAfterMs':30000}")};
  world.track("A");
  world.put(json("{'type':'lifecycle','state':'leaving'}"));
  world.mark();
  world.start();
  world.track("B");
  world.advance(29'000);
  EXPECT_EQ(world.effects("send").size(), 0);
  world.advance(2'000);
  EXPECT_EQ(world.collected("A") + world.collected("B"), 2);
}

}  // namespace
}  // namespace waymark::test
