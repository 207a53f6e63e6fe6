#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/json_help.h"
#include "support/visits.h"
#include "support/world.h"

// Every field of the rule schema, and its reason. What stands beside it in decision_test.cpp is not repeated.
namespace waymark::test {
namespace {

/// 2026-01-05T02:00:00Z, a Monday; 09:00 in the site's zone.
constexpr TimeMs kNow = 1'767'578'400'000;

World started(std::vector<Value> rules, const char* more = "{}") {
  World world(
      with_rules(with(json("{'version':1,'site':{'timeZone':'Asia/Ho_Chi_Minh'},'journey':{'preset':'store'}}"), more),
                 std::move(rules)),
      kNow);
  world.page.set("language", Value("en"));
  world.start();
  EXPECT_TRUE(world.codes().empty()) << (world.codes().empty() ? "" : world.codes().front());
  world.mark();
  return world;
}

void see(World& world) { world.outcome(world.last("showMessage")["decisionId"].text_or(), "shown"); }

void go(World& world, const char* properties = "{}") { world.track("Go", properties); }

void signal(World& world, const char* text) {
  Value input = json(text);
  input.set("type", Value("signal"));
  world.put(input);
}

TEST(RuleSchema, SignalsOfTheHostAreTriggers) {
  World world = started({bar_rule("idle", "{'on':{'any':[{'type':'idle','ms':60000}]}}"),
                         bar_rule("active", "{'on':{'any':[{'type':'activeTime','ms':20000}]}}"),
                         bar_rule("seen", "{'on':{'any':[{'type':'visible','selector':'#reviews'}]}}"),
                         bar_rule("clicked", "{'on':{'any':[{'type':'click','selector':'.size'}]}}"),
                         bar_rule("called", "{'on':{'any':[{'type':'api','name':'gift'}]}}"),
                         bar_rule("route", "{'on':{'any':[{'type':'route'}]}}")});
  const auto next = [&](const char* expected) {
    EXPECT_EQ(shown(world), expected);
    if (!world.effects("showMessage").empty()) see_and_dismiss(world);
    world.mark();
  };
  world.visit("/");
  next("route");
  signal(world, "{'kind':'idle','detail':{'idleMs':30000}}");
  next("");
  signal(world, "{'kind':'idle','detail':{'idleMs':60000}}");
  next("idle");
  signal(world, "{'kind':'engagement','detail':{'action':'time','activeMs':30000,'addedMs':30000}}");
  next("");
  signal(world, "{'kind':'engagement','detail':{'action':'reached','activeMs':20000}}");
  next("active");
  signal(world, "{'kind':'visible','detail':{'element':'div','selector':'#other'}}");
  next("");
  signal(world, "{'kind':'visible','detail':{'element':'div','selector':'#reviews'}}");
  next("seen");
  signal(world, "{'kind':'click','detail':{'element':'button.size','selector':'.size'}}");
  next("clicked");
  signal(world, "{'kind':'api','detail':{'name':'present'}}");
  next("");
  signal(world, "{'kind':'api','detail':{'name':'gift'}}");
  next("called");
}

TEST(RuleSchema, AllTriggersOfOnePage) {
  World world = started({bar_rule("r", "{'on':{'all':[{'type':'scroll','percent':50},{'type':'api','name':'x'}]}}")});
  world.visit("/");
  signal(world, "{'kind':'scroll','detail':{'percent':60,'px':1}}");
  EXPECT_EQ(shown(world), "");
  world.visit("/b", "push");
  signal(world, "{'kind':'api','detail':{'name':'x'}}");
  EXPECT_EQ(shown(world), "") << "the depth was another page's";
  signal(world, "{'kind':'scroll','detail':{'percent':60,'px':1}}");
  EXPECT_EQ(shown(world), "r");
}

TEST(RuleSchema, WhereOfAnEvent) {
  World world = started(
      {bar_rule("r", "{'on':{'any':[{'type':'event','name':'Go','where':[['value','>=',300],['kind','==','a']]}]}}")});
  go(world, "{'value':299,'kind':'a'}");
  go(world, "{'value':300,'kind':'b'}");
  EXPECT_EQ(reason(world, "r"), "notTriggered");
  go(world, "{'value':300,'kind':'a'}");
  EXPECT_EQ(shown(world), "r");
}

TEST(RuleSchema, AnAbandonedCart) {
  World world = started({bar_rule("r", "{'on':{'any':[{'type':'cartAbandoned','ms':1800000}]}}")});
  world.visit("/");
  world.track("Product Added", "{'product_id':'a'}");
  world.advance(20 * kMinuteMs);
  world.track("Product Added", "{'product_id':'b'}");
  world.advance(29 * kMinuteMs);
  EXPECT_EQ(shown(world), "");
  world.advance(kMinuteMs);
  EXPECT_EQ(shown(world), "r");
  see_and_dismiss(world);
  world.mark();
  world.start();
  world.visit("/");
  world.advance(1);
  EXPECT_EQ(shown(world), "r") << "it still lies there when the next page comes";
  see_and_dismiss(world);
  world.track("Order Completed", "{'order_id':'o'}");
  world.mark();
  world.visit("/b", "push");
  world.advance(kDayMs);
  EXPECT_EQ(shown(world), "");
}

TEST(RuleSchema, ScheduleInTheZoneOfTheSiteOrItsOwn) {
  World world = started(
      {bar_rule("open", "{'schedule':{'from':'2026-01-05','to':'2026-01-05','hours':{'from':'09:00','to':'09:30'}}}"),
       bar_rule("paris", "{'schedule':{'tz':'Europe/Paris','hours':{'from':'09:00','to':'10:00'}}}"),
       bar_rule("unknown", "{'schedule':{'tz':'Asia/Tokyo','hours':{'from':'00:00','to':'24:00'}}}"),
       bar_rule("weekend", "{'schedule':{'dow':[0,6]}}")});
  world.page.set("zoneOffsets", json("{'Europe/Paris':60}"));
  world.visit("/");
  go(world);
  EXPECT_EQ(shown(world), "open");
  EXPECT_EQ(reason(world, "paris"), "schedule") << "03:00 there";
  EXPECT_EQ(reason(world, "unknown"), "schedule") << "nobody has said what time it is there";
  EXPECT_EQ(reason(world, "weekend"), "schedule");
  see_and_dismiss(world);
  world.mark();
  world.advance(6 * kHourMs);
  go(world);
  EXPECT_EQ(shown(world), "paris");
  EXPECT_EQ(reason(world, "open"), "schedule");
}

TEST(RuleSchema, CapsOfAPageADayAndALifetimePerSomething) {
  World world = started({bar_rule("page", "{'cap':{'page':1}}"), bar_rule("day", "{'cap':{'day':1},'priority':40}"),
                         bar_rule("tier", "{'cap':{'lifetime':1,'lifetimePer':'visitor.traits.tier'},'priority':30}"),
                         bar_rule("delivery", "{'cap':{'lifetime':1,'lifetimePer':'Order Delivered'},'priority':20}")});
  world.visit("/");
  for (const char* expected : {"page", "day", "tier", "delivery"}) {
    world.mark();
    go(world);
    EXPECT_EQ(shown(world), expected);
    see_and_dismiss(world);
  }
  world.mark();
  go(world);
  EXPECT_EQ(shown(world), "");
  EXPECT_EQ(reason(world, "page"), "pageCap");
  EXPECT_EQ(reason(world, "day"), "ruleDayCap");
  EXPECT_EQ(reason(world, "tier"), "ruleLifetimeCap");

  world.visit("/b", "push");
  go(world);
  EXPECT_EQ(shown(world), "page") << "another page";
  see_and_dismiss(world);
  world.put(json("{'type':'event','event':{'type':'identify','userId':'u','traits':{'tier':'gold'}}}"));
  world.mark();
  go(world);
  EXPECT_EQ(shown(world), "tier") << "another tier";
  see_and_dismiss(world);
  world.track("Order Delivered");
  world.mark();
  go(world);
  EXPECT_EQ(shown(world), "delivery") << "another order";
  see_and_dismiss(world);
  world.start();
  world.advance_to(kNow + 15 * kHourMs - 1);
  world.visit("/");
  go(world);
  see_and_dismiss(world);
  world.mark();
  go(world);
  EXPECT_EQ(shown(world), "") << "23:59:59";
  world.advance(1);
  go(world);
  EXPECT_EQ(shown(world), "day") << "midnight of the site";
}

TEST(RuleSchema, DurationsAreWords) {
  World world = started({bar_rule("r", "{'cap':{'cooldown':'30s','afterDismiss':'2h'}}")});
  go(world);
  see_and_dismiss(world);
  world.advance(29'999);
  go(world);
  EXPECT_EQ(reason(world, "r"), "cooldown");
  world.advance(1);
  go(world);
  EXPECT_EQ(reason(world, "r"), "dismissed");
}

TEST(RuleSchema, LimitsOfADayAndRulesThatDoNotCount) {
  World world = started({bar_rule("a", "{'cap':{'page':1}}"), bar_rule("b"),
                         bar_rule("free", "{'cap':{'countsToLimits':false,'page':1},'priority':10}")},
                        "{'limits':{'day':1,'gap':'1h'}}");
  world.visit("/");
  go(world);
  EXPECT_EQ(shown(world), "a");
  see_and_dismiss(world);
  world.mark();
  go(world);
  EXPECT_EQ(reason(world, "b"), "dayLimit");
  EXPECT_EQ(shown(world), "free");
}

TEST(RuleSchema, AGroupStandsOnceOrAsOftenAsTheSiteSays) {
  const char* slot =
      "{'group':'%','do':[{'type':'message','template':'bar','slot':'$','content':{'en':{'title':'x'}}}]}";
  const auto in = [&](const char* id, const char* group, const char* place) {
    std::string text = slot;
    text.replace(text.find('%'), 1, group);
    text.replace(text.find('$'), 1, place);
    return bar_rule(id, text.c_str());
  };
  World world = started({in("m1", "modal", "a"), in("m2", "modal", "b"), in("t1", "toast", "c"), in("t2", "toast", "d"),
                         in("t3", "toast", "e")},
                        "{'limits':{'maxVisible':{'toast':2}}}");
  go(world);
  EXPECT_EQ(shown(world), "m1 t1 t2");
  EXPECT_EQ(reason(world, "m2"), "group");
  EXPECT_EQ(reason(world, "t3"), "group");
}

TEST(RuleSchema, AnExclusiveMessageFloatsAlone) {
  World world = started(
      {bar_rule("alone", "{'exclusive':true,'cap':{'page':1}}"),
       bar_rule("shelf", "{'do':[{'type':'message','template':'bar','slot':'s','content':{'en':{'title':'x'}}}]}"),
       bar_rule("other", "{'priority':10}")});
  go(world);
  EXPECT_EQ(shown(world), "alone shelf") << "what stands in a slot takes nothing from it";
  EXPECT_EQ(reason(world, "other"), "exclusive");
}

TEST(RuleSchema, AHoldoutIsToldOnceAVisitAndShowsNothing) {
  const char* all = "{'holdouts':[{'id':'h','percent':100}]}";
  World held = started({bar_rule("r", "{'holdout':'h'}")}, all);
  go(held);
  go(held);
  EXPECT_EQ(shown(held), "");
  EXPECT_EQ(reason(held, "r"), "holdout");
  ASSERT_EQ(events(held, "Experiment Viewed").size(), 1);
  EXPECT_TRUE(includes(json("{'experiment':'h','kind':'holdout','variant':'heldOut','rule':'r','percent':100}"),
                       events(held, "Experiment Viewed")[0]));
  held.start();
  held.mark();
  go(held);
  EXPECT_TRUE(events(held, "Experiment Viewed").empty()) << "another page of the same visit";
  held.advance(kHourMs);
  go(held);
  EXPECT_EQ(events(held, "Experiment Viewed").size(), 1) << "another visit";

  World open = started({bar_rule("r", "{'holdout':'h'}")}, "{'holdouts':[{'id':'h','percent':0}]}");
  go(open);
  EXPECT_EQ(shown(open), "r");
  EXPECT_TRUE(includes(json("{'variant':'open'}"), events(open, "Experiment Viewed")[0]));
}

const char* kExperiment =
    "{'experiment':{'key':'offer','variants':[{'id':'control'},{'id':'a'},{'id':'b'}]},'cap':{'cooldown':'1s'},"
    "'do':[{'variant':'a','type':'message','template':'bar','content':{'en':{'title':'A'}}},"
    "{'variant':'b','type':'message','template':'bar','content':{'en':{'title':'B'}}}]}";

TEST(RuleSchema, AnExperimentHasAMessageAVariantAndSticksToIt) {
  std::size_t variants[3] = {};
  for (int i = 0; i < 60; ++i) {
    World world = started({bar_rule("r", kExperiment)});
    world.seed = std::to_string(10 + i) + "112233445566778899aabbccddeeff";
    world.texts.clear();
    world.journal.clear();
    world.start();
    world.mark();
    go(world);
    const std::vector<Value> exposures = events(world, "Experiment Viewed");
    ASSERT_EQ(exposures.size(), 1);
    const std::string variant(exposures[0]["variant"].text_or());
    EXPECT_EQ(exposures[0]["kind"], Value("experiment"));
    EXPECT_EQ(reason(world, "r"), variant == "control" ? "control" : "selected");
    ++variants[variant == "control" ? 0 : variant == "a" ? 1 : 2];
    if (variant == "control") {
      EXPECT_EQ(shown(world), "");
      continue;
    }
    EXPECT_EQ(world.last("showMessage")["content"]["title"], Value(variant == "a" ? "A" : "B"));
    EXPECT_EQ(world.last("showMessage")["variant"], Value(variant));
    see_and_dismiss(world);
    EXPECT_EQ(events(world, "Message Shown")[0]["variant"], Value(variant));
    EXPECT_EQ(events(world, "Message Shown")[0]["experiment"], Value("offer"));
    // Other weights would put most elsewhere; who has seen one keeps it.
    Value changed = world.config["rules"].items()[0];
    Value experiment = changed["experiment"];
    experiment.set("variants",
                   json("[{'id':'control'},{'id':'a','weight':1},{'id':'b','weight':1},{'id':'new','weight':1000}]"));
    changed.set("experiment", std::move(experiment));
    Value rules = Value::array();
    rules.push(std::move(changed));
    world.config.set("rules", std::move(rules));
    world.start();
    world.advance(2'000);
    world.mark();
    go(world);
    EXPECT_EQ(world.last("showMessage")["variant"], Value(variant));
  }
  for (const std::size_t count : variants) EXPECT_GT(count, 8);
}

TEST(RuleSchema, TheAddressForcesAVariantWithoutAnExposure) {
  World world = started({bar_rule("r", kExperiment)});
  world.visit("/?offer=2");
  world.mark();
  go(world);
  EXPECT_EQ(world.last("showMessage")["variant"], Value("b"));
  EXPECT_TRUE(events(world, "Experiment Viewed").empty());
}

TEST(RuleSchema, OutsideTheCoverageNothingIsShownAndNothingCounted) {
  World world = started({bar_rule("r", "{'experiment':{'key':'k','coverage':0,'variants':[{'id':'a'},{'id':'b'}]}}")});
  go(world);
  EXPECT_EQ(reason(world, "r"), "noExperiment");
  EXPECT_TRUE(events(world, "Experiment Viewed").empty());
}

TEST(RuleSchema, AGoalIsCreditedOnceWithinItsWindow) {
  World world = started(
      {bar_rule("r",
                "{'goal':{'event':'Order Completed','where':[['total','>=',100]],'window':'2d','value':'total'},"
                "'cap':{'afterConvert':'30d'}}")});
  world.track("Order Completed", "{'total':500}");
  EXPECT_TRUE(events(world, "Message Converted").empty()) << "nothing was seen yet";
  go(world);
  const std::string decision(world.last("showMessage")["decisionId"].text_or());
  see_and_dismiss(world);
  world.advance(kDayMs);
  world.track("Order Completed", "{'total':99}");
  EXPECT_TRUE(events(world, "Message Converted").empty());
  world.track("Order Completed", "{'total':500,'currency':'VND'}");
  world.track("Order Completed", "{'total':700}");
  ASSERT_EQ(events(world, "Message Converted").size(), 1);
  const Value converted = events(world, "Message Converted")[0];
  EXPECT_TRUE(includes(json("{'rule':'r','goal':'Order "
                            "Completed','credit':'impression','afterMs':86400000,'value':500,'currency':'VND'}"),
                       converted))
      << text_of(converted);
  EXPECT_EQ(converted["decisionId"], Value(decision));
  go(world);
  EXPECT_EQ(reason(world, "r"), "converted");
  world.advance(30 * kDayMs);
  world.mark();
  go(world);
  EXPECT_EQ(shown(world), "r");
  see_and_dismiss(world);
  world.advance(2 * kDayMs + 1);
  world.track("Order Completed", "{'total':500}");
  EXPECT_TRUE(events(world, "Message Converted").empty()) << "too late";
}

TEST(RuleSchema, CreditForAClickAndForAnExposure) {
  World clicks = started({bar_rule("r", "{'goal':{'event':'Done','credit':'click'}}")});
  go(clicks);
  const std::string id(clicks.last("showMessage")["decisionId"].text_or());
  clicks.outcome(id, "shown");
  clicks.track("Done");
  EXPECT_TRUE(events(clicks, "Message Converted").empty());
  clicks.outcome(id, "clicked");
  clicks.track("Done");
  EXPECT_EQ(events(clicks, "Message Converted").size(), 1);

  World held = started({bar_rule("r", "{'holdout':'h','goal':{'event':'Done','credit':'exposure'}}")},
                       "{'holdouts':[{'id':'h','percent':100}]}");
  go(held);
  held.track("Done");
  ASSERT_EQ(events(held, "Message Converted").size(), 1) << "what the held-out do is half of the lift";
  EXPECT_TRUE(includes(json("{'variant':'heldOut','holdout':'h'}"), events(held, "Message Converted")[0]));
}

TEST(RuleSchema, AFollowUpLeavesAtOnceWithItsDueTime) {
  const char* followup =
      "{'on':{'any':[{'type':'event','name':'Order "
      "Completed'}]},'do':[{'type':'emit','after':'3d','channels':['zalo','email'],"
      "'template':'nextOrder','cancelOn':['Order Completed'],'dedupe':['order_id'],'needsConsent':'marketing',"
      "'quietHours':{'from':'21:00','to':'08:00'},'data':{'coupon':'CAMON20','order_id':{'var':'event.order_id'}}}]}";
  World refused = started({bar_rule("r", followup)});
  refused.track("Order Completed", "{'order_id':'o1'}");
  EXPECT_TRUE(events(refused, "Followup Requested").empty()) << "nobody has agreed to it";

  World world = started({bar_rule("r", followup)}, "{'consent':{'marketing':'granted'}}");
  world.track("Order Completed", "{'order_id':'o1'}");
  ASSERT_EQ(events(world, "Followup Requested").size(), 1);
  EXPECT_TRUE(
      includes(json("{'rule':'r','template':'nextOrder','channels':['zalo','email'],'dueAt':'2026-01-08T02:00:00.000Z',"
                    "'dedupe':['o1'],'cancelOn':['Order Completed'],'needsConsent':'marketing','language':'en',"
                    "'quietHours':{'from':'21:00','to':'08:00','tz':'Asia/"
                    "Ho_Chi_Minh'},'content':{'coupon':'CAMON20','order_id':'o1'}}"),
               events(world, "Followup Requested")[0]))
      << text_of(events(world, "Followup Requested")[0]);
  world.track("Order Completed", "{'order_id':'o1'}");
  EXPECT_EQ(events(world, "Followup Requested").size(), 1) << "the same order again";
  world.start();
  world.track("Order Completed", "{'order_id':'o1'}");
  EXPECT_EQ(events(world, "Followup Requested").size(), 1) << "after a reload, too";
  world.track("Order Completed", "{'order_id':'o2'}");
  EXPECT_EQ(events(world, "Followup Requested").size(), 2);
}

TEST(RuleSchema, WhatNobodySeesCountsWhenItIsDone) {
  World world =
      started({bar_rule("r",
                        "{'cap':{'session':1},'do':[{'type':'emit','event':'Tier Reached','data':{'tier':'gold'}},"
                        "{'type':'set','traits':{'tier':'gold'},'session':{'celebrated':true}},"
                        "{'type':'forward','target':'dataLayer','name':'tier','data':{'to':'gold'}}]}"),
               bar_rule("after",
                        "{'on':{'any':[{'type':'event','name':'Tier Reached'}]},"
                        "'when':{'==':[{'var':'session.facts.celebrated'},true]}}")});
  go(world);
  EXPECT_TRUE(includes(json("{'tier':'gold','rule':'r'}"), events(world, "Tier Reached")[0]));
  EXPECT_EQ(world.state()["visitor"]["traits"]["tier"], Value("gold"));
  const Value forwarded = world.effects("forward")[0];
  EXPECT_TRUE(includes(json("{'target':'dataLayer','name':'tier','payload':{'to':'gold'}}"), forwarded))
      << text_of(forwarded);
  EXPECT_EQ(events(world, "Rule Applied").size(), 1);
  EXPECT_EQ(shown(world), "after") << "its own events are triggers";
  go(world);
  EXPECT_EQ(reason(world, "r"), "ruleSessionCap");
}

TEST(RuleSchema, ARedirectGoesElsewhereAndNeverToWhereOneIs) {
  World world = started({bar_rule("r", "{'do':[{'type':'redirect','url':'/sale'}]}")});
  world.visit("/");
  go(world);
  EXPECT_EQ(world.last("redirect")["url"], Value("/sale"));
  world.visit("/sale");
  world.mark();
  go(world);
  EXPECT_TRUE(world.effects("redirect").empty());
}

TEST(RuleSchema, RulesThatSetEachOtherOffEndWithAReport) {
  World world = started({bar_rule("a", "{'do':[{'type':'emit','event':'Go'}]}")});
  go(world);
  EXPECT_EQ(world.codes(), std::vector<std::string>{"rule.loop"});
}

TEST(RuleSchema, SeveralMessagesAreOneDecision) {
  World world = started(
      {bar_rule("r",
                "{'cap':{'lifetime':2},'do':[{'type':'message','template':'bar','content':{'en':{'title':'A'}}},"
                "{'type':'inline','template':'bar','slot':'s','content':{'en':{'title':'B'}}}]}")});
  go(world);
  EXPECT_EQ(shown(world), "r r");
  for (const Value& message : world.effects("showMessage")) world.outcome(message["decisionId"].text_or(), "shown");
  EXPECT_EQ(world.state()["decisions"]["r"]["seen"]["lifetime"], Value(1.0));
}

TEST(RuleSchema, ASecondLookBeforeItIsDrawn) {
  World world = started({bar_rule("r", "{'when':{'==':[{'var':'cart.items'},0]}}")});
  go(world);
  const std::string id(world.last("showMessage")["decisionId"].text_or());
  world.mark();
  world.outcome(id, "ready");
  EXPECT_TRUE(world.effects("hideMessage").empty()) << "nothing has changed";
  world.track("Product Added", "{'product_id':'a'}");
  world.outcome(id, "ready");
  EXPECT_EQ(world.last("hideMessage")["reason"], Value("stale"));
  EXPECT_EQ(reason(world, "r"), "condition");
  world.mark();
  world.outcome(id, "ready");
  EXPECT_EQ(world.effects("hideMessage").size(), 1) << "of a message nobody knows the same is said";
}

TEST(RuleSchema, SuppressionsAreEventsWhereTheSiteWantsThem) {
  World world = started({bar_rule("r", "{'cap':{'session':1}}"), bar_rule("never", "{'when':false}")},
                        "{'limits':{'suppressed':true}}");
  world.visit("/");
  go(world);
  see_and_dismiss(world);
  go(world);
  go(world);
  ASSERT_EQ(events(world, "Message Suppressed").size(), 1) << "once a page";
  EXPECT_TRUE(includes(json("{'rule':'r','reason':'ruleSessionCap','trigger':'event'}"),
                       events(world, "Message Suppressed")[0]));
  world.visit("/b", "push");
  go(world);
  EXPECT_EQ(events(world, "Message Suppressed").size(), 2);
}

TEST(RuleSchema, InspectTellsWhyAndByWhatAndWhatItsCapsCount) {
  World world = started({bar_rule("r", "{'cap':{'session':1}}"), bar_rule("asleep", "{'status':'draft'}")});
  go(world);
  see(world);
  const Value decided = world.state()["decisions"];
  EXPECT_TRUE(includes(json("{'reason':'selected','trigger':'event','name':'Go','at':1767578400000,"
                            "'seen':{'session':1,'day':1,'lifetime':1,'page':1}}"),
                       decided["r"]))
      << text_of(decided);
  EXPECT_EQ(decided["asleep"]["reason"], Value("notLive"));
}

TEST(RuleSchema, MistakesAreNamed) {
  const auto codes = [](Value one, const char* more = "{}") {
    Value config = json("{'version':1}");
    const Value members = json(more);
    for (const Member& member : members.members()) config.set(member.key, member.value);
    Value list = Value::array();
    list.push(std::move(one));
    config.set("rules", std::move(list));
    World world(std::move(config), kNow);
    world.start();
    std::string told;
    for (const Value& log : world.effects("log")) told += log["pointer"].text() + " ";
    return told;
  };
  EXPECT_EQ(codes(bar_rule("r", "{'cap':{'cooldown':'soon'}}")), "/rules/0/cap/cooldown ");
  EXPECT_EQ(codes(bar_rule("r", "{'cap':{'cooldown':60}}")), "/rules/0/cap/cooldown ");
  EXPECT_EQ(codes(bar_rule("r", "{'holdout':'h'}")), "/rules/0/holdout ");
  EXPECT_EQ(codes(bar_rule("r", "{'schedule':{'from':'soon'}}")), "/rules/0/schedule/from ");
  EXPECT_EQ(codes(bar_rule("r", "{'on':{'all':[],'any':[]}}")), "/rules/0/on ");
  EXPECT_EQ(codes(bar_rule("r", "{'on':{'any':[{'type':'click'}]}}")), "/rules/0/on/any/0/selector ");
  EXPECT_EQ(codes(bar_rule("r", "{'on':{'any':[{'type':'event','name':'Go','where':[['a','=','b']]}]}}")),
            "/rules/0/on/any/0/where/and/0/= ");
  EXPECT_EQ(codes(bar_rule("r", "{'on':{'any':[{'type':'event','name':'Go','where':'a'}]}}")),
            "/rules/0/on/any/0/where ");
  EXPECT_EQ(codes(bar_rule("r", "{'do':[{'type':'emit'}]}")), "/rules/0/do/0/event ");
  EXPECT_EQ(codes(bar_rule("r", "{'do':[{'type':'emit','channels':['zalo']}]}")), "/rules/0/do/0/template ");
  EXPECT_EQ(codes(bar_rule("r", "{'do':[{'type':'redirect','url':'javascript:alert(1)'}]}")), "/rules/0/do/0/url ");
  EXPECT_EQ(codes(bar_rule("r", "{'do':[{'type':'inline','template':'bar','content':{'en':{}}}]}")),
            "/rules/0/do/0/slot ");
  EXPECT_EQ(codes(bar_rule("r", "{'experiment':{'key':'k','variants':[{'id':'a'}]}}")),
            "/rules/0/experiment/variants ");
  EXPECT_EQ(codes(bar_rule("r", "{'experiment':{'key':'k','namespace':['n'],'variants':[{'id':'a'},{'id':'b'}]}}")),
            "/rules/0/experiment/namespace ");
}

}  // namespace
}  // namespace waymark::test
