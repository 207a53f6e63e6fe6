#include "delivery/encode_segment.h"

#include <gtest/gtest.h>

#include "support/json_help.h"

namespace waymark::delivery {
namespace {

using test::includes;
using test::json;

Value encoded(std::vector<std::string_view> events) {
  return test::parse_exactly(encode_segment(events, "key", 1'767'225'600'000));
}

TEST(EncodeSegment, WritesOneBatchAsTheHttpApiTakesIt) {
  const char* track = R"({"messageId":"m1","type":"track","name":"Product Viewed","timestamp":1767225599000,
    "anonymousId":"a1","userId":"u1","session":{"id":"s1","number":2,"start":1767225590000},
    "properties":{"price":129000},"context":{"page":{"url":"https://shop.example/"}}})";
  const char* identify = R"({"messageId":"m2","type":"identify","timestamp":1767225599500,"anonymousId":"a1",
    "userId":"u1","session":{"id":"s1","number":2,"start":0},"traits":{"city":"Huế"}})";
  const char* page = R"({"messageId":"m3","type":"page","name":"Home","timestamp":1767225599600,"anonymousId":"a1",
    "session":{"id":"s1","number":2,"start":0}})";
  const Value body = encoded({track, identify, page});
  EXPECT_TRUE(
      includes(json("{'writeKey':'key','sentAt':'2026-01-01T00:00:00.000Z','batch':["
                    "{'type':'track','messageId':'m1','event':'Product Viewed','anonymousId':'a1','userId':'u1',"
                    "'timestamp':'2025-12-31T23:59:59.000Z','properties':{'price':129000},'name':{'$absent':true},"
                    "'context':{'page':{'url':'https://shop.example/'},'session':{'id':'s1','number':2}}},"
                    "{'type':'identify','messageId':'m2','traits':{'city':'Huế'},'event':{'$absent':true}},"
                    "{'type':'page','name':'Home','event':{'$absent':true}}]}"),
               body))
      << test::text_of(body);
}

TEST(EncodeSegment, WhatIsNoEventIsLeftOut) {
  EXPECT_EQ(
      encoded({"{broken", R"({"messageId":"m1","type":"track","name":"x","timestamp":0,"anonymousId":"a"})"})["batch"]
          .items()
          .size(),
      1);
  EXPECT_EQ(encoded({})["batch"].items().size(), 0);
}

}  // namespace
}  // namespace waymark::delivery
