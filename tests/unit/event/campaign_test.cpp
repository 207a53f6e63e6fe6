#include "event/campaign.h"

#include <gtest/gtest.h>

#include "event/context.h"
#include "event/url.h"
#include "support/json_help.h"

namespace waymark::event {
namespace {

std::string channel(const char* url, const char* referrer) { return touchpoint_of(url, referrer).channel; }

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
  EXPECT_EQ(channel("https://shop.example/?utm_campaign=tet", ""), "Campaign");
}

TEST(Touchpoint, TheSitesOwnPagesAreNone) {
  EXPECT_EQ(channel("https://shop.example/cart", "https://shop.example/"), "");
  EXPECT_EQ(channel("https://shop.example/?utm_source=zalo&utm_medium=social", "https://shop.example/"),
            "Organic Social");
}

TEST(Touchpoint, CampaignKeysAreEqualForEqualCampaigns) {
  const auto key = [](const char* query) {
    return touchpoint_of(std::string("https://shop.example/?") + query, "").campaign_key();
  };
  EXPECT_EQ(key(""), "");
  EXPECT_EQ(key("utm_source=a&utm_medium=b&other=1"), key("other=2&utm_medium=b&utm_source=a"));
  EXPECT_NE(key("utm_source=a"), key("utm_source=b"));
  EXPECT_NE(key("utm_source=a"), key("utm_medium=a"));
}

TEST(Context, CarriesPageCampaignAndLibrary) {
  PageFacts page;
  page.url = "https://shop.example/p/kc01?utm_source=zalo";
  page.title = "Áo thun";
  page.language = "vi";
  page.time_zone = "Asia/Ho_Chi_Minh";
  page.screen = test::json("{'width':390,'height':844}");
  const Value context = context_of(page, touchpoint_of(page.url, ""));
  EXPECT_TRUE(test::includes(test::json("{'page':{'url':'https://shop.example/p/kc01?utm_source=zalo','path':'/p/kc01',"
                                        "'search':'?utm_source=zalo','title':'Áo thun','referrer':{'$absent':true}},"
                                        "'campaign':{'source':'zalo'},'locale':'vi','timezone':'Asia/Ho_Chi_Minh',"
                                        "'screen':{'width':390},'library':{'name':'waymark'}}"),
                             context))
      << test::text_of(context);
}

TEST(Context, TheCallersMembersLieOverThePages) {
  const Value merged = merge_context(test::json("{'page':{'url':'a','title':'t'},'locale':'vi'}"),
                                     test::json("{'page':{'url':'b'},'channel':'store','locale':null}"));
  EXPECT_TRUE(test::same(merged, test::json("{'page':{'url':'b','title':'t'},'locale':null,'channel':'store'}")));
}

}  // namespace
}  // namespace waymark::event
