#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "../commands.h"
#include "content.h"

namespace waymark::tool {

/// Reads what a shop sells: the catalogue's JSON; CSV or TSV with a header of id, name and perhaps category and price;
/// or, by its ending `.items.tsv`, lines of id, code, name and price. Items the log does not know get numbers behind
/// its own: `names` grows, and `goods` has one for each name. False, and a complaint, where it has no items or cannot
/// be read.
bool read_goods(const std::string& path, std::vector<std::string>& names, std::vector<train::Described>& goods,
                Streams streams);

}  // namespace waymark::tool
