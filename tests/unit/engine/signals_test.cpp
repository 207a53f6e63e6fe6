#include <gtest/gtest.h>

#include <string>

#include "support/json_help.h"
#include "support/world.h"

namespace waymark::test {
namespace {

constexpr TimeMs kNow = 1'767'578'400'000;

World started(const char* config = "{'version':1}") {
  World world(json(config), kNow);
  world.start();
  world.mark();
  return world;
}

/// Names of the events of the effects so far.
std::vector<std::string> names(const World& world) {
  std::vector<std::string> names;
  for (const Value& append : world.effects("append")) names.push_back(name_of(append["record"]["event"]));
  return names;
}

using Names = std::vector<std::string>;

TEST(Signals, ARouteIsAPageView) {
  World world = started();
  world.visit("/p/a?x=1", "push");
  ASSERT_EQ(names(world), Names{"Page Viewed"});
  EXPECT_TRUE(
      includes(json("{'record':{'seq':1,'event':{'type':'page','timestamp':1767578400000,'session':{'number':1},"
                    "'properties':{'path':'/p/a','search':'?x=1'},'context':{'page':{'path':'/p/a'},'locale':'vi'}}}}"),
               world.last("append")))
      << text_of(world.last("append"));
}

TEST(Signals, CanBeTurnedOff) {
  World world = started("{'version':1,'signals':{'route':false,'click':false,'scroll':[]}}");
  world.visit("/p/a");
  world.put(
      json("{'type':'signal','kind':'click','detail':{'element':'a','href':'https://x.example/','outbound':true}}"));
  world.put(json("{'type':'signal','kind':'scroll','detail':{'percent':100,'px':900}}"));
  EXPECT_EQ(names(world), Names{});
}

TEST(Signals, ScrollDepthsAreReachedOnceAPage) {
  World world = started();
  world.visit("/");
  world.mark();
  for (const char* percent : {"10", "60", "40", "60", "100"}) {
    world.put(json(std::string("{'type':'signal','kind':'scroll','detail':{'px':1,'percent':") + percent + "}}"));
  }
  std::vector<double> depths;
  for (const Value& append : world.effects("append")) {
    depths.push_back(append["record"]["event"]["properties"]["percent"].number_or(0));
  }
  EXPECT_EQ(depths, (std::vector<double>{25, 50, 75, 90}));
  world.visit("/b", "push");
  world.mark();
  world.put(json("{'type':'signal','kind':'scroll','detail':{'percent':30,'px':1}}"));
  EXPECT_EQ(names(world), Names{"Scroll Depth Reached"});
}

TEST(Signals, ClicksCountWhereTheyLeaveOrSayWhatTheyAre) {
  World world = started();
  world.put(json("{'type':'signal','kind':'click','detail':{'element':'div'}}"));
  world.put(json("{'type':'signal','kind':'click','detail':{'element':'a','href':'/cart'}}"));
  EXPECT_EQ(names(world), Names{});
  world.put(
      json("{'type':'signal','kind':'click','detail':{'element':'a','href':'https://x.example/','outbound':true}}"));
  world.put(json(
      "{'type':'signal','kind':'click','detail':{'element':'button','event':'Size Chosen','properties':{'size':4}}}"));
  EXPECT_EQ(names(world), (Names{"Link Clicked", "Size Chosen"}));
  EXPECT_EQ(world.last("append")["record"]["event"]["properties"]["size"], Value(4.0));
}

TEST(Signals, FormsAndWhatBecomesVisibleCountWhereTheySayWhatTheyAre) {
  World world = started();
  world.put(
      json("{'type':'signal','kind':'form','detail':{'action':'submit','form':'f','event':'Newsletter Joined'}}"));
  world.put(json("{'type':'signal','kind':'visible','detail':{'element':'s','event':'Reviews Seen'}}"));
  world.put(json("{'type':'signal','kind':'form','detail':{'action':'start','form':'f'}}"));
  EXPECT_EQ(names(world), (Names{"Newsletter Joined", "Reviews Seen"}));
}

TEST(Events, AreForwardedWhereTheSiteAsksForIt) {
  World world = started("{'version':1,'forward':['dataLayer','listener']}");
  world.track("Product Viewed", "{'product_id':'a'}");
  const auto forwards = world.effects("forward");
  ASSERT_GE(forwards.size(), 2);
  EXPECT_TRUE(
      includes(json("{'target':'dataLayer','name':'Product Viewed','payload':{'product_id':'a'}}"), forwards[0]));
  EXPECT_TRUE(includes(json("{'target':'listener','name':'Product Viewed'}"), forwards[1]));
}

TEST(Events, ACallKeptFromBeforeKeepsItsTimeAndItsId) {
  World world = started();
  world.now -= 5'000;
  world.put(json(
      "{'type':'event','event':{'type':'track','name':'Early','messageId':'019b8b00-0000-7000-8000-000000000001'}}"));
  EXPECT_TRUE(
      includes(json("{'record':{'id':'019b8b00-0000-7000-8000-000000000001','event':{'timestamp':1767578395000}}}"),
               world.last("append")));
}

TEST(Events, TheAppendComesBeforeAllElse) {
  World world(parse_exactly(read_file("demo-site/waymark.config.json")), kNow);
  world.start();
  world.load("catalogue", read_file("tests/scenarios/data/catalogue.json"));
  world.mark();
  world.track("Product Added", "{'product_id':'kc01','category':'kids-clothes','price':1}");
  ASSERT_FALSE(world.effects().empty());
  EXPECT_EQ(world.effects()[0]["type"], Value("append"));
}

TEST(Timer, OneWakeIsEnoughForTheSameMoment) {
  World world = started();
  world.track("A");
  world.track("B");
  world.track("C");
  EXPECT_LE(world.effects("wake").size(), 1);
  ASSERT_TRUE(world.wake_at);
  EXPECT_GT(*world.wake_at, kNow);
}

TEST(Timer, ALateWakeDoesAllThatIsDue) {
  World world =
      started("{'version':1,'destinations':[{'id':'own','type':'segment','url':'/v1/batch','writeKey':'k'}]}");
  world.track("A");
  world.now += kHourMs;  // a background tab
  world.put(json("{'type':'wake'}"));
  EXPECT_EQ(world.effects("send").size(), 1);
  EXPECT_EQ(world.effects("persist").size(), 1);
}

}  // namespace
}  // namespace waymark::test
