#include "base/shortest.h"

#include <gtest/gtest.h>

#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "base/decimal.h"
#include "base/random.h"

namespace waymark::base {
namespace {

/// Digits of a text without point, exponent and the zeros around them.
std::string digits_of(std::string_view text) {
  std::string digits;
  for (const char c : text.substr(0, text.find('e'))) {
    if (c >= '0' && c <= '9') digits.push_back(c);
  }
  digits.erase(0, digits.find_first_not_of('0'));
  digits.erase(digits.find_last_not_of('0') + 1);
  return digits;
}

/// The standard library's to_chars is the measure: shortest, nearest, and the even one of two.
void expect_shortest(double number) {
  const std::string text = shortest_text(number);
  const double back = decimal_to_double(text);
  ASSERT_EQ(std::memcmp(&back, &number, sizeof number), 0) << text;
  char buffer[64];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::scientific);
  ASSERT_EQ(digits_of(text), digits_of({buffer, static_cast<std::size_t>(end - buffer)})) << text;
}

TEST(Shortest, IsWrittenWithAnExponentOnlyWhereItIsLong) {
  EXPECT_EQ(shortest_text(0.1), "0.1");
  EXPECT_EQ(shortest_text(-19.99), "-19.99");
  EXPECT_EQ(shortest_text(0.0001), "0.0001");
  EXPECT_EQ(shortest_text(0.00001), "1e-5");
  EXPECT_EQ(shortest_text(1.5e-7), "1.5e-7");
  EXPECT_EQ(shortest_text(123456789012345.6), "123456789012345.6");
  EXPECT_EQ(shortest_text(9007199254740994.0), "9.007199254740994e15");
  EXPECT_EQ(shortest_text(1e21), "1e21");
  EXPECT_EQ(shortest_text(5e-324), "5e-324");
  EXPECT_EQ(shortest_text(1.7976931348623157e308), "1.7976931348623157e308");
}

TEST(Shortest, IsTheShortestAndTheNearest) {
  Random random("5566778899aabbccddeeff0011223344");
  for (int i = 0; i < 10'000; ++i) {
    std::uint64_t pattern = (std::uint64_t{random.next()} << 32) | random.next();
    if (i % 3 == 0) pattern &= ~((std::uint64_t{1} << 52) - 1);  // a power of two: its neighbours are not equally far
    double number = 0;
    std::memcpy(&number, &pattern, sizeof number);
    if (!std::isfinite(number) || number == 0) continue;
    ASSERT_NO_FATAL_FAILURE(expect_shortest(number));
    ASSERT_NO_FATAL_FAILURE(expect_shortest(static_cast<double>(random.next()) / (random.next() % 10'000 + 1.5)));
  }
}

TEST(Shortest, OfTwoEquallyNearTheEvenOne) { expect_shortest(2.9802322387695312e-8); }

}  // namespace
}  // namespace waymark::base
