#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "support/json_help.h"
#include "support/world.h"
#include "waymark/json_engine.h"

// Whatever comes in: the engine answers with a list of effects, says what was wrong, and goes on.
namespace waymark::test {
namespace {

constexpr double kNow = 1'767'578'400'000;

Value config() {
  return json(
      "{'version':1,'batch':{'maxAgeMs':0},"
      "'destinations':[{'id':'own','type':'segment','url':'/v1/batch','writeKey':'k'}]}");
}

World started() {
  World world(config(), static_cast<TimeMs>(kNow));
  world.start();
  world.mark();
  return world;
}

/// Codes and pointers of what the engine complains of after this text; then an event must still go through.
std::string complaint(const std::string& text) {
  World world = started();
  world.put_text(text);
  std::string told;
  for (const Value& log : world.effects("log")) {
    told.append(told.empty() ? "" : ", ").append(log["code"].text_or());
    if (!log["pointer"].is_null()) told.append(" ").append(log["pointer"].text_or());
  }
  world.track("Still Alive");
  EXPECT_EQ(world.collected("Still Alive"), 1) << text.substr(0, 200);
  return told;
}

TEST(BadInput, WhatIsNoJson) {
  for (const char* text :
       {"", "{", "not json", "{\"type\":\"wake\"", "{'type':'wake'}", "\xFF\xFE", "{\"type\":\"wake\",}",
        "{\"type\":\"event\",\"event\":{\"type\":\"track\",\"name\":\"\xC3\x28\"}}"}) {
    EXPECT_EQ(complaint(text), "json.malformed") << text;
  }
}

TEST(BadInput, NestedAThousandDeep) {
  EXPECT_EQ(complaint(std::string(1'000, '[') + std::string(1'000, ']')), "json.tooDeep");
  std::string properties = "1";
  for (int i = 0; i < 1'000; ++i) properties = "{\"a\":" + properties + "}";
  EXPECT_EQ(
      complaint("{\"type\":\"event\",\"event\":{\"type\":\"track\",\"name\":\"A\",\"properties\":" + properties + "}}"),
      "json.tooDeep");
}

TEST(BadInput, TypesNobodyKnows) {
  for (const char* text : {"{}", "[]", "7", "null", "\"wake\"", "{\"type\":7}", "{\"type\":\"teleport\"}"}) {
    EXPECT_EQ(complaint(text), "input.unknownType /type") << text;
  }
}

TEST(BadInput, MembersOfTheWrongType) {
  EXPECT_EQ(complaint(R"({"type":"event"})").substr(0, 20), "input.invalid /event");
  EXPECT_EQ(complaint(R"({"type":"event","event":7})").substr(0, 20), "input.invalid /event");
  EXPECT_EQ(complaint(R"({"type":"event","event":{"type":"track","name":7}})"), "input.invalid /event/name");
  EXPECT_EQ(complaint(R"({"type":"event","event":{"type":"shout","name":"A"}})"), "input.invalid /event/type");
  EXPECT_EQ(complaint(R"({"type":"event","event":{"type":"track"}})"), "event.missing /event/name");
  EXPECT_EQ(complaint(R"({"type":"signal","kind":"telepathy"})"), "input.invalid /kind");
  EXPECT_EQ(complaint(R"({"type":"signal","kind":"route","detail":{"trigger":"push","page":{"url":7}}})"),
            "input.invalid /detail/page/url");
  EXPECT_EQ(complaint(R"({"type":"consent","purposes":{"analytics":"perhaps"}})"), "input.invalid /purposes/analytics");
  EXPECT_EQ(complaint(R"({"type":"lifecycle","state":"asleep"})"), "input.invalid /state");
  EXPECT_EQ(complaint(R"({"type":"recommend","requestId":"r","strategy":"next","limit":51})"), "input.invalid /limit");
  EXPECT_EQ(complaint(R"({"type":"recommend","strategy":"next"})"), "input.invalid /requestId");
  EXPECT_EQ(complaint(R"({"type":"sendResult","batchId":"b","outcome":"response","status":"200"})"),
            "input.invalid /status");
  EXPECT_EQ(complaint(R"({"type":"messageOutcome","decisionId":"d","outcome":"shown"})"),
            "message.unknown /decisionId");
}

TEST(BadInput, SignalsWithoutDetail) {
  for (const char* kind : {"route", "click", "scroll", "form", "visible", "idle", "exitIntent", "vitals", "error"}) {
    for (const char* detail :
         {"", ",\"detail\":null", ",\"detail\":7", ",\"detail\":{\"percent\":1e308,\"page\":{}}"}) {
      complaint(std::string("{\"type\":\"signal\",\"kind\":\"") + kind + "\"" + detail + "}");
    }
  }
}

TEST(BadInput, BeforeStart) {
  JsonEngine engine;
  const Value effects = parse_exactly(engine.handle(R"({"type":"wake"})", kNow));
  ASSERT_EQ(effects.items().size(), 1);
  EXPECT_EQ(effects.items()[0]["code"], Value("engine.notStarted"));
  EXPECT_TRUE(parse_exactly(engine.load("catalogue", R"({"version":1,"items":[]})")).is_array());
  EXPECT_EQ(parse_exactly(engine.load("spaceship", "")).items()[0]["code"], Value("load.unknownKind"));
}

TEST(BadInput, TimesThatAreNone) {
  for (const double now : {std::nan(""), -1.0, std::numeric_limits<double>::infinity(),
                           -std::numeric_limits<double>::infinity(), 1e300, 0.0, 0.5}) {
    JsonEngine engine;
    Value start =
        json("{'type':'start','snapshot':null,'journal':[],'seed':'01','page':{'url':'https://shop.example/'}}");
    start.set("config", config());
    engine.handle(text_of(start), kNow);
    const Value effects = parse_exactly(engine.handle(R"({"type":"event","event":{"type":"track","name":"A"}})", now));
    ASSERT_FALSE(effects.items().empty()) << now;
    EXPECT_EQ(effects.items()[0]["type"], Value("append")) << now;
    const double timestamp = effects.items()[0]["record"]["event"]["timestamp"].number_or(-1);
    EXPECT_GE(timestamp, 0) << now;
    EXPECT_LE(timestamp, static_cast<double>(kLatestMs)) << now;
    for (int i = 0; i < 3; ++i) parse_exactly(engine.handle(R"({"type":"wake"})", now));
    EXPECT_TRUE(parse_exactly(engine.handle(R"({"type":"inspect"})", kNow)).is_array());
  }
}

TEST(BadInput, TimeThatJumpsBackAndForth) {
  World world = started();
  for (const TimeMs by : {kHourMs, -kDayMs, 40 * kDayMs, -50 * kDayMs, TimeMs{1}}) {
    world.now += by;
    world.track("A");
    world.put(json("{'type':'wake'}"));
  }
  world.advance(kMinuteMs);
  EXPECT_EQ(world.collected("A"), 5);
  EXPECT_TRUE(world.journal.empty());
}

TEST(BadInput, NumbersBeyond2To53AreRoundedAndNothingElse) {
  World world = started();
  world.put_text(R"({"type":"event","event":{"type":"track","name":"A","properties":
    {"big":9007199254740993,"huge":123456789012345678901234567890,"tiny":5e-324,"max":1.7976931348623157e308}}})");
  const auto events = world.collected();
  ASSERT_EQ(events.size(), 1);
  const Value& properties = events[0]["properties"];
  EXPECT_EQ(properties["big"].number_or(0), 9007199254740992.0);
  EXPECT_EQ(properties["huge"].number_or(0), 123456789012345678901234567890.0);
  EXPECT_EQ(properties["tiny"].number_or(0), 5e-324);
  EXPECT_EQ(properties["max"].number_or(0), 1.7976931348623157e308);
}

TEST(BadInput, HugeNumbersInWhatTheProfileCounts) {
  World world = started();
  for (const char* number : {"1e308", "-1e308", "1e-308", "9007199254740993"}) {
    world.track("Product Added",
                std::string("{'product_id':") + number + ",'price':" + number + ",'quantity':" + number + "}");
    world.track("Order Completed", std::string("{'revenue':") + number + "}");
    world.put_text(std::string(R"({"type":"signal","kind":"scroll","detail":{"percent":)") + number + "}}");
  }
  world.advance(5'000);
  EXPECT_FALSE(world.state().is_null());
  world.start();
  EXPECT_FALSE(world.state().is_null());
}

TEST(BadInput, ALongStringIsCutAndTheEventKept) {
  World world = started();
  Value properties = json("{'product_id':'a'}");
  properties.set("text", Value(std::string(1'048'576, 'x')));
  Value input = json("{'type':'event','event':{'type':'track','name':'A'}}");
  Value event = input["event"];
  event.set("properties", std::move(properties));
  input.set("event", std::move(event));
  world.put(input);
  EXPECT_EQ(world.codes(), std::vector<std::string>{"event.stringCut"});
  EXPECT_EQ(world.collected("A"), 1);
}

TEST(BadInput, OfAnEventWithTenThousandObjectsWhatMayBeKeptIsKept) {
  std::string list = "[";
  for (int i = 0; i < 10'000; ++i) list += R"({"product_id":"p","price":1},)";
  list.back() = ']';
  World world = started();
  const auto put = [&](const std::string& properties) {
    world.put_text(R"({"type":"event","event":{"type":"track","name":"A","properties":)" + properties + "}}");
  };
  put(R"({"list":)" + list + R"(,"order_id":"o1"})");
  std::string lists = list;
  for (int i = 0; i < 9; ++i) lists += "," + list;
  put(R"({"lists":[)" + lists + R"(],"order_id":"o2"})");
  const auto events = world.collected();
  ASSERT_EQ(events.size(), 2);
  EXPECT_EQ(events[0]["properties"]["list"].items().size(), 256);
  EXPECT_EQ(events[0]["properties"]["order_id"], Value("o1"));
  EXPECT_EQ(events[1]["properties"]["order_id"], Value("o2"));
  const auto codes = world.codes();
  EXPECT_EQ(codes.front(), "event.tooManyMembers");
  EXPECT_EQ(std::count(codes.begin(), codes.end(), "event.propertyDropped"), 1) << "ten lists are too heavy";
}

TEST(BadInput, AnInputLargerThanAllElseIsRefusedAsAWhole) {
  EXPECT_EQ(complaint("\"" + std::string(65'000'000, 'x') + "\""), "json.tooLarge");
}

TEST(BadInput, TenThousandEventsThatCannotLeaveAndThenSome) {
  Value calm = config();
  calm.set("journey", json("{'events':false}"));
  World world(calm, static_cast<TimeMs>(kNow));
  world.start();
  world.mark();
  world.host.answers = false;
  for (int i = 0; i < 10'050; ++i) world.put_text(R"({"type":"event","event":{"type":"track","name":"A"}})");
  EXPECT_EQ(world.journal.size(), 10'000);
  EXPECT_EQ(world.codes(), std::vector<std::string>{"queue.full"}) << "said once, counted for each";
  EXPECT_TRUE(includes(json("{'stats':{'accepted':10050,'lost':{'queueFull':50}}}"), world.state()));
  EXPECT_EQ(world.released.front(), world.appended[1]) << "the oldest goes that is not on its way";
  world.track("Scroll Depth Reached");
  EXPECT_EQ(world.appended.size(), 10'050) << "what matters less than all that waits is not taken";
  world.track("Order Completed");
  EXPECT_EQ(world.appended.size(), 10'051) << "orders always are";
  world.advance(kMinuteMs);
  EXPECT_NE(world.journal.back()["event"]["name"], Value("Order Completed"));
  EXPECT_EQ(world.journal.back()["event"]["name"], Value("Waymark Loss"));
  EXPECT_EQ(text_of(world.journal.back()["event"]["properties"]), R"({"reasons":{"queueFull":52},"count":52})");
}

}  // namespace
}  // namespace waymark::test
