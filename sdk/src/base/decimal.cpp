#include "base/decimal.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>

#include "base/natural.h"

namespace waymark::base {
namespace {

/// No double needs more digits to be told from its neighbours (1074 binary places, 767 decimal digits).
constexpr int kMaxDigits = 768;
/// Beyond these powers of ten every number is infinite, or zero.
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr int kLargestPower = 310;
constexpr int kSmallestPower = -330;

/// numerator / denominator, rounded to nearest, ties to even. Both are used up.
double divide(Natural& numerator, Natural& denominator) {
  // Scale so that the quotient lies in [1/2, 2): then it is read off bit by bit.
  int exponent = numerator.bits() - denominator.bits();
  if (exponent > 0) denominator.shift_left(exponent);
  if (exponent < 0) numerator.shift_left(-exponent);
  if (!numerator.take(denominator)) {
    --exponent;
    numerator.shift_left(1);
    numerator.take(denominator);
  }
  if (exponent > 1023) return kInfinity;
  // 52 more bits for a normal number, fewer for a subnormal one.
  const int places = exponent >= -1022 ? 52 : 52 - (-1022 - exponent);
  std::uint64_t mantissa = places >= 0 ? 1 : 0;
  bool half = places == -1;
  if (places >= 0) {
    for (int i = 0; i < places; ++i) {
      numerator.shift_left(1);
      mantissa = mantissa * 2 + (numerator.take(denominator) ? 1 : 0);
    }
    numerator.shift_left(1);
    half = numerator.take(denominator);
  }
  if (half && (!numerator.zero() || (mantissa & 1))) ++mantissa;
  // A mantissa that rounds up to the next power of two carries into the exponent, which is just right.
  const std::uint64_t biased = exponent >= -1022 ? static_cast<std::uint64_t>(exponent + 1022) : 0;
  const std::uint64_t bits = (biased << 52) + mantissa;
  double number = 0;
  std::memcpy(&number, &bits, sizeof number);
  return number;
}

/// 10^power, exact up to 22.
double small_power(int power) {
  double result = 1;
  for (; power > 0; --power) result *= 10;
  return result;
}

/// A text taken apart: 0.d1d2d3… with all its digits, times a power of ten.
struct Spelled {
  bool negative = false;
  std::uint64_t small = 0;  ///< The first 19 digits.
  int count = 0;            ///< Digits from the first that is not zero.
  int power = 0;            ///< Of ten, by which a whole number of all digits is to be multiplied.
};

/// Reads the text; all its digits go to `digits` where that is given.
Spelled take_apart(std::string_view text, Natural* digits) {
  Spelled out;
  std::size_t at = 0;
  out.negative = !text.empty() && text[0] == '-';
  if (out.negative) ++at;
  bool point = false;
  bool rest = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '.') {
      point = true;
      continue;
    }
    if (c < '0' || c > '9') break;
    if (point) --out.power;
    if (out.count == 0 && c == '0') continue;
    if (out.count >= kMaxDigits) {
      ++out.power;
      rest = rest || c != '0';
      continue;
    }
    ++out.count;
    const auto digit = static_cast<std::uint32_t>(c - '0');
    if (out.count <= 19) out.small = out.small * 10 + digit;
    if (digits) digits->multiply_add(10, digit);
  }
  if (digits && rest) {
    digits->multiply_add(10, 1);
    --out.power;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    const bool minus = at < text.size() && text[at] == '-';
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    int exponent = 0;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
      exponent = std::min(exponent * 10 + (text[at] - '0'), 100'000);
    }
    out.power += minus ? -exponent : exponent;
  }
  return out;
}

}  // namespace

double decimal_to_double(std::string_view text) {
  const Spelled number = take_apart(text, nullptr);
  const int size = number.power + number.count;
  double result = 0;
  if (number.count > 0 && size >= kSmallestPower) {
    if (number.count <= 15 && number.power >= -22 && number.power <= 22) {
      // Both numbers are exact doubles, so one operation rounds right (W. D. Clinger, 1990).
      const auto whole = static_cast<double>(number.small);
      result = number.power < 0 ? whole / small_power(-number.power) : whole * small_power(number.power);
    } else if (size > kLargestPower) {
      result = kInfinity;
    } else {
      Natural digits;
      Natural denominator(1);
      const int power = take_apart(text, &digits).power;
      digits.multiply_by_power_of_ten(power);
      denominator.multiply_by_power_of_ten(-power);
      result = divide(digits, denominator);
    }
  }
  return number.negative ? -result : result;
}

}  // namespace waymark::base
