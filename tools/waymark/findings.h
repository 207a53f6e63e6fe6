#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "advice.h"

namespace waymark::tool {

/// The text without the mark an editor has put in front: it is no part of JSON, and browsers leave it out, too.
std::string_view without_mark(std::string_view text);

/// What the core, and the advice beside it, say of a configuration, in the order of their places in it.
std::vector<Finding> findings_of(std::string_view config, const Seen* seen);

/// `file:line:column code message expected`, on a line.
void print(std::ostream& out, const std::string& file, std::string_view config, const Finding& one);

}  // namespace waymark::tool
