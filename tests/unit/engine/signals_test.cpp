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
  for (const Value& append : world.effects("append")) {
    const std::string name = name_of(append["record"]["event"]);
    if (name != "Stage Entered") names.push_back(name);  // tells of the journey, not of the page
  }
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
  EXPECT_EQ(names(world), (Names{"Newsletter Joined", "Reviews Seen", "Form Started"}));
  EXPECT_EQ(world.last("append")["record"]["event"]["properties"], json("{'form':'f'}"));
}

/// One signal of each kind, told by the host.
constexpr const char* kOneOfEach[] = {
    "{'kind':'form','detail':{'action':'submit','form':'f','fields':2}}",
    "{'kind':'form','detail':{'action':'abandon','form':'f'}}",
    "{'kind':'engagement','detail':{'action':'time','activeMs':30000,'addedMs':30000}}",
    "{'kind':'rageClick','detail':{'element':'b','clicks':3}}",
    "{'kind':'deadClick','detail':{'element':'a'}}",
    "{'kind':'copy','detail':{'element':'p','length':8,'cut':false}}",
    "{'kind':'print','detail':{}}",
    "{'kind':'media','detail':{'action':'start','element':'video','medium':'video','position':0,'percent':0}}",
    "{'kind':'media','detail':{'action':'pause','element':'video','medium':'video','position':1,'percent':9}}",
    "{'kind':'media','detail':{'action':'resume','element':'video','medium':'video','position':1,'percent':9}}",
    "{'kind':'media','detail':{'action':'progress','element':'video','medium':'video','position':5,'percent':25}}",
    "{'kind':'media','detail':{'action':'complete','element':'video','medium':'video','position':9,'percent':100}}",
    "{'kind':'exitIntent','detail':{'cause':'mouse'}}",
    "{'kind':'idle','detail':{'idleMs':60000}}",
    "{'kind':'vitals','detail':{'navigation':'navigate','lcp':1234,'cls':0.01}}",
    "{'kind':'error','detail':{'message':'x is not a function'}}",
    "{'kind':'duplicateTab','detail':{}}",
};

void put_one_of_each(World& world) {
  for (const char* signal : kOneOfEach) world.put(json(std::string("{'type':'signal',") + (signal + 1)));
}

TEST(Signals, WithoutAWordEachThatIsOnBecomesItsEvent) {
  World world = started();
  put_one_of_each(world);
  EXPECT_EQ(names(world),
            (Names{"Form Submitted", "Form Abandoned", "Page Engaged", "Rage Click", "Page Printed",
                   "Video Playback Started", "Video Playback Paused", "Video Playback Resumed", "Video Content Playing",
                   "Video Playback Completed", "Web Vitals", "JavaScript Error", "Tab Duplicated"}));
}

TEST(Signals, TheOthersAreEventsOnRequest) {
  World world = started(
      "{'version':1,'signals':{'form':false,'engagement':false,'rageClick':false,'print':false,'media':false,"
      "'vitals':false,'error':false,'duplicateTab':false,'deadClick':true,'copy':true,'exitIntent':true,'idle':true}}");
  put_one_of_each(world);
  EXPECT_EQ(names(world), (Names{"Dead Click", "Text Copied", "Exit Intent", "Visitor Idle"}));
  EXPECT_EQ(world.last("append")["record"]["event"]["properties"], json("{'idleMs':60000}"));
}

TEST(Signals, TimesThatOnlyARuleAskedForAreNoEvents) {
  World world = started("{'version':1,'signals':{'idle':true}}");
  world.put(json("{'type':'signal','kind':'idle','detail':{'idleMs':5000}}"));
  world.put(json("{'type':'signal','kind':'engagement','detail':{'action':'reached','activeMs':5000}}"));
  EXPECT_EQ(names(world), Names{});
}

TEST(Signals, ALinkToAFileIsADownload) {
  World world = started();
  const auto click = [&](const char* href, const char* outbound) {
    world.put(json(std::string("{'type':'signal','kind':'click','detail':{'element':'a','outbound':") + outbound +
                   ",'href':'" + href + "'}}"));
  };
  click("https://shop.example/files/sizes.PDF?v=2#p3", "false");
  EXPECT_EQ(names(world), Names{"File Downloaded"});
  EXPECT_EQ(world.last("append")["record"]["event"]["properties"],
            json("{'href':'https://shop.example/files/sizes.PDF?v=2#p3','element':'a','fileName':'sizes.PDF',"
                 "'extension':'PDF'}"));
  world.mark();
  click("https://other.example/a.zip", "true");
  EXPECT_EQ(names(world), (Names{"File Downloaded", "Link Clicked"}));
  world.mark();
  for (const char* href : {"https://shop.example/", "https://shop.example/a.", "https://shop.example/index.html",
                           "https://shop.example/p.d/f", "https://shop.example/x.f xls", "mailto:", ""}) {
    click(href, "false");
  }
  EXPECT_EQ(names(world), Names{});
}

