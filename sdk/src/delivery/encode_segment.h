#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "waymark/time.h"

namespace waymark::delivery {

/// Body of Segment's HTTP API `POST /v1/batch`
/// (segment.com/docs/connections/sources/catalog/libraries/server/http-api): write key in the body, so that with a
/// text/plain body the request needs no CORS preflight. `events` are canonical events as JSON texts. The session goes
/// to `context.session`.
std::string encode_segment(const std::vector<std::string_view>& events, std::string_view write_key, TimeMs sent_at);

}  // namespace waymark::delivery
