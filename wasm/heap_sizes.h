#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

/// Sizes of the blocks of wasm/heap.cpp: multiples of 8 bytes up to 64, then four to each power of two, so that a
/// block is never more than a quarter (and 8 bytes) larger than what it was asked for.
namespace waymark::heap {

inline constexpr std::uint32_t kUnit = 8;
/// Most that is ever asked for at once; a gigabyte is more than a page may have.
inline constexpr std::size_t kLargest = std::size_t{1} << 30;
/// One past the class of kLargest and a head.
inline constexpr std::uint32_t kClasses = 112;

/// The smallest class whose blocks hold `bytes`, at least 1.
constexpr std::uint32_t class_of(std::uint32_t bytes) {
  const std::uint32_t units = (bytes - 1) / kUnit;  // one less than needed
  const int shift = units < 8 ? 0 : 29 - std::countl_zero(units);
  return static_cast<std::uint32_t>(shift * 4) + (units >> shift) + 1;
}

/// Bytes of a block of that class.
constexpr std::uint32_t bytes_of(std::uint32_t size_class) {
  if (size_class <= 8) return size_class * kUnit;
  const std::uint32_t shift = (size_class - 5) / 4;
  return (size_class - shift * 4) * kUnit << shift;
}

}  // namespace waymark::heap
