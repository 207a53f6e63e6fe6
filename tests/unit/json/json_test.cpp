#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

#include "json/parse.h"
#include "json/write.h"
#include "support/json_help.h"

namespace waymark::json {
namespace {

std::string again(const std::string& text) {
  const Result<Value> value = parse(text);
  return value.ok() ? write(value.value()) : value.error().code;
}

TEST(Json, ReadsAndWritesEveryKind) {
  for (const char* text : {"null", "true", "false", "0", "-1", "1.5", "\"\"", "[]", "{}", "[[],{}]",
                           R"({"a":[1,2.25,{"b":null}],"đ":"ữ🧸"})", R"("\"\\\n\t\r")"}) {
    EXPECT_EQ(again(text), text);
  }
}

TEST(Json, NumbersComeBackAsTheSameDouble) {
  for (const double number : {0.1, 1.0 / 3, 1e21, 1e-7, 5e-324, 1.7976931348623157e308, 9007199254740991.0,
                              9007199254740993.0, 18446744073709551616.0, -123456.789, 2.5e-10}) {
    const Result<Value> back = parse(write(Value(number)));
    ASSERT_TRUE(back.ok()) << write(Value(number));
    EXPECT_EQ(back.value().number_or(0), number) << write(Value(number));
  }
}

TEST(Json, NumbersBeyond2To53AreRoundedAsInJavaScript) {
  EXPECT_EQ(parse("9007199254740993").value().number_or(0), 9007199254740992.0);
  EXPECT_EQ(parse("123456789012345678901234567890").value().number_or(0), 123456789012345678901234567890.0);
}

TEST(Json, WhatIsNotFiniteIsWrittenAsNull) {
  EXPECT_EQ(write(Value(std::nan(""))), "null");
  EXPECT_EQ(write(Value(std::numeric_limits<double>::infinity())), "null");
}

TEST(Json, RefusesWhatIsNotJson) {
  for (const char* text : {"", " ", "{", "[1,]", "{\"a\":}", "{'a':1}", "01", "1.", "+1", "nul", "\"", "\"\x01\"",
                           "[1] 2", "NaN", "Infinity", "\"\\x\"", "\"\\ud83e\"", "\xFF", "\"\xC3\""}) {
    const Result<Value> value = parse(text);
    ASSERT_FALSE(value.ok()) << text;
    EXPECT_EQ(std::string(value.error().code), "json.malformed") << text;
  }
}

TEST(Json, ReadsEscapedSurrogatePairs) { EXPECT_EQ(again(R"("\ud83e\uddf8 \u0111")"), "\"🧸 đ\""); }

TEST(Json, RefusesDepthAndSizeBeyondTheLimits) {
  for (const std::size_t depth : {1'000u, 200'000u}) {
    EXPECT_EQ(again(std::string(depth, '[') + std::string(depth, ']')), "json.tooDeep");
  }
  std::string objects;
  for (int i = 0; i < 1'000; ++i) objects += "{\"a\":";
  EXPECT_EQ(again(objects + "1" + std::string(1'000, '}')), "json.tooDeep");
  EXPECT_EQ(again('"' + std::string(ParseLimits{}.max_bytes, 'x') + '"'), "json.tooLarge");
}

TEST(Json, ReadsNoMoreThanItIsAllowedTo) {
  const auto read = [](std::string_view text, std::size_t members, std::size_t values) {
    const Result<Value> value = parse(text, {.max_members = members, .max_values = values});
    return value.ok() ? write(value.value()) : std::string(value.error().code);
  };
  EXPECT_EQ(read(R"({"a":[1,2,3,"]\"",{"b":[4]}],"c":5})", 2, 100), R"({"a":[1,2],"c":5})");
  EXPECT_EQ(read(R"({"a":{"b":1,"c":2,"d":[]},"e":3})", 2, 100), R"({"a":{"b":1,"c":2},"e":3})");
  EXPECT_EQ(read(R"({"a":[[1],[2,"["],{}],"c":3})", 100, 4), R"({"a":[[1],null,null],"c":3})");
  EXPECT_EQ(read(R"([[[1]]])", 100, 3), R"([[[1]]])");
  for (const char* text : {R"([1,2,3)", R"([1,2,"3)", R"([1,2,"\)", R"({"a":[1,2,3]"b":1})"}) {
    EXPECT_EQ(read(text, 2, 100), "json.malformed") << text;
  }
}

TEST(Json, OfMembersWithTheSameKeyTheLastCounts) { EXPECT_EQ(again(R"({"a":1,"b":2,"a":3})"), R"({"a":3,"b":2})"); }

TEST(Json, BytesThatAreNoUtf8AreReplacedWhenWritten) {
  EXPECT_EQ(write(Value("a\xFF"
                        "b")),
            "\"a\xEF\xBF\xBD"
            "b\"");
  EXPECT_TRUE(parse(write(Value("\xED\xA0\x80"))).ok());
}

TEST(Json, ControlCharactersAreEscaped) {
  EXPECT_EQ(again("\"\\u0000\\u001f\\b\\f\""), "\"\\u0000\\u001f\\u0008\\u000c\"");
}

/// As journal records come: the event inside is nobody's business until it is read.
TEST(Json, LeavesEventsOfRecordsAsTheTextTheyAre) {
  const auto read = [](const char* text) { return json::parse(text, {.events_as_text = true}); };
  const Result<Value> start = read(R"({"journal":[{"id":"a","event":{"b":"}\"{","c":[1,{"event":{}}]} ,"seq":1}]})");
  ASSERT_TRUE(start.ok());
  const Value& record = start.value()["journal"].items()[0];
  EXPECT_EQ(record["event"], Value(R"({"b":"}\"{","c":[1,{"event":{}}]})"));
  EXPECT_EQ(record["seq"], Value(1.0));
  // Of any other place it is read like everything else.
  for (const char* text :
       {R"({"event":{"a":1}})", R"({"a":{"b":{"event":{"a":1}}}})", R"([[{"x":[{"event":{"a":1}}]}]])"}) {
    EXPECT_EQ(read(text).value(), json::parse(text).value()) << text;
  }
  EXPECT_TRUE(read(R"({"journal":[{"event":{"a" 1}}]})").ok()) << "that record alone is broken";
  for (const char* text :
       {R"({"journal":[{"event":{"a":1)", R"({"journal":[{"event":{"a)", R"({"journal":[{"event":{]})"})
    EXPECT_FALSE(read(text).ok()) << text;
}

}  // namespace
}  // namespace waymark::json
