#pragma once

#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace bench {

/// One line of a tape: `E` an event, whose handling is measured; `I` any other input; `L` a catalogue for `load`.
struct Line {
  char kind;
  double now_ms;
  std::string text;
};

/// Reads lines of `kind SPACE milliseconds SPACE text`, as bench/engine/native.mjs writes them.
inline std::vector<Line> read_tape(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::vector<Line> tape;
  for (std::string line; std::getline(file, line);) {
    const std::size_t space = line.find(' ', 2);
    tape.push_back({line.at(0), std::stod(line.substr(2, space - 2)), line.substr(space + 1)});
  }
  return tape;
}

}  // namespace bench