TEST(Signals, AllClicksAreEventsOnRequestButForThoseARuleWaitsFor) {
  World world = started("{'version':1,'signals':{'elementClick':true,'download':false}}");
  world.put(json("{'type':'signal','kind':'click','detail':{'element':'button#more'}}"));
  world.put(json("{'type':'signal','kind':'click','detail':{'element':'button#more','selector':'#more'}}"));
  world.put(json("{'type':'signal','kind':'click','detail':{'element':'a','href':'/a.pdf','outbound':false}}"));
  EXPECT_EQ(names(world), (Names{"Element Clicked", "Element Clicked"}));
}

TEST(Signals, ElementsAreViewedWhereTheConfigurationNamesThem) {
  World world = started("{'version':1,'signals':{'visible':['#reviews']}}");
  world.put(json("{'type':'signal','kind':'visible','detail':{'element':'section#reviews','selector':'#reviews'}}"));
  world.put(json("{'type':'signal','kind':'visible','detail':{'element':'footer','selector':'footer'}}"));
  EXPECT_EQ(names(world), Names{"Element Viewed"});
  EXPECT_EQ(world.last("append")["record"]["event"]["properties"],
            json("{'element':'section#reviews','selector':'#reviews'}"));
}

TEST(Signals, AProductOfTheMarkupIsViewedUnlessTheSiteHasSaidSoOfThePage) {
  World world = started();
  world.visit("/p/a", "push");
  world.mark();
  world.put(json("{'type':'signal','kind':'product','detail':{'product_id':'a','inferred':true}}"));
  world.put(json("{'type':'signal','kind':'product','detail':{'product_id':'b','inferred':true}}"));
  EXPECT_EQ(names(world), Names{"Product Viewed"});
  EXPECT_EQ(world.last_event("Product Viewed")["properties"], json("{'product_id':'a','inferred':true}"));
  world.visit("/p/b", "push");
  world.mark();
  world.track("Product Viewed", "{'product_id':'own'}");
  world.put(json("{'type':'signal','kind':'product','detail':{'product_id':'b','inferred':true}}"));
  EXPECT_EQ(names(world), Names{"Product Viewed"});
  world.visit("/p/c", "push");
  world.mark();
  world.put(json("{'type':'signal','kind':'product','detail':{'product_id':'c','inferred':true}}"));
  EXPECT_EQ(names(world), Names{"Product Viewed"});
}

TEST(Signals, DepthsInPixelsToo) {
  World world = started("{'version':1,'signals':{'scroll':[50],'scrollPx':[300,1000]}}");
  world.put(json("{'type':'signal','kind':'scroll','detail':{'percent':60,'px':400}}"));
  const auto appends = world.effects("append");
  ASSERT_EQ(appends.size(), 2);
  EXPECT_EQ(appends[0]["record"]["event"]["properties"], json("{'percent':50,'px':400}"));
  EXPECT_EQ(appends[1]["record"]["event"]["properties"], json("{'px':300}"));
}

TEST(Signals, ASearchOfTheSitesOwnIsReadFromTheAddress) {
  World world = started();
  world.visit("/search?page=2&q=%C3%A1o%20thun", "push");
  EXPECT_EQ(names(world), (Names{"Page Viewed", "Products Searched"}));
  EXPECT_EQ(world.last("append")["record"]["event"]["properties"], json("{'query':'áo thun'}"));
  world.mark();
  world.visit("/search?q=", "push");
  EXPECT_EQ(names(world), Names{"Page Viewed"});

  World other = started("{'version':1,'signals':{'route':false,'search':['tim']}}");
  other.visit("/search?q=a&tim=b", "push");
  EXPECT_EQ(names(other), Names{"Products Searched"});
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

TEST(Events, OfTheNamesATargetIsToHearOnly) {
  World world = started("{'version':1,'forward':[{'to':'gtag','only':['Order Completed','Product *']},'listener']}");
  world.mark();
  world.track("Note Written");
  world.track("Product Viewed", "{'product_id':'a'}");
  Names told;
  for (const Value& forward : world.effects("forward")) {
    if (forward["id"].is_null()) continue;
    told.push_back(forward["target"].text() + " " + forward["name"].text());
    EXPECT_EQ(forward["id"].text(), world.effects("append")[told.size() == 1 ? 0 : 1]["record"]["id"].text());
  }
  EXPECT_EQ(told, (Names{"listener Note Written", "gtag Product Viewed", "listener Product Viewed"}));
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
