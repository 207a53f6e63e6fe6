#pragma once

#include "waymark/value.h"

namespace waymark {

/// Whether anything in a configuration may depend on where on the journey a visitor is: else a replay need not follow
/// it. In doubt it does.
bool asks_for_journey(const Value& config);

}  // namespace waymark
