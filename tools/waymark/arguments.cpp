#include <algorithm>
#include <filesystem>
#include <fstream>
#include <istream>
#include <iterator>
#include <ostream>

#include "commands.h"

namespace waymark::tool {

bool take_option(Arguments& arguments, std::string_view name, std::string& value, std::ostream& err) {
  for (auto argument = arguments.begin(); argument != arguments.end(); ++argument) {
    if (argument->starts_with(std::string(name) + "=")) {
      value = argument->substr(name.size() + 1);
      arguments.erase(argument);
      return true;
    }
    if (*argument != name) continue;
    if (argument + 1 == arguments.end()) {
      err << "waymark: " << name << " needs a value\n";
      return false;
    }
    value = *(argument + 1);
    arguments.erase(argument, argument + 2);
    return true;
  }
  return true;
}

bool take_flag(Arguments& arguments, std::string_view name) {
  const auto found = std::find(arguments.begin(), arguments.end(), name);
  if (found == arguments.end()) return false;
  arguments.erase(found);
  return true;
}

bool read_file(const std::string& path, Streams streams, std::string& text) {
  if (path == "-") {
    text.assign(std::istreambuf_iterator<char>(streams.in), {});
    return true;
  }
  // A folder opens as a file does, and throws when it is read.
  std::ifstream file(path, std::ios::binary);
  if (file && !std::filesystem::is_directory(path)) text.assign(std::istreambuf_iterator<char>(file), {});
  if (file.bad() || !file.is_open() || file.fail() || std::filesystem::is_directory(path)) {
    streams.err << "waymark: cannot read " << path << "\n";
    return false;
  }
  return true;
}

}  // namespace waymark::tool
