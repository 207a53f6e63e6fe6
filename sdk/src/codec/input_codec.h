#pragma once

#include <string>
#include <vector>

#include "waymark/error.h"
#include "waymark/input.h"
#include "waymark/list.h"
#include "waymark/result.h"
#include "waymark/value.h"

namespace waymark::codec {

/// Reads one Input. Errors: `input.unknownType`, `input.invalid` with a pointer. Journal records that are broken
/// do not spoil the input they came with: they are left out and reported in `warnings`.
Result<Input> read_input(const Value& json, List<Error>& warnings);

/// The same Input as JSON text: what the tests of the protocol and a replay write.
std::string write_input(const Input& input);

}  // namespace waymark::codec
