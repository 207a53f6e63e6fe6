#include "event/names.h"

namespace waymark::event {

int index_in(const Names& names, std::string_view text) {
  for (std::size_t i = 0; i < names.count; ++i) {
    if (names.words[i] == text) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace waymark::event
