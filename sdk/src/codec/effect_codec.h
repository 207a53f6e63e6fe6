#pragma once

#include <string>

#include "waymark/effect.h"
#include "waymark/error.h"
#include "waymark/result.h"
#include "waymark/value.h"

namespace waymark::codec {

/// A list of Effects as JSON text, `Effect[]` of protocol.ts.
std::string write_effects(const Effects& effects);

/// The way back, for tests of the protocol and for replay. Error: `effect.invalid`.
Result<Effects> read_effects(const Value& json);

}  // namespace waymark::codec
