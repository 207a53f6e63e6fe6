#include "base/shortest.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "base/natural.h"
#include "base/whole.h"

namespace waymark::base {
namespace {

/// Makes digits one by one, in exact arithmetic, until what is left lies within half the way to the next double (G. L.
/// Steele and J. L. White, "How to Print Floating-Point Numbers Accurately", 1990). Faster ways need a table of powers
/// that no compressor makes smaller; most numbers of a shop are whole and do not come here.
class Digits {
 public:
  explicit Digits(std::uint64_t bits) {
    const std::uint64_t fraction = bits & ((std::uint64_t{1} << 52) - 1);
    const int biased = static_cast<int>(bits >> 52 & 0x7FF);
    const std::uint64_t mantissa = biased ? fraction | std::uint64_t{1} << 52 : fraction;
    const int exponent = (biased ? biased : 1) - 1075;
    // The way down to the next double is half as far from a power of two.
    rest_ = Natural(mantissa * 4);
    unit_ = Natural(4);
    above_ = Natural(2);
    below_ = Natural(fraction == 0 && biased > 1 ? 1 : 2);
    even_ = mantissa % 2 == 0 ? 1 : 0;
    unit_.shift_left(-exponent);
    scale([&](Natural& part) { part.shift_left(exponent); });
    // log10 from below; the rest of the way in steps of one.
    point_ = static_cast<int>((exponent + 63 - std::countl_zero(mantissa)) * 0.30103 + 400) - 400;
    unit_.multiply_by_power_of_ten(point_);
    scale([&](Natural& part) { part.multiply_by_power_of_ten(-point_); });
    for (; reaches(); ++point_) unit_.multiply_add(10, 0);
    while (!last_) next();
  }

  const std::string& text() const { return text_; }
  /// Where the decimal point stands: the number is 0.text × 10^point.
  int point() const { return point_; }

 private:
  template <class Change>
  void scale(Change change) {
    for (Natural* part : {&rest_, &above_, &below_}) change(*part);
  }

  /// True where the rest is no more than `above_` away from one unit.
  bool reaches() const {
    Natural gap = unit_;
    return !gap.take(rest_) || gap.compare(above_) < even_;
  }

  void next() {
    scale([](Natural& part) { part.multiply_add(10, 0); });
    char digit = '0';
    while (rest_.take(unit_)) ++digit;
    const bool down = rest_.compare(below_) < even_;
    const bool up = reaches();
    last_ = down || up;
    Natural gap = unit_;
    gap.take(rest_);
    if (up && (!down || gap.compare(rest_) < (digit & 1))) ++digit;
    text_.push_back(digit);
  }

  Natural rest_;  // What is still to be written, in units.
  Natural unit_;
  Natural above_;  // Half the way to the next double, and to the one before.
  Natural below_;
  int even_;  // 1 where half the way itself reads back as this number: ties go to the even one.
  int point_ = 0;
  bool last_ = false;
  std::string text_;
};

}  // namespace

std::string shortest_text(double number) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &number, sizeof bits);
  const Digits digits(bits);
  std::string text = digits.text();
  const int size = static_cast<int>(text.size());
  int point = digits.point();
  int exponent = 0;
  if (point > 15 || point < -3) {
    exponent = point - 1;
    point = 1;
  }
  if (point <= 0) text.insert(0, static_cast<std::size_t>(1 - point), '0');
  if (point < size) text.insert(static_cast<std::size_t>(std::max(point, 1)), 1, '.');
  if (point > size) text.append(static_cast<std::size_t>(point - size), '0');
  if (exponent != 0) text.append("e").append(whole_text(exponent));
  if (number < 0) text.insert(0, 1, '-');
  return text;
}

}  // namespace waymark::base
