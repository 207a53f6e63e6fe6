#include "base/whole.h"

namespace waymark::base {

std::string whole_text(std::int64_t number) {
  char buffer[24];
  char* const end = buffer + sizeof buffer;
  char* at = end;
  const bool negative = number < 0;
  auto rest = negative ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
  do {
    *--at = static_cast<char>('0' + rest % 10);
    rest /= 10;
  } while (rest != 0);
  if (negative) *--at = '-';
  return std::string(at, static_cast<std::size_t>(end - at));
}

}  // namespace waymark::base
