#include "growthbook/url.h"

#include <gtest/gtest.h>

#include "support/json_help.h"

namespace waymark::growthbook {
namespace {

using test::json;

bool simple(const char* url, const std::string& pattern) {
  return is_targeted(url, json("[{'type':'simple','include':true,'pattern':'" + pattern + "'}]"));
}

TEST(GrowthBookUrl, IsTakenApartAsABrowserDoes) {
  const auto url = parse_url("HTTPS://me:you@Shop.Example:443/a/./b/../ç d?x=1 2&y#top");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->href(), "https://shop.example/a/%C3%A7%20d?x=1%202&y#top");
  EXPECT_EQ(parse_url("http://h:8080")->href(), "http://h:8080/");
  EXPECT_EQ(parse_url("/a?", "https://_")->href(), "https://_/a");
  EXPECT_EQ(parse_url("a/..", "https://_")->href(), "https://_/");
  EXPECT_FALSE(parse_url("/a"));
  EXPECT_FALSE(parse_url("mailto:a@b", "https://_"));
  EXPECT_FALSE(parse_url("https://"));
}

TEST(GrowthBookUrl, SimplePatternsCompareHostPathAndWhatTheyNameElse) {
  EXPECT_TRUE(simple("https://shop.example/sale/", "shop.example/SALE"));
  EXPECT_TRUE(simple("http://shop.example/sale?a=1&b=2#x", "*.example/*?b=2"));
  EXPECT_TRUE(simple("https://any.host/sale", "/sale"));
  EXPECT_TRUE(simple("https://any.host/a/b/c", "/a/*/c"));
  EXPECT_FALSE(simple("https://shop.example/sales", "shop.example/sale"));
  EXPECT_FALSE(simple("https://shop.example/sale?b=3", "/sale?b=2"));
  EXPECT_FALSE(simple("https://shop.example/sale", "/sale#x"));
  EXPECT_TRUE(simple("https://shop.example/sale#x", "/sale#x"));
}

TEST(GrowthBookUrl, SeveralPatternsIncludeAndLeaveOut) {
  const Value targets = json(
      "[{'type':'simple','include':true,'pattern':'/shop/*'},{'type':'regex','include':false,'pattern':'/shop/"
      "(new|old)$'}]");
  EXPECT_TRUE(is_targeted("https://x.example/shop/a", targets));
  EXPECT_FALSE(is_targeted("https://x.example/shop/old", targets));
  EXPECT_FALSE(is_targeted("https://x.example/", targets));
  EXPECT_TRUE(is_targeted("https://x.example/", json("[{'type':'regex','include':false,'pattern':'^/a'}]")));
  EXPECT_FALSE(is_targeted("https://x.example/", json("[]")));
  EXPECT_FALSE(is_targeted("https://x.example/", json("[{'type':'regex','pattern':'('}]")));
}

TEST(GrowthBookUrl, QueriesAreMerged) {
  EXPECT_EQ(merge_queries("https://a/?x=1&y=a%20b&x=2", "https://b/c?y=0#d"), "https://b/c?y=0&x=1#d");
  EXPECT_EQ(merge_queries("https://a/", "https://b/c?y=%20"), "https://b/c?y=%20");
  EXPECT_EQ(merge_queries("/a?x=1", "https://b"), "https://b");
}

}  // namespace
}  // namespace waymark::growthbook
