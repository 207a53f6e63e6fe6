#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::base {

/// A regular expression that runs in time linear in the text, whatever it is: a nondeterministic automaton whose states
/// advance together (K. Thompson, "Regular Expression Search Algorithm", 1968). The syntax is JavaScript's without what
/// needs backtracking: no look-around and no back-references.
/// Understood: . [] [^] \d \w \s \D \W \S \b \B ^ $ | () (?:) (?<name>) * + ? {n,m}, lazy ones too, \t \n \r \f \v \0
/// \xHH \uHHHH \u{H…} and escaped punctuation.
class Pattern {
 public:
  /// Bytes of a pattern.
  static constexpr std::size_t kMaxBytes = 1'000;
  /// States after counted repetitions are written out: matching costs at most this many steps a character.
  static constexpr std::size_t kMaxStates = 1'000;

  /// Null where it compiled, else what is wrong: `lookAround`, `backReference`, `tooLarge` or `syntax`. Static.
  const char* compile(std::string_view pattern, bool ignore_case = false);

  /// Steps that matching may take for each character: for who keeps a budget.
  std::size_t states() const { return states_.size(); }

  /// Whether it occurs anywhere in the text.
  bool matches(std::string_view text) const;

  struct Span {
    std::size_t begin = 0;  ///< Bytes.
    std::size_t end = 0;
  };
  /// The leftmost, and of those the longest, occurrence at `from` or later. False where there is none.
  bool find(std::string_view text, std::size_t from, Span& span) const;

 private:
  friend class PatternCompiler;

  enum class Kind : std::uint8_t { character, any, set, split, jump, begin, end, word, not_word, match };
  struct State {
    Kind kind = Kind::match;
    bool negated = false;
    std::uint16_t next = 0;   ///< Where `jump` and the first way of `split` go.
    std::uint16_t other = 0;  ///< Second way of `split`; count of ranges of `set`.
    char32_t value = 0;       ///< The character; the first range of `set`.
  };
  struct Range {
    char32_t first;
    char32_t last;
  };

  bool run(std::string_view text, std::size_t from, bool any, Span& span) const;
  bool accepts(const State& state, char32_t character) const;

  std::vector<State> states_;
  std::vector<Range> ranges_;
  bool ignore_case_ = false;
};

}  // namespace waymark::base
