#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "codec/reader.h"
#include "waymark/config.h"
#include "waymark/error.h"
#include "waymark/time.h"

namespace waymark::codec {

/// Reads one rule (`Rule` in config.ts); errors go to the reader's list, unknown keys to `warnings`.
RuleConfig read_rule(Reader& reader, std::vector<Error>& warnings);

/// Milliseconds, 0 to ten years.
TimeMs duration(Reader& reader, std::string_view key, TimeMs fallback);

/// A count of at least 1, or nothing where the key is missing.
std::optional<int> optional_count(Reader& reader, std::string_view key);

}  // namespace waymark::codec
