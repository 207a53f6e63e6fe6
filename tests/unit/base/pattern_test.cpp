#include "base/pattern.h"

#include <gtest/gtest.h>

#include <string>

#include "base/letters.h"
#include "base/utf16.h"

namespace waymark::base {
namespace {

bool matches(const char* pattern, std::string_view text, bool ignore_case = false) {
  Pattern compiled;
  const char* wrong = compiled.compile(pattern, ignore_case);
  EXPECT_EQ(wrong, nullptr) << pattern << ": " << wrong;
  return !wrong && compiled.matches(text);
}

std::string refusal(const std::string& pattern) {
  Pattern compiled;
  const char* wrong = compiled.compile(pattern);
  return wrong ? wrong : "";
}

std::string found(const char* pattern, std::string_view text, std::size_t from = 0) {
  Pattern compiled;
  EXPECT_EQ(compiled.compile(pattern), nullptr) << pattern;
  Pattern::Span span;
  return compiled.find(text, from, span) ? std::string(text.substr(span.begin, span.end - span.begin)) : "-";
}

TEST(Pattern, FindsWhatJavaScriptFinds) {
  EXPECT_TRUE(matches("", ""));
  EXPECT_TRUE(matches("b", "abc"));
  EXPECT_FALSE(matches("^b", "abc"));
  EXPECT_TRUE(matches("-12-25$", "1980-12-25"));
  EXPECT_TRUE(matches("(Mobile|Tablet)", "Android Mobile Browser"));
  EXPECT_TRUE(matches("^(a|b|cd)+$", "abcdcda"));
  EXPECT_FALSE(matches("^(a|b|cd)+$", "abc"));
  EXPECT_TRUE(matches("^a{2,3}$", "aaa"));
  EXPECT_FALSE(matches("^a{2,3}$", "aaaa"));
  EXPECT_TRUE(matches("^a{2,}$", "aaaa"));
  EXPECT_TRUE(matches("^a{0}b$", "b"));
  EXPECT_TRUE(matches("a{x", "a{x")) << "braces that count nothing are a text";
  EXPECT_TRUE(matches("^(?:ab?c)*?$", "abcacabc"));
  EXPECT_TRUE(matches("^(?<year>\\d{4})-\\d\\d$", "2026-11"));
  EXPECT_TRUE(matches("^[^0-9\\s]+$", "thử"));
  EXPECT_FALSE(matches("^[^0-9\\s]+$", "thử 1"));
  EXPECT_TRUE(matches("^[\\w.+-]+@[a-z-]+\\.[a-z]{2,}$", "an.nguyen+shop@example.vn"));
  EXPECT_TRUE(matches("\\bshop\\b", "my shop!"));
  EXPECT_FALSE(matches("\\bshop\\b", "workshop"));
  EXPECT_TRUE(matches("\\Bshop", "workshop"));
  EXPECT_TRUE(matches("^.$", "ử"));
  EXPECT_FALSE(matches("^.$", "\n"));
  EXPECT_TRUE(matches("\\u1eed\\x61", "ửa"));
  EXPECT_TRUE(matches("[\\u{1F381}]", "🎁"));
  EXPECT_TRUE(matches("^\\/p\\/\\d+$", "/p/42"));
  EXPECT_TRUE(matches("[]", "]") == false && matches("[^]", "x"));
  EXPECT_TRUE(matches("(a*)*b", "aab"));
  EXPECT_TRUE(matches("a||b", "zzz"));
}

TEST(Pattern, IgnoresCaseWhereAsked) {
  EXPECT_TRUE(matches("(mobile|tablet)", "Android MOBILE", true));
  EXPECT_TRUE(matches("^[A-F]+$", "abcdef", true));
  EXPECT_TRUE(matches("ÁO THUN", "áo thun", true));
  EXPECT_FALSE(matches("mobile", "MOBILE"));
}

TEST(Pattern, RefusesWhatNeedsBacktracking) {
  EXPECT_EQ(refusal("(?=a)"), "lookAround");
  EXPECT_EQ(refusal("(?!a)b"), "lookAround");
  EXPECT_EQ(refusal("(?<=a)b"), "lookAround");
  EXPECT_EQ(refusal("(?<!a)b"), "lookAround");
  EXPECT_EQ(refusal("(a)\\1"), "backReference");
  EXPECT_EQ(refusal("(?<n>a)\\k<n>"), "backReference");
  for (const char* wrong : {"(", ")", "[a", "*a", "a**", "a{3,2}", "/???***[)", "\\", "[z-a]", "(?a)"})
    EXPECT_EQ(refusal(wrong), "syntax") << wrong;
  EXPECT_EQ(refusal("(a{100}){100}"), "tooLarge");
  EXPECT_EQ(refusal(std::string(1'001, 'a')), "tooLarge");
  EXPECT_EQ(refusal(std::string(21, '(') + std::string(21, ')')), "tooLarge");
}

TEST(Pattern, GivesTheLeftmostLongest) {
  EXPECT_EQ(found("\\d+", "a12b345"), "12");
  EXPECT_EQ(found("\\d+", "a12b345", 3), "345");
  EXPECT_EQ(found("a|ab|abc", "xabcd"), "abc");
  EXPECT_EQ(found("[\\w.]+@[\\w.]+", "mail an@example.vn now"), "an@example.vn");
  EXPECT_EQ(found("x", "abc"), "-");
}

TEST(Pattern, IsNotHeldUpByWhatHoldsUpBacktracking) {
  EXPECT_FALSE(matches("^(a+)+$", std::string(50'000, 'a') + "!"));
  EXPECT_FALSE(matches("(x+x+)+y", std::string(20'000, 'x')));
}

TEST(Letters, LoseCaseAndMarks) {
  EXPECT_EQ(mapped("ÁO THUN Đẹp, Ước gì Ẵ", plain), "ao thun dep, uoc gi a");
  EXPECT_EQ(mapped("e\xCC\x81", plain), "e") << "decomposed";
  EXPECT_EQ(mapped("ỆĐƠ ÑŽ ДЖ ΩΣ 1Z", lower), "ệđơ ñž дж ωσ 1z");
}

TEST(Utf16, CountsAndComparesAsJavaScript) {
  EXPECT_EQ(utf16_length("aử🎁"), 4);
  EXPECT_EQ(utf16_offset("aử🎁b", 2), 4);
  EXPECT_EQ(utf16_offset("aử🎁b", 4), 8);
  EXPECT_LT(utf16_compare("🎁", "\xEF\xBD\x81"), 0) << "surrogates come before U+FF41";
  EXPECT_LT(utf16_compare("Z", "a"), 0);
  EXPECT_GT(utf16_compare("ab", "a"), 0);
  EXPECT_EQ(utf16_compare("ab", "ab"), 0);
}

}  // namespace
}  // namespace waymark::base
