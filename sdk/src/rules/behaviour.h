#pragma once

#include <string>
#include <string_view>

#include "base/path.h"
#include "profile/behaviour.h"
#include "waymark/error.h"
#include "waymark/list.h"
#include "waymark/value.h"

namespace waymark::rules {

/// Reads the arguments of an `ev.*` operator; `name` is what stands behind `ev.`. Errors: `rule.unknownOperator`,
/// `rule.arguments`. Where there is one, `out` is of no use.
void read_behaviour(std::string_view name, const Value& arguments, const base::Path& path, profile::Behaviour& out,
                    List<Error>& errors);

}  // namespace waymark::rules
