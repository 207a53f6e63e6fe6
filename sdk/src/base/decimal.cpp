#include "base/decimal.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <utility>
#include <vector>

namespace waymark::base {
namespace {

/// No double needs more digits to be told from its neighbours (1074 binary places, 767 decimal digits).
constexpr int kMaxDigits = 768;
/// Beyond these powers of ten every number is infinite, or zero.
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr int kLargestPower = 310;
constexpr int kSmallestPower = -330;

/// A natural number, least significant word first, no zero words at the end.
class Natural {
 public:
  void multiply_add(std::uint32_t factor, std::uint32_t summand) {
    std::uint64_t carry = summand;
    for (std::uint32_t& word : words_) {
      carry += std::uint64_t{word} * factor;
      word = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    if (carry) words_.push_back(static_cast<std::uint32_t>(carry));
  }

  void multiply_by_power_of_ten(int power) {
    for (; power >= 9; power -= 9) multiply_add(1'000'000'000, 0);
    for (; power > 0; --power) multiply_add(10, 0);
  }

  void shift_left(int bits) {
    words_.insert(words_.begin(), static_cast<std::size_t>(bits / 32), 0);
    multiply_add(std::uint32_t{1} << (bits % 32), 0);
  }

  /// Takes `other` away if it is no larger; says whether it did.
  bool take(const Natural& other) {
    if (less_than(other)) return false;
    std::uint64_t borrow = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const std::uint64_t minus = borrow + (i < other.words_.size() ? other.words_[i] : 0);
      borrow = words_[i] < minus ? 1 : 0;
      words_[i] = static_cast<std::uint32_t>(words_[i] - minus);
    }
    while (!words_.empty() && words_.back() == 0) words_.pop_back();
    return true;
  }

  bool zero() const { return words_.empty(); }
  int bits() const { return zero() ? 0 : static_cast<int>(words_.size()) * 32 - std::countl_zero(words_.back()); }

 private:
  bool less_than(const Natural& other) const {
    if (words_.size() != other.words_.size()) return words_.size() < other.words_.size();
    for (std::size_t i = words_.size(); i-- > 0;) {
      if (words_[i] != other.words_[i]) return words_[i] < other.words_[i];
    }
    return false;
  }

  std::vector<std::uint32_t> words_;
};

/// numerator / denominator, rounded to nearest, ties to even.
double divide(Natural numerator, Natural denominator) {
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

}  // namespace

double decimal_to_double(std::string_view text) {
  constexpr double kPowers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  std::size_t at = 0;
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) ++at;
  Natural digits;
  std::uint64_t small = 0;
  int count = 0;
  int power = 0;
  bool point = false;
  bool rest = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '.') {
      point = true;
      continue;
    }
    if (c < '0' || c > '9') break;
    if (point) --power;
    if (count == 0 && c == '0') continue;
    if (count >= kMaxDigits) {
      ++power;
      rest = rest || c != '0';
      continue;
    }
    ++count;
    const auto digit = static_cast<std::uint32_t>(c - '0');
    if (count <= 19) small = small * 10 + digit;
    digits.multiply_add(10, digit);
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    const bool minus = at < text.size() && text[at] == '-';
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    int exponent = 0;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
      exponent = std::min(exponent * 10 + (text[at] - '0'), 100'000);
    }
    power += minus ? -exponent : exponent;
  }
  double result = 0;
  if (count == 0 || power + count < kSmallestPower) {
    result = 0;
  } else if (count <= 15 && power >= -22 && power <= 22) {
    // Both numbers are exact doubles, so one operation rounds right (W. D. Clinger, 1990).
    const auto whole = static_cast<double>(small);
    result = power < 0 ? whole / kPowers[-power] : whole * kPowers[power];
  } else if (power + count > kLargestPower) {
    result = kInfinity;
  } else {
    if (rest) {
      digits.multiply_add(10, 1);
      --power;
    }
    Natural denominator;
    denominator.multiply_add(0, 1);
    if (power > 0) digits.multiply_by_power_of_ten(power);
    if (power < 0) denominator.multiply_by_power_of_ten(-power);
    result = divide(std::move(digits), std::move(denominator));
  }
  return negative ? -result : result;
}

}  // namespace waymark::base
