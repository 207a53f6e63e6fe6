#pragma once

#include <cstddef>
#include <cstdint>

namespace waymark::base {

/// A natural number of up to 4,096 bits: room for any double against any power of ten it is measured with.
/// Words are 32 bits, least significant first; those from `size_` on are not there.
class Natural {
 public:
  explicit Natural(std::uint64_t value = 0);
  Natural(const Natural& other) { *this = other; }
  Natural& operator=(const Natural& other);

  void multiply_add(std::uint32_t factor, std::uint32_t summand);
  /// Below 1: nothing.
  void multiply_by_power_of_ten(int power);
  void shift_left(int bits);
  /// Takes `other` away if it is no larger; says whether it did.
  bool take(const Natural& other);

  bool zero() const { return size_ == 0; }
  /// Below zero, zero or above: this one is less, the same, or more.
  int compare(const Natural& other) const;
  /// Place of the highest bit that is set, from 1.
  int bits() const;

 private:
  static constexpr std::size_t kWords = 128;

  std::size_t size_ = 0;
  std::uint32_t words_[kWords];
};

}  // namespace waymark::base
