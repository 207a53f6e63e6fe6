#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "waymark/config.h"

namespace waymark::event {

/// What a site that visitors come from is.
enum class SourceKind : std::uint8_t { none, search, social, video, shopping, assistant };

/// `search`, `social`, `video`, `shopping` or `assistant`.
bool is_source_kind(std::string_view name);

/// Kind of a host (`www.google.com.vn`), a host with a path (`x.com/i/grok`) or a name as `utm_source` has it
/// (`google`), in lower case. From the table in channel_table.h: an unlisted one is taken for a listed one once in
/// some thousand, which `AttributionConfig::sources` mends.
SourceKind kind_of_source(std::string_view source, const AttributionConfig& config);

/// GA4's default channel group of a visit, its rules in their order
/// (https://support.google.com/analytics/answer/9756891), with `AI Assistants` in front of Organic Search. Source,
/// medium and campaign in lower case; `kind` is the source's.
const char* channel_of(SourceKind kind, std::string_view source, std::string_view medium, std::string_view campaign);

}  // namespace waymark::event
