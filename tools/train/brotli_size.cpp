#include "brotli_size.h"

#include <brotli/encode.h>

#include <cstdint>
#include <vector>

namespace waymark::train {

std::size_t brotli_size(std::string_view bytes, int quality) {
  std::size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
  std::vector<std::uint8_t> out(size);
  const auto* in = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const bool ok = BrotliEncoderCompress(quality, BROTLI_MAX_WINDOW_BITS, BROTLI_MODE_GENERIC, bytes.size(), in, &size,
                                        out.data()) == BROTLI_TRUE;
  return ok ? size : bytes.size();
}

}  // namespace waymark::train
