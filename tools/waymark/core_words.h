#pragma once

#include <string_view>

#include "advice.h"
#include "waymark/effect.h"

namespace waymark::tool {

/// What the core says of a configuration, in the words of its author: at the place where it stands in the file, with
/// what stands there, and what may have been meant. A page has no room for the names that takes.
Finding in_words(const effect::Log& log, std::string_view config);

}  // namespace waymark::tool
