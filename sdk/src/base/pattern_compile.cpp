#include <algorithm>
#include <initializer_list>

#include "base/letters.h"
#include "base/pattern.h"
#include "base/utf16.h"

namespace waymark::base {

/// Recursive descent over groups (at most kMaxGroups deep), writing states in the order they are read. What repeats
/// copies the states written last.
class PatternCompiler {
 public:
  using Kind = Pattern::Kind;
  using State = Pattern::State;

  PatternCompiler(Pattern& out, std::string_view text) : out_(out), characters_(text) { take(); }

  const char* compile() {
    alternatives(0);
    if (!error_ && !end_) error_ = "syntax";
    add(Kind::match);
    return error_;
  }

 private:
  static constexpr int kMaxGroups = 20;
  static constexpr int kUnlimited = -1;

  void take() {
    end_ = characters_.done();
    current_ = end_ ? 0 : characters_.next();
  }
  bool accept(char32_t c) {
    if (end_ || current_ != c) return false;
    take();
    return true;
  }
  void fail(const char* error) {
    if (!error_) error_ = error;
  }

  std::uint16_t size() const { return static_cast<std::uint16_t>(out_.states_.size()); }
  State& add(Kind kind, char32_t value = 0) {
    if (out_.states_.size() >= Pattern::kMaxStates) fail("tooLarge");
    if (error_) {
      spare_ = State();
      return spare_;
    }
    State state;
    state.kind = kind;
    state.value = value;
    out_.states_.push_back(state);
    return out_.states_.back();
  }

  /// Opens a gap for one state at `at`, moving what follows.
  void insert(std::uint16_t at) {
    add(Kind::jump);
    if (error_) return;
    std::rotate(out_.states_.begin() + at, out_.states_.end() - 1, out_.states_.end());
    for (std::size_t i = at + 1u; i < out_.states_.size(); ++i) shift(out_.states_[i], at, 1);
  }
  static void shift(State& state, std::uint16_t from, int by) {
    if (state.kind != Kind::split && state.kind != Kind::jump) return;
    if (state.next >= from) state.next = static_cast<std::uint16_t>(state.next + by);
    if (state.kind == Kind::split && state.other >= from) state.other = static_cast<std::uint16_t>(state.other + by);
  }

  void alternatives(int depth) {
    const std::uint16_t begin = size();
    sequence(depth);
    while (!error_ && accept('|')) {
      // split → first way, or behind it; the first way jumps over the second.
      insert(begin);
      add(Kind::jump);
      if (error_) return;
      const std::uint16_t second = size();
      out_.states_[begin].kind = Kind::split;
      out_.states_[begin].next = static_cast<std::uint16_t>(begin + 1);
      out_.states_[begin].other = second;
      sequence(depth);
      out_.states_[second - 1u].next = size();
    }
  }
  void sequence(int depth) {
    while (!error_ && !end_ && current_ != '|' && current_ != ')') {
      const std::uint16_t begin = size();
      const bool repeatable = atom(depth);
      if (!error_) repeat(begin, repeatable);
    }
  }

  /// False for an assertion, which cannot be repeated.
  bool atom(int depth) {
    const char32_t c = current_;
    if (c == '(') {
      group(depth);
      return true;
    }
    take();
    switch (c) {
      case '^':
        add(Kind::begin);
        return false;
      case '$':
        add(Kind::end);
        return false;
      case '.':
        add(Kind::any);
        return true;
      case '[':
        set();
        return true;
      case '\\':
        return escape();
      case '*':
      case '+':
      case '?':
        fail("syntax");
        return false;
      default:
        literal(c);
        return true;
    }
  }

