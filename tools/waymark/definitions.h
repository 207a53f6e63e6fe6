#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace waymark::tool {

/// A file of destinations/: its name without `.json`, and its text.
struct Definition {
  std::string_view name;
  std::string_view text;
};

/// All that the program was built with, by name.
const std::vector<Definition>& definitions();

/// A configuration with the definitions its destinations name, as a host gives it to the core.
std::string with_definitions(std::string config);

}  // namespace waymark::tool
