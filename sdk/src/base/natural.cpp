#include "base/natural.h"

#include <bit>

namespace waymark::base {

Natural::Natural(std::uint64_t value) {
  for (; value != 0; value >>= 32) words_[size_++] = static_cast<std::uint32_t>(value);
}

// Copied to itself it stays what it is.
Natural& Natural::operator=(const Natural& other) {  // NOLINT(bugprone-unhandled-self-assignment)
  size_ = other.size_;
  for (std::size_t i = 0; i < size_; ++i) words_[i] = other.words_[i];
  return *this;
}

void Natural::multiply_add(std::uint32_t factor, std::uint32_t summand) {
  std::uint64_t carry = summand;
  for (std::size_t i = 0; i < size_; ++i) {
    carry += std::uint64_t{words_[i]} * factor;
    words_[i] = static_cast<std::uint32_t>(carry);
    carry >>= 32;
  }
  if (carry != 0 && size_ < kWords) words_[size_++] = static_cast<std::uint32_t>(carry);
}

void Natural::multiply_by_power_of_ten(int power) {
  for (; power >= 9; power -= 9) multiply_add(1'000'000'000, 0);
  for (; power > 0; --power) multiply_add(10, 0);
}

void Natural::shift_left(int bits) {
  for (; bits >= 31; bits -= 31) multiply_add(std::uint32_t{1} << 31, 0);
  if (bits > 0) multiply_add(std::uint32_t{1} << bits, 0);
}

bool Natural::take(const Natural& other) {
  if (compare(other) < 0) return false;
  std::uint64_t borrow = 0;
  for (std::size_t i = 0; i < size_; ++i) {
    const std::uint64_t minus = borrow + (i < other.size_ ? other.words_[i] : 0);
    borrow = words_[i] < minus ? 1 : 0;
    words_[i] = static_cast<std::uint32_t>(words_[i] - minus);
  }
  while (size_ > 0 && words_[size_ - 1] == 0) --size_;
  return true;
}

int Natural::compare(const Natural& other) const {
  if (size_ != other.size_) return size_ < other.size_ ? -1 : 1;
  for (std::size_t i = size_; i-- > 0;) {
    if (words_[i] != other.words_[i]) return words_[i] < other.words_[i] ? -1 : 1;
  }
  return 0;
}

int Natural::bits() const { return zero() ? 0 : static_cast<int>(size_) * 32 - std::countl_zero(words_[size_ - 1]); }

}  // namespace waymark::base
