#include "event/campaign.h"

#include <gtest/gtest.h>

#include "event/context.h"
#include "event/url.h"
#include "support/json_help.h"

namespace waymark::event {
namespace {

std::string channel(const char* url, const char* referrer) { return touchpoint_of(url, referrer, {}).channel; }

TEST(Url, IsTakenApart) {
  const UrlParts parts = split_url("https://me:pw@shop.example:8080/p/kc01?a=1&b=2#top?x");
  EXPECT_EQ(parts.host, "shop.example:8080");
  EXPECT_EQ(parts.path, "/p/kc01");
  EXPECT_EQ(parts.query, "a=1&b=2");
  EXPECT_EQ(parts.fragment, "top?x");
  EXPECT_EQ(split_url("https://shop.example").path, "/");
  EXPECT_EQ(split_url("/p/kc01?x").path, "/p/kc01");
  EXPECT_EQ(split_url("").path, "/");
}

TEST(Url, ParametersAreDecoded) {
  const Value parameters = query_parameters("q=%C3%A1o+thun&n=%zz&e=&q=2&qq=1&cut=a%2&none");
  EXPECT_EQ(parameters["q"], Value("áo thun")) << "the first of a name counts";
  EXPECT_EQ(parameters["n"], Value("%zz"));
  EXPECT_EQ(parameters["e"].text_or(), "");
  EXPECT_EQ(parameters["cut"], Value("a%2"));
  EXPECT_TRUE(parameters["missing"].is_null());
  EXPECT_TRUE(query_parameters("").members().empty());
}

TEST(Touchpoint, KnowsTheChannel) {
  EXPECT_EQ(channel("https://shop.example/", ""), "Direct");
  EXPECT_EQ(channel("https://shop.example/", "https://www.google.com.vn/search?q=x"), "Organic Search");
  EXPECT_EQ(channel("https://shop.example/", "https://coccoc.com/"), "Organic Search");
  EXPECT_EQ(channel("https://shop.example/", "https://l.facebook.com/"), "Organic Social");
  EXPECT_EQ(channel("https://shop.example/", "https://zalo.me/"), "Organic Social");
  EXPECT_EQ(channel("https://shop.example/", "https://blog.example/"), "Referral");
  EXPECT_EQ(channel("https://shop.example/", "https://notgoogle.example/"), "Referral");
  EXPECT_EQ(channel("https://shop.example/?utm_source=google&utm_medium=cpc", ""), "Paid Search");
  EXPECT_EQ(channel("https://shop.example/?utm_source=partner&utm_medium=cpc", ""), "Paid Other");
  EXPECT_EQ(channel("https://shop.example/?utm_source=news&utm_medium=email", "https://mail.google.com/"), "Email");
  EXPECT_EQ(channel("https://shop.example/?utm_campaign=tet", ""), "Unassigned");
}

TEST(Touchpoint, TheSitesOwnPagesAreNone) {
  EXPECT_EQ(channel("https://shop.example/cart", "https://shop.example/"), "");
  EXPECT_EQ(channel("https://shop.example/?utm_source=zalo&utm_medium=social", "https://shop.example/"),
            "Organic Social");
}

TEST(Touchpoint, CampaignKeysAreEqualForEqualCampaigns) {
  const auto key = [](const char* query) {
    return touchpoint_of(std::string("https://shop.example/?") + query, "", {}).campaign_key();
  };
  EXPECT_EQ(key(""), "");
  EXPECT_EQ(key("utm_source=a&utm_medium=b&other=1"), key("other=2&utm_medium=b&utm_source=a"));
  EXPECT_NE(key("utm_source=a"), key("utm_source=b"));
  EXPECT_NE(key("utm_source=a"), key("utm_medium=a"));
}

/// What is remembered of a visit.
Value touch(const char* url, const char* referrer, const AttributionConfig& config = {}) {
  return touchpoint_of(url, referrer, config).touch;
}

TEST(Touchpoint, RemembersEveryUtmAndClickId) {
  const Touchpoint visit = touchpoint_of(
      "https://shop.example/?UTM_Source=Zalo&utm_medium=oa&utm_campaign=he&utm_term=t&utm_content=c&utm_id=7&"
      "utm_source_platform=p&utm_creative_format=f&utm_marketing_tactic=m&zarsrc=30&gclid=G1",
      "https://zalo.me/", {});
  EXPECT_TRUE(
      test::same(visit.campaign, test::json("{'source':'Zalo','medium':'oa','name':'he','term':'t','content':'c',"
                                            "'id':'7','source_platform':'p','creative_format':'f',"
                                            "'marketing_tactic':'m'}")))
      << test::text_of(visit.campaign);
  EXPECT_TRUE(test::same(visit.click_ids, test::json("{'gclid':'G1','zarsrc':'30'}")));
  EXPECT_EQ(visit.touch["campaign"], Value("he"));
  EXPECT_EQ(visit.touch["referrer"], Value("https://zalo.me/"));
}

TEST(Touchpoint, AClickIdSaysWhatNothingElseDoes) {
  EXPECT_EQ(channel("https://shop.example/?gclid=x", "https://www.google.com/"), "Paid Search");
  EXPECT_EQ(channel("https://shop.example/?wbraid=x", ""), "Paid Search");
  EXPECT_EQ(channel("https://shop.example/?msclkid=x", ""), "Paid Search");
  EXPECT_EQ(channel("https://shop.example/?fbclid=x", ""), "Organic Social");
  EXPECT_EQ(channel("https://shop.example/?ttclid=x", ""), "Paid Social");
  EXPECT_EQ(channel("https://shop.example/?zarsrc=30", ""), "Organic Social");
  EXPECT_EQ(channel("https://shop.example/?dclid=x", ""), "Display");
  EXPECT_EQ(channel("https://shop.example/?irclickid=x", ""), "Affiliates");
  EXPECT_EQ(channel("https://shop.example/?mc_eid=x", ""), "Email");
  EXPECT_EQ(channel("https://shop.example/?ScCid=x", ""), "Paid Social");
  EXPECT_EQ(channel("https://shop.example/?gclid=x&utm_source=news&utm_medium=email", ""), "Email");
}

TEST(Touchpoint, VietnamsSitesAndAssistantsHaveTheirPlace) {
  EXPECT_EQ(channel("https://shop.example/", "https://coccoc.com/search"), "Organic Search");
  EXPECT_EQ(channel("https://shop.example/", "https://chat.zalo.me/"), "Organic Social");
  EXPECT_EQ(channel("https://shop.example/", "https://shopee.vn/"), "Organic Shopping");
  EXPECT_EQ(channel("https://shop.example/", "https://www.lazada.vn/"), "Organic Shopping");
  EXPECT_EQ(channel("https://shop.example/", "https://tiki.vn/"), "Organic Shopping");
  EXPECT_EQ(channel("https://shop.example/", "https://www.sendo.vn/"), "Organic Shopping");
  EXPECT_EQ(channel("https://shop.example/", "https://chatgpt.com/"), "AI Assistants");
  EXPECT_EQ(channel("https://shop.example/", "https://gemini.google.com/"), "AI Assistants");
  EXPECT_EQ(channel("https://shop.example/", "https://x.com/i/grok"), "AI Assistants");
  EXPECT_EQ(channel("https://shop.example/", "https://x.com/somebody"), "Organic Social");
  EXPECT_EQ(channel("https://shop.example/", "android-app://com.zing.zalo/"), "Organic Social");
}

TEST(Touchpoint, WhatASearchEngineElseHasIsNoSearch) {
  EXPECT_EQ(channel("https://shop.example/", "https://mail.google.com/"), "Referral");
  EXPECT_EQ(channel("https://shop.example/", "https://accounts.google.com/"), "Referral");
  EXPECT_EQ(channel("https://shop.example/", "https://google.evil.example/"), "Referral");
}

TEST(Touchpoint, TheSitesOtherHostsAndThoseNamedAreInside) {
  AttributionConfig config;
  config.internal = {"pay.example"};
  const auto inside = [&](const char* referrer) {
    return touchpoint_of("https://shop.example/thanks", referrer, config).channel.empty();
  };
  EXPECT_TRUE(inside("https://checkout.shop.example/"));
  EXPECT_TRUE(inside("https://www.shop.example/"));
  EXPECT_TRUE(inside("https://eu.pay.example/done"));
  EXPECT_FALSE(inside("https://myshop.example/"));
  EXPECT_FALSE(inside("https://nopay.example/"));
}

TEST(Touchpoint, TheSiteMaySayWhatASourceIs) {
  AttributionConfig config;
  config.sources.emplace_back("forum.example", "social");
  EXPECT_EQ(touch("https://shop.example/", "https://www.forum.example/t/1", config)["channel"],
            Value("Organic Social"));
  EXPECT_EQ(touch("https://shop.example/", "https://notforum.example/", config)["channel"], Value("Referral"));
}

TEST(Touchpoint, LongValuesAreCut) {
  const std::string long_one(100'000, 'a');
  const Touchpoint visit = touchpoint_of("https://shop.example/?utm_source=" + long_one + "&gclid=" + long_one, "", {});
  EXPECT_EQ(visit.campaign["source"].text_or().size(), kMaxCampaignBytes);
  EXPECT_EQ(visit.click_ids["gclid"].text_or().size(), kMaxCampaignBytes);
}

TEST(Touches, TheFirstStaysAndTheLastIsTheLastThatWasNotDirect) {
  Touches touches;
  const TimeMs look_back = 90 * kDayMs;
  touches.note(touch("https://shop.example/?utm_source=zalo", ""), 1'000, look_back);
  touches.note(touch("https://shop.example/", "https://www.google.com/"), 2'000, look_back);
  touches.note(touch("https://shop.example/", ""), 3'000, look_back);
  EXPECT_EQ(touches.first["source"], Value("zalo"));
  EXPECT_EQ(touches.last["channel"], Value("Organic Search"));
  EXPECT_EQ(touches.last["at"], Value(2'000.0));
}

TEST(Touches, AreForgottenAfterTheLookBack) {
  Touches touches;
  touches.note(touch("https://shop.example/?utm_source=zalo", ""), 0, 90 * kDayMs);
  touches.note(touch("https://shop.example/", "https://www.google.com/"), 60 * kDayMs, 90 * kDayMs);
  touches.note(touch("https://shop.example/", ""), 91 * kDayMs, 90 * kDayMs);
  EXPECT_EQ(touches.first["channel"], Value("Organic Search")) << "the oldest that is still known";
  touches.note(touch("https://shop.example/", ""), 200 * kDayMs, 90 * kDayMs);
  EXPECT_EQ(touches.last["channel"], Value("Direct"));
}

TEST(Context, CarriesPageAndLibrary) {
  PageFacts page;
  page.url = "https://shop.example/p/kc01?utm_source=zalo";
  page.title = "Áo thun";
  page.language = "vi";
  page.time_zone = "Asia/Ho_Chi_Minh";
  page.screen = test::json("{'width':390,'height':844}");
  const Value context = context_of(page);
  EXPECT_TRUE(test::includes(test::json("{'page':{'url':'https://shop.example/p/kc01?utm_source=zalo','path':'/p/kc01',"
                                        "'search':'?utm_source=zalo','title':'Áo thun','referrer':{'$absent':true}},"
                                        "'locale':'vi','timezone':'Asia/Ho_Chi_Minh',"
                                        "'screen':{'width':390},'library':{'name':'waymark'}}"),
                             context))
      << test::text_of(context);
}

TEST(Context, SaysWhereTheVisitCameFromUnlessTheCallerHas) {
  Value context;
  add_attribution(context, "Email",
                  test::json("{'source':'news','medium':'email','campaign':'tet','clickIds':{'mc_eid':'1'}}"), true);
  EXPECT_TRUE(
      test::same(context, test::json("{'campaign':{'source':'news','medium':'email','name':'tet'},'attribution':"
                                     "{'channel':'Email','source':'news','medium':'email','campaign':'tet',"
                                     "'clickIds':{'mc_eid':'1'}}}")))
      << test::text_of(context);
  Value own = test::json("{'campaign':{'name':'own'},'attribution':{}}");
  add_attribution(own, "Email", test::json("{'source':'news'}"), true);
  EXPECT_TRUE(test::same(own, test::json("{'campaign':{'name':'own'},'attribution':{}}")));
}

TEST(Context, TheCallersMembersLieOverThePages) {
  const Value merged = merge_context(test::json("{'page':{'url':'a','title':'t'},'locale':'vi'}"),
                                     test::json("{'page':{'url':'b'},'channel':'store','locale':null}"));
  EXPECT_TRUE(test::same(merged, test::json("{'page':{'url':'b','title':'t'},'locale':null,'channel':'store'}")));
}

}  // namespace
}  // namespace waymark::event
