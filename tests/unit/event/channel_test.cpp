#include "event/channel.h"

#include <gtest/gtest.h>

#include <string>

#include "support/json_help.h"

namespace waymark::event {
namespace {

std::string channel(const char* source, const char* medium, const char* campaign = "") {
  return channel_of(kind_of_source(source, {}), source, medium, campaign);
}

TEST(Channel, FollowsGa4sRulesInTheirOrder) {
  EXPECT_EQ(channel("", ""), "Direct");
  EXPECT_EQ(channel("(direct)", "(none)"), "Direct");
  EXPECT_EQ(channel("google", "cpc", "summer cross-network"), "Cross-network");
  EXPECT_EQ(channel("shopee.vn", "cpc"), "Paid Shopping");
  EXPECT_EQ(channel("anything", "paid", "eshop-summer"), "Paid Shopping");
  EXPECT_EQ(channel("anything", "paid", "workshop-summer"), "Paid Other") << "a letter other than e in front";
  EXPECT_EQ(channel("google", "cpc"), "Paid Search");
  EXPECT_EQ(channel("zalo", "cpc"), "Paid Social");
  EXPECT_EQ(channel("youtube.com", "cpc"), "Paid Video");
  EXPECT_EQ(channel("partner", "cpm"), "Display");
  EXPECT_EQ(channel("partner", "retargeting"), "Paid Other");
  EXPECT_EQ(channel("lazada", ""), "Organic Shopping");
  EXPECT_EQ(channel("partner", "social media"), "Organic Social");
  EXPECT_EQ(channel("partner", "in-video"), "Organic Video");
  EXPECT_EQ(channel("perplexity", ""), "AI Assistants");
  EXPECT_EQ(channel("partner", "organic"), "Organic Search");
  EXPECT_EQ(channel("partner", "link"), "Referral");
  EXPECT_EQ(channel("e-mail", ""), "Email");
  EXPECT_EQ(channel("partner", "affiliate"), "Affiliates");
  EXPECT_EQ(channel("spot", "audio"), "Audio");
  EXPECT_EQ(channel("sms", "x"), "SMS");
  EXPECT_EQ(channel("app", "web-push"), "Mobile Push Notifications");
  EXPECT_EQ(channel("firebase", ""), "Mobile Push Notifications");
  EXPECT_EQ(channel("partner", "newsletter"), "Unassigned");
}

TEST(Channel, AllTheReferenceCases) {
  const std::string path = "../shared/data/channels/channel-cases.json";
  if (!test::file_exists(path)) GTEST_SKIP() << "skipped: no data";
  const Value cases = test::parse_exactly(test::read_file(path));
  ASSERT_EQ(cases.items().size(), 30);
  const auto lower = [](std::string_view text) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
  };
  for (const Value& one : cases.items()) {
    const std::string source = lower(one["source"].text_or());
    EXPECT_EQ(channel_of(kind_of_source(source, {}), source, lower(one["medium"].text_or()),
                         lower(one["campaign"].text_or())),
              one["expected_channel"].text_or())
        << test::text_of(one);
  }
}

TEST(SourceKind, KnowsHostsBelowAListedSite) {
  EXPECT_EQ(kind_of_source("www.google.com.vn", {}), SourceKind::search);
  EXPECT_EQ(kind_of_source("google.co.th", {}), SourceKind::search);
  EXPECT_EQ(kind_of_source("vn.search.yahoo.com", {}), SourceKind::search);
  EXPECT_EQ(kind_of_source("lm.facebook.com", {}), SourceKind::social);
  EXPECT_EQ(kind_of_source("m.youtube.com", {}), SourceKind::video);
  EXPECT_EQ(kind_of_source("uat.shopee.vn", {}), SourceKind::shopping);
  EXPECT_EQ(kind_of_source("www.perplexity.ai", {}), SourceKind::assistant);
  EXPECT_EQ(kind_of_source("com", {}), SourceKind::none);
  EXPECT_EQ(kind_of_source("", {}), SourceKind::none);
  EXPECT_EQ(kind_of_source("....", {}), SourceKind::none);
  EXPECT_EQ(kind_of_source(std::string(100'000, 'a'), {}), SourceKind::none);
}

TEST(SourceKind, TakesNextToNoOtherHostForAListedOne) {
  // Names nobody has listed: syllables put together, in the shapes that hosts have.
  const char* syllables[] = {"ba", "ke", "lo", "mi", "nu", "pha", "quy", "rin", "sto", "tek", "vu", "wex", "xa", "zor"};
  const char* ends[] = {".vn", ".com.vn", ".com", ".net", ".example", ".co.uk"};
  int asked = 0;
  int taken = 0;
  for (const char* a : syllables) {
    for (const char* b : syllables) {
      for (const char* c : syllables) {
        for (const char* end : ends) {
          ++asked;
          taken += kind_of_source(std::string(a) + b + c + "shoes" + end, {}) != SourceKind::none;
        }
      }
    }
  }
  EXPECT_LT(taken * 1'000, asked) << taken << " of " << asked;
}

}  // namespace
}  // namespace waymark::event
