#pragma once

#include <string_view>

#include "waymark/effect.h"
#include "waymark/list.h"

namespace waymark {

/// Everything that is wrong with a configuration, in one go: where a page stops at the first stage that finds errors,
/// this goes on through all. For tools. Levels are `error` and `warn`; codes are those of docs/errors.md. A key that
/// nobody reads is told with those it may have been meant for.
List<effect::Log> check_config(std::string_view json);

}  // namespace waymark
