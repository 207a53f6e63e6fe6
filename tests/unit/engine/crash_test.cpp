#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "base/random.h"
#include "support/json_help.h"
#include "support/world.h"

// The page may die between any two effects. What is stored by then, and what the loader still holds, must give
// back the same visitor, and the collector must have every event once.
namespace waymark::test {
namespace {

constexpr TimeMs kNow = 1'767'578'400'000;

struct Step {
  TimeMs after = 0;
  Value input;
  std::string id;  ///< messageId of the event, empty for other inputs.
};

Value config() {
  return json(
      "{'version':1,'journey':{'preset':'store'},'batch':{'maxAgeMs':500,'maxEvents':4},"
      "'destinations':[{'id':'own','type':'segment','url':'/v1/batch','writeKey':'k'}]}");
}

/// A visitor's hour, drawn from a seed: events of all kinds, pauses, a new visit now and then.
std::vector<Step> story(base::Random& random, int length) {
  static constexpr const char* kEvents[] = {
      "{'type':'page','properties':{'path':'/'}}",
      "{'type':'track','name':'Product Viewed','properties':{'product_id':'a','category':'toys','price':10}}",
      "{'type':'track','name':'Product Viewed','properties':{'product_id':'b','category':'books','price':20}}",
      "{'type':'track','name':'Product Added','properties':{'product_id':'a','category':'toys','price':10}}",
      "{'type':'track','name':'Product Removed','properties':{'product_id':'a'}}",
      "{'type':'track','name':'Checkout Started'}",
      "{'type':'track','name':'Order Completed','properties':{'revenue':10,'products':[{'product_id':'a'}]}}",
      "{'type':'track','name':'Message Shown','properties':{'rule':'r'}}",
      "{'type':'identify','userId':'u1','traits':{'city':'Huế'}}",
      "{'type':'group','groupId':'g1'}"};
  static constexpr TimeMs kPauses[] = {0, 10, 200, 1'500, 20'000, 40 * kMinuteMs};
  std::vector<Step> steps;
  for (int i = 0; i < length; ++i) {
    Step step;
    // The first comes at once: how long a page stood before anything happened dies with it.
    step.after = i == 0 ? 0 : kPauses[random.next() % std::size(kPauses)];
    Value event = json(kEvents[random.next() % std::size(kEvents)]);
    step.id = "019b8b00-0000-7000-8000-" + std::to_string(100'000'000'000 + i);
    event.set("messageId", Value(step.id));
    step.input = json("{'type':'event'}");
    step.input.set("event", std::move(event));
    steps.push_back(std::move(step));
  }
  return steps;
}

bool journaled(const World& world, const std::string& id) {
  return std::find(world.appended.begin(), world.appended.end(), id) != world.appended.end();
}

/// Lives through the story; the page dies after `die_after` effects and is loaded again.
World live(const std::vector<Step>& steps, std::size_t die_after, TimeMs latency, const std::vector<Value>& replies) {
  World world(config(), kNow);
  world.page.set("url", Value("https://shop.example/?utm_source=zalo&utm_medium=social"));
  world.page.set("referrer", Value("https://zalo.me/"));
  world.host.latency_ms = latency;
  world.host.replies = replies;
  world.start();
  world.effects_left = die_after;
  const auto come_back = [&] {
    if (world.dead()) world.start();
  };
  for (const Step& step : steps) {
    world.advance(step.after);
    come_back();
    world.put(step.input);
    come_back();
    // The loader hands over again what was not journaled yet.
    if (!journaled(world, step.id)) world.put(step.input);
  }
  world.advance(2 * kHourMs);
  come_back();
  world.advance(2 * kHourMs);
  return world;
}

/// Events of the story that arrived, without what the core says of them by itself. A stage that was passed through in
/// the instant of a crash is not told of: only the one the visitor is in then.
std::size_t arrived(const World& world) {
  return world.collected().size() - world.collected("Stage Entered") - world.collected("Cart Abandoned");
}

/// What must be the same: all but ids the engine draws and counts of one engine's life.
std::string known(World& world) {
  Value state = world.state();
  Value visit = state["session"];
  visit.erase("id");
  state.set("session", std::move(visit));
  Value visitor = state["visitor"];
  visitor.erase("id");
  state.set("visitor", std::move(visitor));
  // How often and how long a stage was held differs by one that was passed through in the instant of the crash.
  Value journey = state["journey"];
  for (const char* held : {"entered", "spentMs", "touchpoints"}) journey.erase(held);
  state.set("journey", std::move(journey));
  Value counters = state["counters"];
  counters.erase("Stage Entered");
  counters.erase("Cart Abandoned");
  state.set("counters", std::move(counters));
  for (const char* own : {"stats", "destinations", "rules", "messages"}) state.erase(own);
  return text_of(state);
}

TEST(Crash, AtAnyEffectLosesNothingAndAppliesNothingTwice) {
  for (unsigned seed = 1; seed <= 12; ++seed) {
    base::Random random(std::to_string(seed * 7'919));
    const std::vector<Step> steps = story(random, 14);
    const std::vector<Value> replies = seed % 3 == 0
                                           ? std::vector<Value>{Value(503.0), Value("networkFailure"), Value("timeout")}
                                           : std::vector<Value>{};
    const TimeMs latency = seed % 2 == 0 ? 300 : 0;
    World calm = live(steps, 1'000'000, latency, replies);
    const std::string expected = known(calm);
    const std::size_t effects = calm.effects().size();
    const std::size_t events = arrived(calm);
    ASSERT_GE(events, steps.size());
    for (std::size_t die_after = 1; die_after < effects; ++die_after) {
      World world = live(steps, die_after, latency, replies);
      const std::string where = "seed " + std::to_string(seed) + ", dead after effect " + std::to_string(die_after);
      ASSERT_EQ(known(world), expected) << where;
      ASSERT_EQ(arrived(world), events) << where;
      const std::set<std::string> taken(world.appended.begin(), world.appended.end());
      ASSERT_EQ(taken.size(), world.appended.size()) << where << ": an event was taken twice";
      ASSERT_TRUE(world.journal.empty()) << where;
    }
  }
}

TEST(Crash, EventsKeepTheirVisitAndTheirVisitorAcrossIt) {
  World world(config(), kNow);
  world.start();
  world.track("A");
  world.start();
  world.track("B");
  world.advance(5'000);
  const auto events = world.collected();
  ASSERT_EQ(events.size(), 2);
  EXPECT_EQ(events[0]["anonymousId"], events[1]["anonymousId"]);
  EXPECT_EQ(events[0]["context"]["session"]["id"], events[1]["context"]["session"]["id"]);
}

TEST(Crash, ACampaignInTheAddressDoesNotSplitTheVisitThatBeganWithIt) {
  World world(config(), kNow);
  world.page.set("url", Value("https://shop.example/?utm_source=zalo"));
  world.start();
  world.track("A");
  world.start();
  world.track("B");
  EXPECT_EQ(world.state()["session"]["number"], Value(1.0));
}

TEST(Snapshot, CarriesOnWithoutAJournal) {
  World world(config(), kNow);
  world.host.storage = false;
  world.start();
  EXPECT_EQ(world.codes(), std::vector<std::string>{"storage.none"});
  world.track("Product Added", "{'product_id':'a','price':10}");
  world.advance(5'000);
  const std::string before = known(world);
  world.start();
  EXPECT_EQ(known(world), before);
}

TEST(Snapshot, ABrokenOneIsRebuiltFromTheJournal) {
  for (const char* broken : {"", "{", "7", "[]", "{\"version\":0}", "{\"version\":\"x\"}"}) {
    World world(config(), kNow);
    world.host.answers = false;
    world.start();
    world.track("Product Viewed", "{'product_id':'a'}");
    world.texts["waymark.snapshot"] = broken;
    world.mark();
    world.start();
    EXPECT_EQ(world.codes(), std::vector<std::string>{"snapshot.broken"}) << broken;
    EXPECT_EQ(world.state()["counters"]["Product Viewed"], Value(1.0)) << broken;
  }
}

TEST(Snapshot, ALaterLibrarysIsLeftAlone) {
  World world(config(), kNow);
  const std::string theirs = R"({"version":99,"visitor":"in tomorrow's words"})";
  world.texts["waymark.snapshot"] = theirs;
  world.start();
  EXPECT_EQ(world.codes(), std::vector<std::string>{"snapshot.newer"});
  world.track("A");
  world.advance(kMinuteMs);
  EXPECT_EQ(world.texts["waymark.snapshot"], theirs);
  EXPECT_EQ(world.collected("A"), 1) << "events are counted all the same";
}

TEST(Snapshot, HostileOnesAreReadByTypeAndNeverTrusted) {
  for (const char* hostile :
       {"{'version':1,'session':7,'profile':[],'journey':'x','history':null,'positions':{}}",
        "{'version':1,'profile':{'counters':[['a',-1,1e308,'x']],'latest':[[99,1,1,1],['x'],7],'recent':[[1,2]]}}",
        "{'version':1,'session':{'number':-5,'lastActivity':1e300},'consent':[['analytics','perhaps'],[]]}",
        "{'version':1,'identity':{'anonymousId':7},'positions':[['o',-1],7]}"}) {
    World world(config(), kNow);
    world.texts["waymark.snapshot"] = text_of(json(hostile));
    world.start();
    world.track("Product Viewed", "{'product_id':'a'}");
    world.advance(5'000);
    EXPECT_EQ(world.collected("Product Viewed"), 1) << hostile;
    EXPECT_FALSE(world.state().is_null()) << hostile;
  }
}

TEST(Journal, ABrokenRecordDoesNotSpoilTheOthers) {
  World world(config(), kNow);
  world.host.answers = false;
  world.start();
  world.track("A");
  world.track("B");
  Value record = world.journal[0];
  record.set("event", json("{'type':'track'}"));
  world.journal[0] = record;
  world.journal.emplace_back(7.0);
  world.host.answers = true;
  world.mark();
  world.start();
  world.advance(5'000);
  EXPECT_EQ(world.collected("B"), 1);
  EXPECT_EQ(world.collected("A"), 0);
  EXPECT_EQ(world.codes().size(), 2);
  EXPECT_EQ(world.journal.size(), 1) << "only what has no id cannot be released";
}

}  // namespace
}  // namespace waymark::test