  void group(int depth) {
    take();
    if (depth >= kMaxGroups) return fail("tooLarge");
    if (accept('?')) {
      if (accept('<')) {
        if (current_ == '=' || current_ == '!') return fail("lookAround");
        while (!end_ && current_ != '>') take();
        if (!accept('>')) return fail("syntax");
      } else if (!accept(':')) {
        return fail(current_ == '=' || current_ == '!' ? "lookAround" : "syntax");
      }
    }
    alternatives(depth + 1);
    if (!error_ && !accept(')')) fail("syntax");
  }

  void literal(char32_t c) { add(Kind::character, out_.ignore_case_ ? lower(c) : c); }

  bool escape() {
    if (end_) {
      fail("syntax");
      return false;
    }
    const char32_t c = current_;
    if (c == 'b' || c == 'B') {
      take();
      add(c == 'b' ? Kind::word : Kind::not_word);
      return false;
    }
    if ((c >= '1' && c <= '9') || c == 'k') {
      fail("backReference");
      return false;
    }
    const std::size_t first = out_.ranges_.size();
    if (char32_t single = 0; !class_escape(single))
      literal(single);
    else
      close_set(first, false);
    return true;
  }

  /// \d and its like put ranges down and give true; all else is a single character.
  bool class_escape(char32_t& single) {
    const char32_t c = current_;
    take();
    switch (c) {
      case 'd':
      case 'D':
        ranges(c == 'D', {{'0', '9'}});
        return true;
      case 'w':
      case 'W':
        ranges(c == 'W', {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}});
        return true;
      case 's':
      case 'S':
        ranges(c == 'S', {{'\t', '\r'},
                          {' ', ' '},
                          {0xA0, 0xA0},
                          {0x2000, 0x200A},
                          {0x2028, 0x2029},
                          {0x3000, 0x3000},
                          {0xFEFF, 0xFEFF}});
        return true;
      case 't':
        single = '\t';
        return false;
      case 'n':
        single = '\n';
        return false;
      case 'r':
        single = '\r';
        return false;
      case 'f':
        single = '\f';
        return false;
      case 'v':
        single = '\v';
        return false;
      case '0':
        single = 0;
        return false;
      case 'x':
        single = hex(2);
        return false;
      case 'u':
        if (accept('{')) {
          single = hex(6);
          if (!accept('}')) fail("syntax");
        } else {
          single = hex(4);
        }
        return false;
      default:
        single = c;
        return false;
    }
  }

  /// Up to so many hexadecimal digits.
  char32_t hex(int digits) {
    char32_t value = 0;
    int read = 0;
    for (; read < digits && !end_; ++read, take()) {
      const char32_t c = current_ | 0x20;
      if (current_ >= '0' && current_ <= '9')
        value = value * 16 + (current_ - '0');
      else if (c >= 'a' && c <= 'f')
        value = value * 16 + (c - 'a' + 10);
      else
        break;
    }
    if (read == 0) fail("syntax");
    return value;
  }

  void range(char32_t first, char32_t last) {
    if (first > last) return fail("syntax");
    if (out_.ranges_.size() >= Pattern::kMaxStates) return fail("tooLarge");
    if (out_.ignore_case_ && first >= 'A' && last <= 'Z') first += 32, last += 32;
    if (out_.ignore_case_ && first == last) first = last = lower(first);
    out_.ranges_.push_back({first, last});
  }
  void ranges(bool negated, std::initializer_list<Pattern::Range> list) {
    char32_t from = 0;
    for (const Pattern::Range& one : list) {
      if (!negated)
        range(one.first, one.last);
      else if (one.first > from)
        out_.ranges_.push_back({from, one.first - 1});
      from = one.last + 1;
    }
    if (negated) out_.ranges_.push_back({from, 0x10FFFF});
  }

