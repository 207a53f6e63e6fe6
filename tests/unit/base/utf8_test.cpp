#include "base/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace waymark::base {
namespace {

TEST(Utf8, KnowsTheLengthOfWellFormedSequences) {
  EXPECT_EQ(utf8_length("a"), 1);
  EXPECT_EQ(utf8_length("đ"), 2);
  EXPECT_EQ(utf8_length("ữ"), 3);
  EXPECT_EQ(utf8_length("🧸 and more"), 4);
  EXPECT_EQ(utf8_length(""), 0);
}

TEST(Utf8, RefusesWhatIsNotUtf8) {
  for (const char* bad : {"\x80", "\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80", "\xF4\x90\x80\x80",
                          "\xF8\x88\x80\x80", "\xFF", "\xC3", "\xE1\xBB", "\xF0\x9F\xA7",
                          "\xC3"
                          "a"}) {
    EXPECT_EQ(utf8_length(bad), 0) << testing::PrintToString(std::string(bad));
  }
}

TEST(Utf8, TruncatesBetweenCharacters) {
  std::string text = "aữ🧸";
  EXPECT_FALSE(utf8_truncate(text, 8));
  EXPECT_TRUE(utf8_truncate(text, 7));
  EXPECT_EQ(text, "aữ");
  EXPECT_TRUE(utf8_truncate(text, 3));
  EXPECT_EQ(text, "a");
  EXPECT_TRUE(utf8_truncate(text, 0));
  EXPECT_EQ(text, "");
}

TEST(Utf8, TruncatesRubbishWithoutHarm) {
  std::string text(10, '\x80');
  EXPECT_TRUE(utf8_truncate(text, 5));
  EXPECT_LE(text.size(), 5);
}

}  // namespace
}  // namespace waymark::base
