#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/decimal.h"
#include "base/utf8.h"
#include "waymark/value.h"

// Never linked into the Wasm, as log_replay.cpp.
namespace waymark {

/// Deeper than any event of ours; what lies deeper is for the reader of JSON to judge.
inline constexpr int kMaxDepth = 12;
/// Whole numbers of so many digits are exact.
inline constexpr std::size_t kExactDigits = 15;

/// Walks over one line. Every step is false where something is out of the ordinary, and then nothing else counts.
class LogWalker {
 public:
  explicit LogWalker(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  bool at_end() {
    space();
    return at_ == end_;
  }

  bool take(char c) {
    space();
    if (at_ == end_ || *at_ != c) return false;
    ++at_;
    return true;
  }

  bool next_is(char c) {
    space();
    return at_ != end_ && *at_ == c;
  }

  /// A text without escapes.
  bool plain(std::string_view& out) {
    if (!take('"')) return false;
    const char* const begin = at_;
    while (at_ != end_ && *at_ != '"') {
      const auto c = static_cast<unsigned char>(*at_);
      if (c == '\\' || c < 0x20) return false;
      const std::size_t bytes = c < 0x80 ? 1 : base::utf8_length({at_, static_cast<std::size_t>(end_ - at_)});
      if (bytes == 0) return false;
      at_ += bytes;
    }
    out = {begin, static_cast<std::size_t>(at_ - begin)};
    return take('"');
  }

  bool text(std::string& out) {
    std::string_view found;
    if (!plain(found)) return false;
    out.assign(found);
    return true;
  }

  bool number(double& out) {
    space();
    const char* const begin = at_;
    const bool negative = at_ != end_ && *at_ == '-';
    if (negative) ++at_;
    const char* const first = at_;
    std::uint64_t whole = 0;  // of too many digits it is anything, and not asked
    while (at_ != end_ && *at_ >= '0' && *at_ <= '9') whole = whole * 10 + static_cast<unsigned char>(*at_++ - '0');
    const auto digits = static_cast<std::size_t>(at_ - first);
    if (digits == 0 || digits > kExactDigits || (*first == '0' && digits > 1)) return false;
    if (at_ == end_ || (*at_ != '.' && (*at_ | 0x20) != 'e')) {
      out = negative ? -static_cast<double>(whole) : static_cast<double>(whole);
      return whole != 0 || !negative;
    }
    if (*at_ != '.') return false;
    const char* const point = ++at_;
    while (at_ != end_ && *at_ >= '0' && *at_ <= '9') ++at_;
    if (at_ == point || (at_ != end_ && (*at_ | 0x20) == 'e')) return false;
    out = base::decimal_to_double({begin, static_cast<std::size_t>(at_ - begin)});
    return true;
  }

  bool word(std::string_view wanted) {
    if (static_cast<std::size_t>(end_ - at_) < wanted.size() || std::string_view(at_, wanted.size()) != wanted) {
      return false;
    }
    at_ += wanted.size();
    return true;
  }

  /// The members of an object, each by its key.
  template <class Each>
  bool members(Each each) {
    if (!take('{')) return false;
    if (take('}')) return true;
    do {
      std::string_view key;
      if (!plain(key) || !take(':') || !each(key)) return false;
    } while (take(','));
    return take('}');
  }

  bool value(Value& out, int depth = 0) {
    if (depth == kMaxDepth) return false;
    space();
    if (at_ == end_) return false;
    switch (*at_) {
      case '{': {
        std::vector<Member> found;
        found.reserve(8);
        const bool good = members([&](std::string_view key) {
          for (const Member& one : found) {
            if (one.key == key) return false;
          }
          return value(found.emplace_back(Member{std::string(key), Value()}).value, depth + 1);
        });
        if (good) out = Value::of(std::move(found));
        return good;
      }
      case '[':
        out = Value::array();
        ++at_;
        if (take(']')) return true;
        do {
          out.push(Value());
          if (!value(out.items().back(), depth + 1)) return false;
        } while (take(','));
        return take(']');
      case '"': {
        std::string_view found;
        if (!plain(found)) return false;
        out = Value(found);
        return true;
      }
      case 't':
        out = Value(true);
        return word("true");
      case 'f':
        out = Value(false);
        return word("false");
      case 'n':
        out = Value();
        return word("null");
      default: {
        double found = 0;
        if (!number(found)) return false;
        out = Value(found);
        return true;
      }
    }
  }

  /// Something nobody wants.
  bool skip(int depth = 0) {
    if (depth == kMaxDepth) return false;
    space();
    if (at_ == end_) return false;
    std::string_view text;
    double ignored = 0;
    switch (*at_) {
      case '{':
        return members([&](std::string_view) { return skip(depth + 1); });
      case '[':
        ++at_;
        if (take(']')) return true;
        do {
          if (!skip(depth + 1)) return false;
        } while (take(','));
        return take(']');
      case '"':
        return plain(text);
      case 't':
        return word("true");
      case 'f':
        return word("false");
      case 'n':
        return word("null");
      default:
        return number(ignored);
    }
  }

  /// The rest of a value, whatever is in it: only where it ends.
  bool leap() {
    int depth = 0;
    for (; at_ != end_; ++at_) {
      if (*at_ == '"') {
        for (++at_; at_ != end_ && *at_ != '"'; ++at_) {
          if (*at_ == '\\' && ++at_ == end_) return false;
        }
        if (at_ == end_) return false;
      } else if (*at_ == '{' || *at_ == '[') {
        ++depth;
      } else if (*at_ == '}' || *at_ == ']') {
        if (depth-- == 0) return true;
      } else if (*at_ == ',' && depth == 0) {
        return true;
      }
    }
    return false;
  }

 private:
  void space() {
    while (at_ != end_ && (*at_ == ' ' || *at_ == '\t' || *at_ == '\r' || *at_ == '\n')) ++at_;
  }

  const char* at_;
  const char* end_;
};

}  // namespace waymark
