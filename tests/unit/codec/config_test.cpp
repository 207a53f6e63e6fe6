#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "codec/config_codec.h"
#include "support/json_help.h"
#include "support/world.h"

namespace waymark::test {
namespace {

/// A configuration with one wrong thing, where the complaint must point, and what it must say was found.
struct Mistake {
  const char* config;
  const char* pointer;
  const char* found;
};

constexpr Mistake kMistakes[] = {
    {"{'version':2}", "/version", "2"},
    {"{}", "/version", ""},
    {"{'version':'1'}", "/version", "\"1\""},
    {"{'version':1,'site':[]}", "/site", ""},
    {"{'version':1,'site':{'language':7}}", "/site/language", "7"},
    {"{'version':1,'destinations':{}}", "/destinations", ""},
    {"{'version':1,'destinations':[7]}", "/destinations/0", "7"},
    {"{'version':1,'destinations':[{'type':'segment','url':'/v','writeKey':'k'}]}", "/destinations/0/id", ""},
    {"{'version':1,'destinations':[{'id':'a','type':7,'url':'/v','writeKey':'k'}]}", "/destinations/0/type", "7"},
    {"{'version':1,'destinations':[{'id':'a','type':'ndjson','url':'/v','sample':1.5}]}", "/destinations/0/sample",
     "1.5"},
    {"{'version':1,'destinations':[{'id':'a','type':'ndjson','url':'https://'}]}", "/destinations/0/url",
     "\"https://\""},
    {"{'version':1,'destinations':[{'id':'a','type':'ndjson','url':'https://a b/'}]}", "/destinations/0/url",
     "\"https://a b/\""},
    {"{'version':1,'destinations':[{'id':'a','type':'segment','url':'javascript:x','writeKey':'k'}]}",
     "/destinations/0/url", "\"javascript:x\""},
    {"{'version':1,'destinations':[{'id':'a','type':'ndjson'}]}", "/destinations/0/url", ""},
    {"{'version':1,'destinations':[{'id':'a','type':'segment','url':'/v','writeKey':'k','enabled':'yes'}]}",
     "/destinations/0/enabled", "\"yes\""},
    {"{'version':1,'destinations':[{'id':'a','type':'segment','url':'/v','writeKey':'k'},"
     "{'id':'a','type':'segment','url':'/w','writeKey':'k'}]}",
     "/destinations/1/id", "\"a\""},
    {"{'version':1,'batch':{'maxEvents':0}}", "/batch/maxEvents", "0"},
    {"{'version':1,'batch':{'maxEvents':501}}", "/batch/maxEvents", "501"},
    {"{'version':1,'batch':{'maxBytes':100000}}", "/batch/maxBytes", "100000"},
    {"{'version':1,'batch':{'maxAgeMs':'1s'}}", "/batch/maxAgeMs", "\"1s\""},
    {"{'version':1,'retry':{'baseMs':-1}}", "/retry/baseMs", "-1"},
    {"{'version':1,'session':{'idleMinutes':0}}", "/session/idleMinutes", "0"},
    {"{'version':1,'session':{'splitAtMidnight':1}}", "/session/splitAtMidnight", "1"},
    {"{'version':1,'consent':{'analytics':'perhaps'}}", "/consent/analytics", "\"perhaps\""},
    {"{'version':1,'signals':{'scroll':[50,0]}}", "/signals/scroll/1", "0"},
    {"{'version':1,'signals':{'route':'no'}}", "/signals/route", "\"no\""},
    {"{'version':1,'journey':{'preset':'odyssey'}}", "/journey/preset", "\"odyssey\""},
    {"{'version':1,'limits':{'session':0}}", "/limits/session", "0"},
    {"{'version':1,'forward':['gtag','carrierPigeon']}", "/forward/1", "\"carrierPigeon\""},
    {"{'version':1,'forward':[{'to':'pigeon','only':['x']}]}", "/forward/0/to", "\"pigeon\""},
    {"{'version':1,'forward':[{'to':'gtag'}]}", "/forward/0/only", "nothing"},
    {"{'version':1,'forward':[{'to':'gtag','only':'x'}]}", "/forward/0/only", "\"x\""},
    {"{'version':1,'forward':[{'to':'gtag','only':[]}]}", "/forward/0/only", "an array"},
    {"{'version':1,'forward':[{'to':'gtag','only':['a',1]}]}", "/forward/0/only/1", "1"},
    {"{'version':1,'forward':[{'to':7,'only':['a']}]}", "/forward/0/to", "7"},
    {"{'version':1,'forward':[7]}", "/forward/0", "7"},
    {"{'version':1,'forward':'gtag'}", "/forward", "\"gtag\""},
    {"{'version':1,'jsonLd':7}", "/jsonLd", "7"},
    {"{'version':1,'rules':7}", "/rules", "7"},
    {"{'version':1,'rules':[{}]}", "/rules/0/id", ""},
};

Value rule(const char* changes) {
  Value rule = json(
      "{'id':'r','on':{'any':[{'type':'pageView'}]},'do':[{'type':'message','template':'bar',"
      "'content':{'en':{'title':'Hello'}}}]}");
  const Value more = json(changes);
  for (const Member& member : more.members()) rule.set(member.key, member.value);
  Value rules = Value::array();
  rules.push(std::move(rule));
  Value config = json("{'version':1,'journey':{'preset':'store'}}");
  config.set("rules", std::move(rules));
  return config;
}

constexpr Mistake kRuleMistakes[] = {
    {"{'status':'asleep'}", "/rules/0/status", "\"asleep\""},
    {"{'priority':101}", "/rules/0/priority", "101"},
    {"{'on':{'any':[]}}", "/rules/0/on", ""},
    {"{'on':{'any':[{'type':'fullMoon'}]}}", "/rules/0/on/any/0/type", "\"fullMoon\""},
    {"{'on':{'any':[{'type':'pageView'},{'type':'event'}]}}", "/rules/0/on/any/1/name", ""},
    {"{'on':{'any':[{'type':'scroll'}]}}", "/rules/0/on/any/0/percent", ""},
    {"{'on':{'any':[{'type':'scroll','percent':101}]}}", "/rules/0/on/any/0/percent", "101"},
    {"{'on':{'any':[{'type':'delay'}]}}", "/rules/0/on/any/0/ms", ""},
    {"{'cap':{'session':0}}", "/rules/0/cap/session", "0"},
    {"{'cap':{'cooldownMs':-5}}", "/rules/0/cap/cooldownMs", "-5"},
    {"{'do':[]}", "/rules/0/do", ""},
    {"{'do':[{'type':'message','template':'comet','content':{'en':{}}}]}", "/rules/0/do/0/template", "\"comet\""},
    {"{'do':[{'type':'message','template':'bar','content':{}}]}", "/rules/0/do/0/content", ""},
    {"{'do':[{'type':'message','template':'bar','content':{'en':'Hello'}}]}", "/rules/0/do/0/content/en", ""},
    {"{'do':[{'type':'message','template':'hero','content':{'en':{}}}]}", "/rules/0/do/0/slot", ""},
    {"{'do':[{'type':'message','template':'recommendations','content':{'en':{}},'recommend':{'strategy':'next'}}]}",
     "/rules/0/do/0/slot", ""},
    {"{'do':[{'type':'message','template':'recommendations','slot':'s','content':{'en':{}},"
     "'recommend':{'strategy':'guess'}}]}",
     "/rules/0/do/0/recommend/strategy", "\"guess\""},
};

bool complains(const Value& config, const Mistake& mistake) {
  const auto reading = codec::read_config(config);
  for (const Error& error : reading.errors) {
    const bool found = *mistake.found == '\0' || error.found == mistake.found;
    if (told(error) == std::string("config.invalid ") + mistake.pointer && found && !error.expected.empty())
      return true;
  }
  return false;
}

std::string all_told(const Value& config) {
  std::string text;
  for (const Error& error : codec::read_config(config).errors) {
    text += told(error) + ": expected " + error.expected + ", found " + error.found + "\n";
  }
  return text;
}

TEST(Config, EveryMistakeIsNamedWithItsPlaceWhatWasExpectedAndWhatWasFound) {
  for (const Mistake& mistake : kMistakes) {
    const Value config = json(mistake.config);
    EXPECT_TRUE(complains(config, mistake)) << mistake.config << " told\n" << all_told(config);
  }
  for (const Mistake& mistake : kRuleMistakes) {
    const Value config = rule(mistake.config);
    EXPECT_TRUE(complains(config, mistake)) << mistake.config << " told\n" << all_told(config);
  }
}

TEST(Config, AllMistakesAreToldNotOnlyTheFirst) {
  const Value config = json("{'version':1,'batch':{'maxEvents':0,'maxAgeMs':-1},'journey':{'preset':'x'}}");
  EXPECT_EQ(codec::read_config(config).errors.size(), 3) << all_told(config);
}

TEST(Config, WhatNobodyReadsIsAWarningOnly) {
  const auto reading = codec::read_config(json("{'version':1,'batch':{'maxEvent':5},'colour':'red'}"));
  EXPECT_TRUE(reading.errors.empty());
  std::vector<std::string> pointers;
  for (const Error& warning : reading.warnings) {
    EXPECT_EQ(std::string(warning.code), "config.unknownKey");
    pointers.push_back(warning.pointer);
  }
  std::sort(pointers.begin(), pointers.end());
  EXPECT_EQ(pointers, (std::vector<std::string>{"/batch/maxEvent", "/colour"}));
}

TEST(Config, TheStorefrontsOwnIsValid) {
  const auto reading = codec::read_config(parse_exactly(read_file("demo-site/waymark.config.json")));
  EXPECT_TRUE(reading.errors.empty());
  EXPECT_TRUE(reading.warnings.empty());
}

constexpr TimeMs kNow = 1'767'578'400'000;

Value input_config(const Value& config) {
  Value input = json("{'type':'config'}");
  input.set("config", config);
  return input;
}

TEST(Config, AnInvalidOneLeavesThePreviousInForceWhole) {
  World world(json("{'version':1,'journey':{'preset':'store'},'batch':{'maxAgeMs':0},"
                   "'destinations':[{'id':'own','type':'segment','url':'/v1/batch','writeKey':'k'}]}"),
              kNow);
  world.start();
  world.mark();
  world.put(input_config(json("{'version':1,'journey':{'preset':'lifecycle'},'batch':{'maxEvents':0}}")));
  ASSERT_EQ(world.effects("log").size(), 1);
  EXPECT_TRUE(includes(json("{'level':'error','code':'config.invalid','pointer':'/batch/maxEvents','found':'0'}"),
                       world.last("log")));
  EXPECT_EQ(world.state()["journey"]["stage"], Value("visit")) << "of the journey `store`";
  world.track("A");
  EXPECT_EQ(world.collected("A"), 1);
}

TEST(Config, ACompileErrorOfAConditionIsAnErrorOfTheConfiguration) {
  World world(json("{'version':1}"), kNow);
  world.start();
  for (const auto& [changes, code, pointer] :
       {std::tuple{"{'when':{'and':[true,{'teleport':[]}]}}", "rule.unknownOperator", "/rules/0/when/and/1/teleport"},
        std::tuple{"{'stage':['checkout','heaven']}", "config.unknownStage", "/rules/0/stage"}}) {
    world.mark();
    world.put(input_config(rule(changes)));
    const Value log = world.last("log");
    EXPECT_EQ(log["code"], Value(code));
    EXPECT_TRUE(log["pointer"].text_or().starts_with(pointer)) << text_of(log);
    EXPECT_EQ(log["level"], Value("error"));
  }
}

TEST(Config, AnInvalidFirstOneKeepsEventsUntilAValidOneComes) {
  const Value valid = json(
      "{'version':1,'batch':{'maxAgeMs':0},"
      "'destinations':[{'id':'own','type':'ndjson','url':'/v1/batch','writeKey':'k'}]}");
  World world(json("{'version':1,'batch':{'maxEvents':0}}"), kNow);
  world.start();
  world.track("A");
  world.advance(kMinuteMs);
  EXPECT_EQ(world.effects("send").size(), 0);
  EXPECT_EQ(world.journal.size(), 1) << "nowhere to go is no reason to lose it";
  world.start();
  world.track("B");
  world.put(input_config(valid));
  world.advance(5'000);
  EXPECT_EQ(world.collected("A"), 1);
  EXPECT_EQ(world.collected("B"), 1);
  EXPECT_TRUE(world.journal.empty());
}

TEST(Config, NoConfigurationAtAllIsToldToo) {
  for (const char* none : {"null", "7", "[]", "'text'"}) {
    World world(json(none), kNow);
    world.start();
    EXPECT_EQ(world.last("log")["code"], Value("config.invalid")) << none;
  }
}

TEST(Config, ANewOneTakesOverQueueAndDestinations) {
  World world(json("{'version':1,'batch':{'maxAgeMs':0},'destinations':["
                   "{'id':'old','type':'ndjson','url':'/old','writeKey':'k'},"
                   "{'id':'own','type':'ndjson','url':'/own','writeKey':'k'}]}"),
              kNow);
  world.start();
  world.host.replies = {Value(503.0), Value(503.0)};
  world.track("A");
  world.put(
      input_config(json("{'version':1,'batch':{'maxAgeMs':0},'destinations':["
                        "{'id':'new','type':'ndjson','url':'/new','writeKey':'k'},"
                        "{'id':'own','type':'ndjson','url':'/moved','writeKey':'k'}]}")));
  world.advance(kMinuteMs);
  EXPECT_EQ(world.last("send")["url"], Value("/moved")) << "what waited for `own` still goes there, only there";
  EXPECT_EQ(world.collected("A"), 1);
  EXPECT_TRUE(world.journal.empty());
}

}  // namespace
}  // namespace waymark::test
