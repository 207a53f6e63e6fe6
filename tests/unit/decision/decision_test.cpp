#include <gtest/gtest.h>

#include <string>

#include "support/json_help.h"
#include "support/visits.h"
#include "support/world.h"

namespace waymark::test {
namespace {

constexpr TimeMs kNow = 1'767'578'400'000;

World started(std::vector<Value> rules, const char* more = "{}") {
  World world(with_rules(with(json("{'version':1,'journey':{'preset':'store'}}"), more), std::move(rules)), kNow);
  world.page.set("language", Value("en"));
  world.start();
  world.mark();
  return world;
}

TEST(Decision, EveryRuleHasItsReason) {
  World world =
      started({bar_rule("paused", "{'status':'paused'}"), bar_rule("draft", "{'status':'draft'}"),
               bar_rule("marketing", "{'consent':['marketing']}"), bar_rule("checkout", "{'stage':['checkout']}"),
               bar_rule("other", "{'on':{'any':[{'type':'event','name':'Stop'}]}}"),
               bar_rule("never", "{'when':{'==':[1,2]}}"), bar_rule("low", "{'priority':1}"), bar_rule("yes")});
  world.track("Go");
  EXPECT_EQ(shown(world), "yes");
  EXPECT_TRUE(same(world.state()["rules"],
                   json("{'paused':'notLive','draft':'notLive','marketing':'consent','checkout':'stage',"
                        "'other':'notTriggered','never':'condition','low':'slotTaken','yes':'selected'}")))
      << text_of(world.state()["rules"]);
}

TEST(Decision, HigherPriorityThenEarlierPlace) {
  World world =
      started({bar_rule("a", "{'priority':50}"), bar_rule("b", "{'priority':90}"), bar_rule("c", "{'priority':90}")});
  world.track("Go");
  EXPECT_EQ(shown(world), "b");
}

TEST(Decision, MessagesInDifferentPlacesStandTogether) {
  const char* shelf = "{'do':[{'type':'message','template':'bar','slot':'shelf','content':{'en':{'title':'x'}}}]}";
  World world = started({bar_rule("bar"), bar_rule("shelf", shelf), bar_rule("too late", shelf)});
  world.track("Go");
  EXPECT_EQ(shown(world), "bar shelf");
  EXPECT_EQ(reason(world, "too late"), "slotTaken");
}

TEST(Decision, CapsOfARule) {
  World world = started({bar_rule("r", "{'cap':{'session':2,'lifetime':3}}")});
  for (int i = 0; i < 2; ++i) {
    world.track("Go");
    see_and_dismiss(world);
  }
  world.track("Go");
  EXPECT_EQ(reason(world, "r"), "ruleSessionCap");
  world.advance(kHourMs);
  world.track("Go");
  EXPECT_EQ(reason(world, "r"), "selected") << "another visit";
  see_and_dismiss(world);
  world.advance(kHourMs);
  world.track("Go");
  EXPECT_EQ(reason(world, "r"), "ruleLifetimeCap");
  EXPECT_EQ(shown(world), "r r r");
}

TEST(Decision, CooldownAndDismissalRunFromTheirOwnMoments) {
  World world = started({bar_rule("r", "{'cap':{'cooldownMs':60000,'afterDismissMs':300000}}")});
  world.track("Go");
  const std::string id(world.last("showMessage")["decisionId"].text_or());
  world.outcome(id, "shown");
  world.advance(30'000);
  world.outcome(id, "dismissed");
  world.advance(29'999);
  world.track("Go");
  EXPECT_EQ(reason(world, "r"), "cooldown");
  world.advance(1);
  world.track("Go");
  EXPECT_EQ(reason(world, "r"), "dismissed");
  world.advance(269'999);
  world.track("Go");
  EXPECT_EQ(reason(world, "r"), "dismissed");
  world.advance(1);
  world.track("Go");
  EXPECT_EQ(reason(world, "r"), "selected");
}

TEST(Decision, TheSitesLimitsCountAllRules) {
  World world = started({bar_rule("a", "{'cap':{'session':1}}"), bar_rule("b", "{'cap':{'session':1}}"), bar_rule("c")},
                        "{'limits':{'session':2,'gapMs':10000}}");
  world.track("Go");
  see_and_dismiss(world);
  world.advance(9'999);
  world.track("Go");
  EXPECT_EQ(reason(world, "b"), "gap");
  world.advance(1);
  world.track("Go");
  see_and_dismiss(world);
  world.advance(20'000);
  world.track("Go");
  EXPECT_EQ(reason(world, "c"), "sessionLimit");
  EXPECT_EQ(shown(world), "a b");
}

TEST(Decision, AMessageDecidedAndNotYetSeenCountsToTheLimit) {
  const char* shelf = "{'do':[{'type':'message','template':'bar','slot':'shelf','content':{'en':{'title':'x'}}}]}";
  World world = started({bar_rule("bar"), bar_rule("shelf", shelf)}, "{'limits':{'session':1}}");
  world.track("Go");
  EXPECT_EQ(shown(world), "bar");
  world.outcome(world.last("showMessage")["decisionId"].text_or(), "blocked");
  world.track("Go");
  EXPECT_EQ(shown(world), "bar bar") << "what was not drawn is not counted";
}

TEST(Decision, CapsSurviveThePageAndTheCrash) {
  World world = started({bar_rule("r", "{'cap':{'lifetime':1}}")});
  world.track("Go");
  see_and_dismiss(world);
  world.start();
  world.track("Go");
  EXPECT_EQ(reason(world, "r"), "ruleLifetimeCap");
}

TEST(Decision, TriggersOfEveryKind) {
  World world = started({bar_rule("page", "{'on':{'any':[{'type':'pageView'}]},'cap':{'session':1}}"),
                         bar_rule("visit", "{'on':{'any':[{'type':'sessionStart'}]},'cap':{'session':1}}"),
                         bar_rule("deep", "{'on':{'any':[{'type':'scroll','percent':50}]}}"),
                         bar_rule("late", "{'on':{'any':[{'type':'delay','ms':3000}]}}"),
                         bar_rule("exit", "{'on':{'any':[{'type':'exitIntent'}]}}"),
                         bar_rule("cart", "{'on':{'any':[{'type':'stageEntered','stage':'cart'}]}}")});
  const auto next = [&](const char* expected) {
    EXPECT_EQ(shown(world), expected);
    if (!world.effects("showMessage").empty()) see_and_dismiss(world);
    world.mark();
  };
  world.visit("/");
  next("visit");
  world.visit("/b", "push");
  next("page");
  world.put(json("{'type':'signal','kind':'scroll','detail':{'percent':49,'px':1}}"));
  next("");
  world.put(json("{'type':'signal','kind':'scroll','detail':{'percent':51,'px':1}}"));
  next("deep");
  world.advance(2'999);
  next("");
  world.advance(1);
  next("late");
  world.advance(kMinuteMs);
  next("");
  world.put(json("{'type':'signal','kind':'exitIntent','detail':{'cause':'mouse'}}"));
  next("exit");
  world.track("Product Added", "{'product_id':'a'}");
  next("cart");
}

TEST(Decision, ARouteCancelsDelaysAndHidesWhatStands) {
  World world = started({bar_rule("late", "{'on':{'any':[{'type':'delay','ms':3000}]}}"), bar_rule("bar")});
  world.visit("/");
  world.advance(2'000);
  world.track("Go");
  world.visit("/b", "push");
  EXPECT_EQ(world.last("hideMessage")["reason"], Value("route"));
  world.mark();
  world.advance(2'000);
  EXPECT_EQ(shown(world), "") << "the delay began again";
  world.advance(1'000);
  EXPECT_EQ(shown(world), "late");
}

TEST(Decision, TheTextsAreInTheLanguageOfThePage) {
  const char* content =
      "{'do':[{'type':'message','template':'bar','content':{'en':{'title':'Hello'},"
      "'vi':{'title':'Chào','action':{'label':'Xem','url':'/x'},'closeLabel':'Đóng','position':'top'}}}]}";
  const auto title = [&](const char* language, const char* site) {
    World world = started({bar_rule("r", content)}, site);
    world.page.set("language", Value(language));
    world.visit("/");
    world.track("Go");
    return std::string(world.last("showMessage")["content"]["title"].text_or());
  };
  EXPECT_EQ(title("vi", "{}"), "Chào");
  EXPECT_EQ(title("vi-VN", "{}"), "Chào");
  EXPECT_EQ(title("fr", "{'site':{'language':'vi'}}"), "Chào");
  EXPECT_EQ(title("fr", "{'site':{'language':'de'}}"), "Hello") << "the first written";
}

TEST(Decision, AMessageCarriesWhatItsAuthorWroteAsATree) {
  World world =
      started({bar_rule("r",
                        "{'do':[{'type':'message','template':'survey','content':{'*':{'position':'bottom','style':"
                        "{'accent':'#123'}},'en':{'title':'Hello','position':'top','questions':[{'id':'q'}]}}}]}")});
  world.track("Go");
  const Value effect = world.last("showMessage");
  EXPECT_EQ(effect["template"], Value("survey"));
  EXPECT_EQ(effect["content"], json("{'language':'en','position':'top','style':{'accent':'#123'},'title':'Hello',"
                                    "'questions':[{'id':'q'}]}"));
}

TEST(Decision, EdgesAndLayersOfTheWindowArePlaces) {
  const char* modal = "{'do':[{'type':'message','template':'modal','content':{'en':{'title':'x'}}}]}";
  const char* wheel = "{'do':[{'type':'message','template':'wheel','content':{'en':{'title':'x'}}}]}";
  const char* top = "{'do':[{'type':'message','template':'bar','content':{'en':{'title':'x','position':'top'}}}]}";
  const char* coupon = "{'do':[{'type':'message','template':'coupon','content':{'*':{'display':'bar'},'en':{}}}]}";
  World world = started({bar_rule("modal", modal), bar_rule("wheel", wheel), bar_rule("top", top), bar_rule("bar"),
                         bar_rule("coupon", coupon)});
  world.track("Go");
  EXPECT_EQ(reason(world, "modal"), "selected");
  EXPECT_EQ(reason(world, "wheel"), "slotTaken") << "one dialog at a time";
  EXPECT_EQ(reason(world, "top"), "selected");
  EXPECT_EQ(reason(world, "bar"), "selected") << "the other edge";
  EXPECT_EQ(reason(world, "coupon"), "slotTaken") << "shown as a bar";
}

TEST(Decision, RulesCanBeTriedInAnotherStage) {
  World world = started({bar_rule("r", "{'stage':['checkout']}"),
                         bar_rule("mail", "{'stage':['checkout'],'do':[{'type':'emit','event':'Mailed'}]}")});
  world.track("Go");
  EXPECT_EQ(reason(world, "r"), "stage");
  world.put(json("{'type':'inspect','stage':'checkout'}"));
  world.mark();
  world.track("Go");
  const Value message = world.last("showMessage");
  EXPECT_EQ(message["rule"], Value("r"));
  EXPECT_EQ(reason(world, "mail"), "selected");
  EXPECT_EQ(world.state()["journey"]["stage"], Value("checkout"));
  world.outcome(message["decisionId"].text_or(), "shown");
  EXPECT_EQ(world.effects("append").size(), 1) << "Go, and nothing of what was tried";
  world.start();
  EXPECT_NE(world.state()["journey"]["stage"], Value("checkout"));
}

TEST(Decision, APreviewIsOfTheVariantTheAddressNames) {
  World world =
      started({bar_rule("r",
                        "{'experiment':{'key':'e','variants':[{'id':'a'},{'id':'b'},{'id':'c'}]},"
                        "'do':[{'type':'message','template':'bar','variant':'a','content':{'en':{'title':'A'}}},"
                        "{'type':'message','template':'bar','variant':'b','content':{'en':{'title':'B'}}}]}")});
  for (const auto& [query, title] : {std::pair{"?e=0", "A"}, std::pair{"?e=1", "B"}, std::pair{"?e=2", "A"}}) {
    world.page.set("url", Value(std::string("https://shop.example/") + query));
    world.start();
    world.put(json("{'type':'inspect','preview':'r'}"));
    EXPECT_EQ(world.last("showMessage")["content"]["title"], Value(title)) << query;
  }
}

/// Says what the cart is worth, and keeps up with it.
const char* const kKeepsUp =
    "{'do':[{'type':'message','template':'banner','slot':'s','refresh':true,"
    "'content':{'en':{'title':'{{ cart.value }}'}}}]";

/// The rules, one product of 100 in the cart, and the first message on the page, seen.
std::pair<World, std::string> standing(const std::string& more, const char* config = "{}") {
  World world = started(
      {bar_rule("live", (kKeepsUp + more + "}").c_str()), bar_rule("other", (kKeepsUp + std::string("}")).c_str())},
      config);
  world.track("Product Added", "{'product_id':'a','price':100}");
  world.track("Go");
  const std::string id(world.last("showMessage")["decisionId"].text_or());
  EXPECT_EQ(world.last("showMessage")["content"]["title"], Value("100"));
  world.outcome(id, "ready");
  world.outcome(id, "shown");
  world.mark();
  return {std::move(world), id};
}

TEST(Decision, WhatIsToBeRefreshedIsDrawnAnewWhereItStands) {
  auto [world, id] = standing("");
  world.track("Product Added", "{'product_id':'b','price':50}");
  world.track("Go");
  EXPECT_TRUE(world.effects("hideMessage").empty());
  EXPECT_EQ(shown(world), "live") << "another rule's place is still another rule's";
  EXPECT_EQ(world.last("showMessage")["decisionId"], Value(id)) << "it is the same message";
  EXPECT_EQ(world.last("showMessage")["content"]["title"], Value("150"));
  EXPECT_EQ(reason(world, "live"), "selected");
  EXPECT_EQ(reason(world, "other"), "slotTaken");
}

TEST(Decision, WhatIsDrawnAnewIsNoSecondShowing) {
  auto [world, id] = standing(
      ",'cap':{'page':1,'session':1,'day':1,'lifetime':1,'cooldown':'1d'},'experiment':{'key':'e','variants':[{'id':'a'"
      ",'weight':1},"
      "{'id':'b','weight':0}]}",
      "{'limits':{'session':1,'day':1,'gap':'1h'}}");
  for (int i = 0; i < 3; ++i) {
    world.track("Product Added", "{'product_id':'a','price':100}");
    world.track("Go");
    world.outcome(id, "shown");
  }
  EXPECT_EQ(world.effects("showMessage").size(), 3) << "no cap and no limit stops it";
  EXPECT_EQ(world.last("showMessage")["content"]["title"], Value("400"));
  EXPECT_EQ(world.last("showMessage")["variant"], Value("a"));
  EXPECT_TRUE(world.last("showMessage")["reserve"].items().empty());
  EXPECT_TRUE(events(world, "Message Shown").empty());
  EXPECT_TRUE(events(world, "Experiment Viewed").empty());
  EXPECT_EQ(world.state()["decisions"]["live"]["seen"]["lifetime"], Value(1.0));
  world.outcome(id, "dismissed");
  world.mark();
  world.track("Go");
  EXPECT_EQ(reason(world, "live"), "pageCap") << "put away, it is a showing again";
}

TEST(Decision, WhatKeepsUpGoesWhenItsConditionHoldsNoLonger) {
  auto [world, id] = standing(",'when':{'>':[{'var':'cart.items'},0]}");
  world.track("Product Removed", "{'product_id':'a'}");
  world.track("Go");
  EXPECT_EQ(world.last("hideMessage")["decisionId"], Value(id));
  EXPECT_EQ(world.last("hideMessage")["reason"], Value("over"));
  EXPECT_EQ(reason(world, "live"), "condition");
  EXPECT_EQ(reason(world, "other"), "slotTaken") << "until the page says that it is gone";
  // It was being filled in meanwhile, and holds again.
  world.track("Product Added", "{'product_id':'a','price':70}");
  world.mark();
  world.track("Go");
  EXPECT_EQ(world.last("showMessage")["decisionId"], Value(id));
  EXPECT_EQ(world.last("showMessage")["content"]["title"], Value("70"));
  world.track("Product Removed", "{'product_id':'a'}");
  world.track("Go");
  world.outcome(id, "closed");
  EXPECT_TRUE(events(world, "Message Dismissed").empty());
  world.mark();
  world.track("Go");
  EXPECT_EQ(shown(world), "other");
}

TEST(Decision, WhatKeepsUpGoesWhereAValueIsMissingNow) {
  World world = started({bar_rule("live",
                                  "{'do':[{'type':'message','template':'bar','refresh':true,"
                                  "'content':{'en':{'title':'{{ event.sum }}'}}}]}")});
  world.track("Go", "{'sum':5}");
  EXPECT_EQ(world.last("showMessage")["content"]["title"], Value("5"));
  world.track("Go");
  EXPECT_EQ(world.last("hideMessage")["reason"], Value("over"));
  EXPECT_EQ(reason(world, "live"), "textMissing");
}

TEST(Decision, APreviewIsNotKeptUp) {
  auto [world, id] = standing(",'when':{'>':[{'var':'cart.items'},0]}");
  world.put(json("{'type':'inspect','preview':'live'}"));
  world.mark();
  world.track("Product Removed", "{'product_id':'a'}");
  world.track("Go");
  EXPECT_TRUE(world.effects("hideMessage").empty()) << "it is there to be looked at";
}

TEST(Decision, AMessageThatCouldNotBeDrawnHasNotSpoken) {
  World world = started({bar_rule("r"), bar_rule("looked at", "{'on':{'any':[{'type':'event','name':'Never'}]}}")});
  world.track("Go");
  EXPECT_EQ(reason(world, "r"), "selected");
  world.outcome(world.last("showMessage")["decisionId"].text_or(), "blocked");
  EXPECT_EQ(reason(world, "r"), "blocked");
  world.put(json("{'type':'inspect','preview':'looked at'}"));
  world.outcome(world.last("showMessage")["decisionId"].text_or(), "blocked");
  EXPECT_EQ(reason(world, "looked at"), "notTriggered") << "a preview is no decision";
}

TEST(Decision, OutcomesAreEvents) {
  World world = started({bar_rule("r")});
  world.track("Go");
  const std::string id(world.last("showMessage")["decisionId"].text_or());
  world.mark();
  for (const char* outcome : {"shown", "clicked", "submitted"}) world.outcome(id, outcome);
  std::vector<std::string> names;
  for (const Value& append : world.effects("append")) {
    names.push_back(name_of(append["record"]["event"]));
    EXPECT_TRUE(includes(json("{'rule':'r','template':'bar'}"), append["record"]["event"]["properties"]));
    EXPECT_EQ(append["record"]["event"]["properties"]["decisionId"], Value(id));
  }
  EXPECT_EQ(names, (std::vector<std::string>{"Message Shown", "Message Clicked", "Message Submitted"}));
}

TEST(Decision, ARuleWithoutItemsSaysSo) {
  World world =
      started({bar_rule("r",
                        "{'do':[{'type':'message','template':'recommendations','slot':'s','content':{'en':{}},"
                        "'recommend':{'strategy':'popular'}}]}")});
  world.track("Go");
  EXPECT_EQ(reason(world, "r"), "noItems");
  world.load("catalogue", read_file("tests/scenarios/data/catalogue.json"));
  world.track("Go");
  EXPECT_EQ(world.last("showMessage")["content"]["items"].items().size(), 8);
}

TEST(Decision, WhoHasNoIdOfThatKindIsInNoExperimentAndNoHoldout) {
  World world = started({bar_rule("by user",
                                  "{'experiment':{'key':'x','by':'visitor.userId',"
                                  "'variants':[{'id':'a'},{'id':'b'}]}}"),
                         bar_rule("held", "{'holdout':'all'}")},
                        "{'holdouts':[{'id':'all','percent':100,'by':'visitor.userId'}]}");
  world.track("Go");
  EXPECT_EQ(reason(world, "by user"), "noExperiment");
  EXPECT_EQ(reason(world, "held"), "selected");
}

}  // namespace
}  // namespace waymark::test
