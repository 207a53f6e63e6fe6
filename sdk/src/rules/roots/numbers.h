#pragma once

#include "rules/facts.h"
#include "rules/program.h"

namespace waymark::rules::roots {

/// Facts that are always a number are read by themselves from now on, not as members of their roots: for who asks
/// millions of times. The answers are the same.
void read_at_once(Program& program);

}  // namespace waymark::rules::roots
