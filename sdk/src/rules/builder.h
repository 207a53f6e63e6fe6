#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/path.h"
#include "rules/program.h"
#include "waymark/error.h"
#include "waymark/result.h"
#include "waymark/value.h"

namespace waymark::rules {

/// Levels of nesting in a condition. Deeper ones are refused at load.
inline constexpr std::size_t kMaxDepth = 32;
/// Nodes of one condition: operators and arguments. A list of constants is one node.
inline constexpr std::size_t kMaxNodes = 512;

/// How many of the slots and counters made last are asked whether they are the same: without end, ten thousand rules
/// would take their square.
inline constexpr std::size_t kSearched = 256;

/// What a compiler takes for granted.
enum class Mode : unsigned char {
  strict,   ///< A rule of a site: what can not work is an error now.
  lenient,  ///< As the language has it: what can not work fails when it is asked, where `try` may catch it.
};

/// Writes instructions; what both front ends share.
class Builder {
 public:
  Builder(Program& program, Mode mode) : program_(program), mode_(mode) {}

  const List<Error>& errors() const { return errors_; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(program_.code.size()); }

 protected:
  std::uint32_t emit(Code code, std::uint32_t at = 0, std::size_t count = 0, int flag = 0);
  void emit_constant(Value value);
  void emit_call(Function function, std::size_t count, int flag = 0) {
    emit(Code::call, static_cast<std::uint32_t>(function), count, flag);
  }
  /// What lies at a path of the innermost scope, or of the data themselves where there is no other.
  void emit_path(const Way& path);
  /// Makes an instruction jump to where the next one will stand.
  void patch(std::uint32_t instruction) { program_.code[instruction].at = size(); }
  /// Counts a node; false and an error past the bounds.
  bool enter(const base::Path& path, std::size_t depth);
  /// False, so that `return fail(…)` ends a compiler.
  bool fail(const char* code, const base::Path& path, const char* expected, const std::string& found = {});
  /// A pattern that does not compile is an error, or in lenient mode never matches: false, with nothing put down.
  bool emit_match(std::string_view pattern, bool ignore_case, const base::Path& path);

  Program& program_;
  Mode mode_;
  int scopes_ = 0;  ///< Iterators and attempts around the place.
  std::size_t nodes_ = 0;
  List<Error> errors_;
};

}  // namespace waymark::rules
