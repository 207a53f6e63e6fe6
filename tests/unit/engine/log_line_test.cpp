#include "engine/log_line.h"

#include <gtest/gtest.h>

#include <string>

#include "codec/event_codec.h"
#include "json/parse.h"

// The fast reader of a log's lines against the readers of JSON and events, which say what is right.
namespace waymark::test {
namespace {

const std::string kLines[] = {
    R"({"type":"track","name":"Product Viewed","messageId":"m0","timestamp":1767600051077,"anonymousId":"visitor-0",)"
    R"("session":{"id":"s1","number":1,"start":1767600000000},"properties":{"product_id":"p","price":12.5,)"
    R"("tags":["a",null,true,{"b":-3}],"none":{}},"context":{"page":{"url":"https://shop.example/p","title":"Áo",)"
    R"("search":"?a"},"channel":"web","library":{"version":"1"}}})",
    R"({"type":"page","messageId":"m1","timestamp":5,"anonymousId":"v","session":{"id":"","number":2,"start":0}})",
    R"( { "type" : "identify" , "messageId":"m2", "timestamp" : 7 , "anonymousId":"v","userId":"u","receivedAt":1000.5,)"
    R"("traits":{"a":1},"session":{"id":"s","number":1,"start":0,"more":[]},"context":{"locale":"vi","page":7}} )",
};

/// True where the line was taken; then it must be what the others make of it.
bool agrees(const std::string& line) {
  Event fast;
  fast.group_id = "of the line before";
  if (!read_log_line(line, fast)) return false;
  const Result<Value> parsed = json::parse(line);
  EXPECT_TRUE(parsed.ok()) << line;
  Result<Event> slow = codec::read_event(parsed.value());
  EXPECT_TRUE(slow.ok()) << line;
  const Value& page = slow.value().context["page"];
  for (const char* key : {"url", "referrer", "title"}) EXPECT_EQ(page[key], fast.context["page"][key]) << line;
  for (const char* key : {"locale", "channel"}) EXPECT_EQ(slow.value().context[key], fast.context[key]) << line;
  fast.context = slow.value().context = Value();
  EXPECT_EQ(codec::write_event(fast), codec::write_event(slow.value())) << line;
  const std::string_view visitor = visitor_in(line);
  EXPECT_TRUE(visitor == fast.anonymous_id || visitor.empty()) << line;
  return true;
}

TEST(LogLine, IsReadAsTheReadersOfJsonAndEventsReadIt) {
  for (const std::string& line : kLines) EXPECT_TRUE(agrees(line)) << line;
}

TEST(LogLine, WhateverIsDoneToALineItIsReadAsTheyDoOrNotAtAll) {
  std::size_t taken = 0;
  std::size_t left = 0;
  for (const std::string& line : kLines) {
    for (std::size_t at = 0; at < line.size(); ++at) {
      std::string changed = line;
      (agrees(changed.erase(at, 1)) ? taken : left) += 1;
      (agrees(line.substr(0, at)) ? taken : left) += 1;
      for (const char c : {'"', '\\', '{', '}', '[', ',', ':', '0', '-', '.', 'e', 'n', ' ', '\x01', '\xc3'}) {
        changed = line;
        changed[at] = c;
        (agrees(changed) ? taken : left) += 1;
        (agrees(line.substr(0, at) + c + line.substr(at)) ? taken : left) += 1;
      }
    }
  }
  EXPECT_GT(taken, 1'000);
  EXPECT_GT(left, 1'000);
}

TEST(LogLine, LeavesWhatIsOutOfTheOrdinaryToThem) {
  const std::string plain = kLines[1].substr(0, kLines[1].size() - 1);
  EXPECT_FALSE(agrees(plain + R"(,"timestamp":6})"));
  EXPECT_FALSE(agrees(plain + R"(,"previousId":"w"})"));
  EXPECT_FALSE(agrees(plain + R"(,"properties":{"a":1,"a":2}})"));
  EXPECT_FALSE(agrees(plain + R"(,"name":"\u0041"})"));
  EXPECT_FALSE(agrees(plain + R"(,"properties":"{}"})"));
  EXPECT_FALSE(agrees(kLines[1] + "x"));
  EXPECT_EQ(visitor_in(R"({"a":"\"}","b":[{"anonymousId":"no"}],"anonymousId":"yes"})"), "yes");
  EXPECT_EQ(visitor_in(R"({"anonymous_id":"v","anonymousId":"w"})"), "");
  EXPECT_EQ(visitor_in(R"({"a":{"anonymousId":"w"}})"), "");
  EXPECT_EQ(visitor_in("not json"), "");
}

}  // namespace
}  // namespace waymark::test
