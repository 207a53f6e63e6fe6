#include "rules/builder.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace waymark::rules {
std::uint32_t Builder::emit(Code code, std::uint32_t at, std::size_t count, int flag) {
  ++program_.version;
  program_.code.push_back({code, static_cast<std::uint8_t>(flag), static_cast<std::uint16_t>(count), at});
  return size() - 1;
}

void Builder::emit_constant(Value value) {
  emit(Code::constant, static_cast<std::uint32_t>(program_.constants.size()));
  program_.constants.push_back(std::move(value));
}

void Builder::emit_path(const Way& path) {
  if (scopes_ > 0 || path.climb > 0) {
    emit(Code::path, static_cast<std::uint32_t>(program_.paths.size()));
    program_.paths.push_back(path);
    return;
  }
  const std::size_t count = program_.slots.size();
  std::size_t slot = count > kSearched ? count - kSearched : 0;
  const auto same = [&](const Way& one) { return one.into_texts == path.into_texts && one.parts == path.parts; };
  while (slot < count && !same(program_.slots[slot])) ++slot;
  if (slot == count) {
    Way& made = program_.slots.emplace_back(path);
    if (!path.parts.empty()) made.root = path.parts[0];
    if (path.parts.size() > 1) made.root.append(".").append(path.parts[1]);
    const bool property = path.parts.size() > 1 && path.parts[1] != "name" && path.parts[1] != "type";
    if (property && path.parts[0] == "event") made.in = Way::In::event;
    if (path.parts.size() > 2 && made.root == "visitor.traits") made.in = Way::In::trait;
  }
  emit(Code::slot, static_cast<std::uint32_t>(slot));
}

bool Builder::enter(const base::Path& path, std::size_t depth) {
  if (depth > kMaxDepth) return fail("rule.tooDeep", path, "at most 32 levels", "more");
  return ++nodes_ <= kMaxNodes || fail("rule.tooLarge", path, "at most 512 nodes", "more");
}

bool Builder::fail(const char* code, const base::Path& path, const char* expected, const std::string& found) {
  errors_.emplace_back(code, path.pointer(), expected, found);
  return false;
}

bool Builder::emit_match(std::string_view pattern, bool ignore_case, const base::Path& path) {
  base::Pattern& compiled = program_.patterns.emplace_back();
  if (const char* wrong = compiled.compile(pattern, ignore_case)) {
    program_.patterns.pop_back();
    if (mode_ == Mode::strict) fail("rule.pattern", path, "a pattern without look-around and back-references", wrong);
    return false;
  }
  emit(Code::match, static_cast<std::uint32_t>(program_.patterns.size() - 1));
  return true;
}

std::vector<std::string> split_path(std::string_view path) {
  std::vector<std::string> parts;
  std::string part;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const char next = i + 1 < path.size() ? path[i + 1] : '\0';
    if (path[i] == '\\' && (next == '.' || next == '/' || next == '\\')) {
      part.push_back(path[++i]);
    } else if (path[i] == '.') {
      parts.push_back(std::exchange(part, {}));
    } else {
      part.push_back(path[i]);
    }
  }
  // `.` is one part, not two.
  if (parts.size() != path.size()) parts.push_back(std::move(part));
  return parts;
}

Way dotted_way(std::string_view path) {
  Way way;
  for (; path.starts_with("../"); path.remove_prefix(3)) ++way.climb;
  if (!path.empty()) way.parts = split_path(path);
  return way;
}

std::uint32_t climb_in(const Operand& part) {
  constexpr double kMost = 100;  // more than kMaxScopes twice over
  const double climb = std::abs(to_number(part.items()[0]));
  return climb > 0 ? static_cast<std::uint32_t>(std::min(climb, kMost)) : 0;
}

}  // namespace waymark::rules
