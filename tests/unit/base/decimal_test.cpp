#include "base/decimal.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "base/random.h"

namespace waymark::base {
namespace {

/// The bits: -0 and 0 differ, and so do neighbours.
std::uint64_t bits(double number) {
  std::uint64_t out = 0;
  std::memcpy(&out, &number, sizeof out);
  return out;
}

void expect_as_strtod(const std::string& text) {
  ASSERT_EQ(bits(decimal_to_double(text)), bits(std::strtod(text.c_str(), nullptr))) << text;
}

TEST(Decimal, KnownHardCases) {
  for (const char* text : {"0",
                           "-0",
                           "0.0",
                           "1",
                           "-1.5",
                           "0.1",
                           "1e22",
                           "1e23",
                           "9007199254740993",
                           "9007199254740992.5",
                           "2.2250738585072011e-308",
                           "2.2250738585072014e-308",
                           "4.9406564584124654e-324",
                           "2.4703282292062327e-324",
                           "2.4703282292062328e-324",
                           "1e-400",
                           "1.7976931348623157e308",
                           "1.7976931348623159e308",
                           "1e309",
                           "1e99999",
                           "-1e-99999",
                           "0.000000000000000000000000000000000000000000000001",
                           "123456789012345678901234567890",
                           "8.5e-324",
                           "6929495644600919.5",
                           "3.5844466002796428e298",
                           "00012",
                           "1E5",
                           "1e+5",
                           "12e-1"}) {
    expect_as_strtod(text);
  }
}

TEST(Decimal, EveryDoubleReadsBackFromItsShortestAndLongestText) {
  Random random("00112233445566778899aabbccddeeff");
  for (int i = 0; i < 20'000; ++i) {
    const std::uint64_t pattern = (std::uint64_t{random.next()} << 32) | random.next();
    double number = 0;
    std::memcpy(&number, &pattern, sizeof number);
    if (!std::isfinite(number)) continue;
    char text[64];
    std::snprintf(text, sizeof text, "%.17g", number);
    ASSERT_EQ(bits(decimal_to_double(text)), pattern) << text;
    std::snprintf(text, sizeof text, "%.9g", number);
    expect_as_strtod(text);
  }
}

TEST(Decimal, TextsHalfwayBetweenTwoDoublesGoToTheEvenOne) {
  Random random("ffeeddccbbaa99887766554433221100");
  for (int i = 0; i < 5'000; ++i) {
    // m + 1/2 units in the last place of a number around 2^53: exact in decimal.
    const std::uint64_t whole = (std::uint64_t{1} << 53) + (random.next() % 1'000'000) * 2 + 1;
    expect_as_strtod(std::to_string(whole));
    expect_as_strtod(std::to_string(whole) + ".0000000000000000000000000001");
  }
}

TEST(Decimal, DigitsPastTheLimitOnlyTipTheBalance) {
  std::string text = "9007199254740993." + std::string(900, '0');
  expect_as_strtod(text);
  expect_as_strtod(text + "1");
  expect_as_strtod("0." + std::string(400, '0') + std::string(900, '7') + "e380");
}

}  // namespace
}  // namespace waymark::base
