#pragma once

#include <cstddef>
#include <string_view>

namespace waymark::train {

/// Bytes after brotli with the largest window; quality 1 to 11, as servers name it.
std::size_t brotli_size(std::string_view bytes, int quality);

}  // namespace waymark::train