  void set() {
    const bool negated = accept('^');
    const std::size_t first = out_.ranges_.size();
    while (!error_ && !end_ && current_ != ']') {
      char32_t low = 0;
      if (member(low)) continue;
      if (current_ == '-') {
        take();
        if (end_ || current_ == ']') {
          range(low, low);
          range('-', '-');
          break;
        }
        char32_t high = 0;
        if (member(high)) {
          range(low, low);
          range('-', '-');
          continue;
        }
        range(low, high);
      } else {
        range(low, low);
      }
    }
    if (!error_ && !accept(']')) fail("syntax");
    close_set(first, negated);
  }
  /// One member of a set; true where it was a class like \d and is down already.
  bool member(char32_t& single) {
    if (accept('\\')) {
      if (end_) fail("syntax");
      if (accept('b')) {
        single = '\b';
        return false;
      }
      return class_escape(single);
    }
    single = current_;
    take();
    return false;
  }
  void close_set(std::size_t first, bool negated) {
    State& state = add(Kind::set, static_cast<char32_t>(first));
    state.other = static_cast<std::uint16_t>(out_.ranges_.size() - first);
    state.negated = negated;
  }

  void repeat(std::uint16_t begin, bool repeatable) {
    int least = 0;
    int most = kUnlimited;
    if (accept('+')) {
      least = 1;
    } else if (accept('?')) {
      most = 1;
    } else if (!accept('*')) {
      if (end_ || current_ != '{' || !counted(least, most)) return;
    }
    accept('?');
    if (!repeatable || (!end_ && (current_ == '*' || current_ == '+' || current_ == '?'))) return fail("syntax");
    write_repeats(begin, least, most);
  }

  /// {n}, {n,} or {n,m}; anything else in braces is a text, as in JavaScript.
  bool counted(int& least, int& most) {
    const Characters back = characters_;
    take();
    const int low = number();
    int high = low;
    if (low >= 0 && accept(',')) high = current_ == '}' ? kUnlimited : number();
    if (low < 0 || !accept('}') || (high != kUnlimited && high < low)) {
      if (low >= 0 && high >= 0 && high < low) fail("syntax");
      characters_ = back;
      current_ = '{';
      end_ = false;
      return false;
    }
    least = low;
    most = high;
    return true;
  }
  int number() {
    int value = -1;
    for (; !end_ && current_ >= '0' && current_ <= '9'; take())
      value = std::min((value < 0 ? 0 : value) * 10 + static_cast<int>(current_ - '0'), 10'000);
    return value;
  }

  /// Copies of the states from `begin`: `least` that must be, then a loop or optional ones.
  void write_repeats(std::uint16_t begin, int least, int most) {
    const std::vector<State> body(out_.states_.begin() + begin, out_.states_.end());
    out_.states_.resize(begin);
    if (body.empty()) return;
    const auto copy = [&] {
      const int by = size() - begin;
      for (State state : body) {
        shift(state, begin, by);
        add(state.kind) = state;
        if (error_) return;
      }
    };
    for (int i = 0; i < least && !error_; ++i) copy();
    if (most == kUnlimited) {
      const std::uint16_t loop = size();
      add(Kind::split).next = static_cast<std::uint16_t>(loop + 1);
      copy();
      add(Kind::jump).next = loop;
      if (!error_) out_.states_[loop].other = size();
      return;
    }
    std::vector<std::uint16_t> ways_out;
    for (int i = least; i < most && !error_; ++i) {
      ways_out.push_back(size());
      const auto body_begin = static_cast<std::uint16_t>(size() + 1);
      add(Kind::split).next = body_begin;
      copy();
    }
    for (const std::uint16_t way : ways_out) {
      if (!error_) out_.states_[way].other = size();
    }
  }

  Pattern& out_;
  Characters characters_;
  char32_t current_ = 0;
  bool end_ = false;
  const char* error_ = nullptr;
  State spare_;
};

const char* Pattern::compile(std::string_view pattern, bool ignore_case) {
  states_.clear();
  ranges_.clear();
  ignore_case_ = ignore_case;
  return pattern.size() > kMaxBytes ? "tooLarge" : PatternCompiler(*this, pattern).compile();
}

}  // namespace waymark::base
