#pragma once

#include <string>
#include <string_view>

#include "state/state.h"
#include "waymark/error.h"
#include "waymark/result.h"

namespace waymark::state {

/// The state as JSON text.
std::string write_snapshot(const State& state);

/// Errors: `snapshot.broken`, and `snapshot.newer` for one a later library wrote.
Result<State> read_snapshot(std::string_view text);

}  // namespace waymark::state
