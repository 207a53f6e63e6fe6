#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/random.h"
#include "json/parse.h"
#include "json/write.h"

// Our reader and writer against nlohmann/json, which is used for nothing else.
namespace waymark::json {
namespace {

using Oracle = nlohmann::json;

void expect_same(const Value& ours, const Oracle& theirs, const std::string& text) {
  switch (ours.kind()) {
    case Value::Kind::null:
      ASSERT_TRUE(theirs.is_null()) << text;
      break;
    case Value::Kind::boolean:
      ASSERT_EQ(theirs, Oracle(ours.boolean_or(false))) << text;
      break;
    case Value::Kind::number:
      ASSERT_TRUE(theirs.is_number()) << text;
      ASSERT_EQ(ours.number_or(0), theirs.get<double>()) << text;
      break;
    case Value::Kind::string:
      ASSERT_EQ(theirs, Oracle(ours.text())) << text;
      break;
    case Value::Kind::array:
      ASSERT_TRUE(theirs.is_array() && theirs.size() == ours.items().size()) << text;
      for (std::size_t i = 0; i < theirs.size(); ++i) expect_same(ours.items()[i], theirs[i], text);
      break;
    case Value::Kind::object:
      ASSERT_TRUE(theirs.is_object() && theirs.size() == ours.members().size()) << text;
      for (const Member& member : ours.members()) {
        ASSERT_TRUE(theirs.contains(member.key)) << text;
        expect_same(member.value, theirs[member.key], text);
      }
      break;
  }
}

void compare(const std::string& text) {
  const Oracle theirs = Oracle::parse(text, nullptr, false);
  const Result<Value> ours = parse(text);
  ASSERT_EQ(ours.ok(), !theirs.is_discarded()) << text;
  if (!ours.ok()) return;
  ASSERT_NO_FATAL_FAILURE(expect_same(ours.value(), theirs, text));
  // What we write, the oracle reads as the same.
  const Oracle again = Oracle::parse(write(ours.value()), nullptr, false);
  ASSERT_FALSE(again.is_discarded()) << text;
  ASSERT_EQ(again, theirs) << text;
}

TEST(JsonOracle, GrammarOfNumbersTextsAndWords) {
  for (const char* text : {"-",
                           "-0",
                           "-0.0",
                           "00",
                           "0.",
                           ".5",
                           "1e",
                           "1e+",
                           "1E-0",
                           "1.e5",
                           "1.5E+10",
                           "-1.25e-7",
                           "0e0",
                           "0x1",
                           "1 ",
                           "\t[ 1 ,\n2\r]",
                           "[1,,2]",
                           "[,1]",
                           "{\"a\":1,}",
                           "{\"a\" : {} , \"b\":[ ] }",
                           "{\"a\"}",
                           "{1:2}",
                           "tru",
                           "truee",
                           "true",
                           "nulll",
                           "falsE",
                           "\"\\u00e9\\ud83e\\uddf8\"",
                           "\"\\uD83E\\u0041\"",
                           "\"\\uDDF8\"",
                           "\"\\u12g4\"",
                           "\"\\u123\"",
                           "\"\\/\\b\\f\"",
                           "\"\\a\"",
                           "\"\x7F\"",
                           "\"\xC0\x80\"",
                           "\"\xED\xA0\x80\"",
                           "\"\xF4\x90\x80\x80\"",
                           "\"\xF0\x9F\xA7\xB8\"",
                           "\"\xE1\xBB\"",
                           "\xEF\xBB\xBF[1]",
                           "\xEF\xBB[1]",
                           "[1]]",
                           "[[1]",
                           "[1}",
                           "{\"a\":1]",
                           "{\"a\":1,\"a\":{\"b\":2},\"a\":[3]}",
                           "\"a\nb\"",
                           "9007199254740993",
                           "18446744073709551615",
                           "-9223372036854775808",
                           "123456789012345678901234567890",
                           "0.1e1",
                           "5e-324"}) {
    ASSERT_NO_FATAL_FAILURE(compare(text));
  }
}

TEST(JsonOracle, TextsWithMistakesAtEveryPlace) {
  const std::string whole =
      R"({"id":"01é🧸","n":[-1.5,0,true,false,null],"o":{"k\"\\\/\u0041\ud83e\uddf8":"","e":{}},"x":[[],[{}]]})";
  constexpr std::string_view kAlphabet = "{}[]:,\"\\ue0-+.19tfn \x80\xC3\xED\xF4\x1F";
  base::Random random("0123456789abcdef0123456789abcdef");
  for (int i = 0; i < 30'000; ++i) {
    std::string text = whole;
    for (std::uint32_t mistakes = random.next() % 3 + 1; mistakes > 0; --mistakes) {
      const std::size_t at = random.next() % text.size();
      const char with = kAlphabet[random.next() % kAlphabet.size()];
      const std::uint32_t kind = random.next() % 3;
      if (kind == 0) text[at] = with;
      if (kind == 1) text.insert(at, 1, with);
      if (kind == 2) text.erase(at, 1);
    }
    ASSERT_NO_FATAL_FAILURE(compare(text));
  }
}

}  // namespace
}  // namespace waymark::json
