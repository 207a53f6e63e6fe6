#pragma once

#include "base/path.h"
#include "rules/builder.h"
#include "rules/program.h"
#include "waymark/error.h"
#include "waymark/list.h"
#include "waymark/value.h"

namespace waymark::rules {

/// Both put a condition behind what the program holds already; where there are errors, that part of it must not be run.
/// Errors: `rule.unknownOperator`, `rule.arguments`, `rule.tooDeep`, `rule.tooLarge`, `rule.pattern`.
List<Error> compile_logic(const Value& rule, const base::Path& path, Mode mode, Program& program);

/// A GrowthBook (Mongo-like) condition; groups it names are looked up in `saved_groups`, an object of lists or of
/// GrowthBook's typed groups, or null.
List<Error> compile_growthbook(const Value& condition, const Value& saved_groups, const base::Path& path, Mode mode,
                               Program& program);

}  // namespace waymark::rules
