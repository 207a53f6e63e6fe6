#include "json/parse.h"

#include <cstdint>
#include <cstring>
#include <string>
#include <utility>

#include "base/decimal.h"
#include "base/utf8.h"
#include "base/whole.h"

namespace waymark::json {
namespace {

/// Members looked through for one with the same key; a larger object is taken as it comes, in linear time.
constexpr std::size_t kMaxCheckedMembers = 256;

/// Characters behind a backslash, and what they stand for.
constexpr std::string_view kEscaped = "\"\\/bfnrt";
constexpr std::string_view kMeant = "\"\\/\b\f\n\r\t";

void append_utf8(std::string& out, std::uint32_t point) {
  const auto put = [&](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (point < 0x80) return put(point);
  if (point < 0x800) {
    put(0xC0 | point >> 6);
  } else {
    if (point < 0x10000) {
      put(0xE0 | point >> 12);
    } else {
      put(0xF0 | point >> 18);
      put(0x80 | (point >> 12 & 0x3F));
    }
    put(0x80 | (point >> 6 & 0x3F));
  }
  put(0x80 | (point & 0x3F));
}

/// Reads one text from left to right; recursion is as deep as the limit allows. Every function that says false leaves
/// `at_` where the text stopped making sense.
class Parser {
 public:
  Parser(std::string_view text, const ParseLimits& limits)
      : begin_(text.data()),
        at_(begin_),
        end_(begin_ + text.size()),
        depth_left_(limits.max_depth),
        max_members_(limits.max_members),
        values_left_(limits.max_values),
        in_record_(limits.events_as_text ? limits.max_depth - 3 : limits.max_depth) {
    if (text.starts_with("\xEF\xBB\xBF")) at_ += 3;  // a byte order mark, which RFC 8259 lets a reader ignore
  }

  bool parse(Value& root) { return value(root) && (peek(), at_ == end_); }
  bool too_deep() const { return too_deep_; }
  std::size_t position() const { return static_cast<std::size_t>(at_ - begin_); }

 private:
  /// The next character that is no white space, '\0' at the end.
  char peek() {
    while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
    return here();
  }
  char here() const { return at_ != end_ ? *at_ : '\0'; }
  bool take(char wanted) {
    if (here() != wanted) return false;
    ++at_;
    return true;
  }

  bool value(Value& out) {
    switch (peek()) {
      case '{':
        if (std::exchange(unread_, false)) return unread(out);
        return container(out, Value::object(), '}');
      case '[':
        return container(out, Value::array(), ']');
      case '"': {
        std::string text;
        if (!string(text)) return false;
        out = Value(std::move(text));
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
      default:
        return number(out);
    }
  }

  bool word(const char* letters) {
    while (*letters) {
      if (!take(*letters++)) return false;
    }
    return true;
  }

  bool container(Value& out, Value empty, char close) {
    ++at_;
    if (values_left_ == 0) return skip();
    out = std::move(empty);
    if (depth_left_ == 0) {
      too_deep_ = true;
      return false;
    }
    --depth_left_;
    if (depth_left_ == in_record_ + 1) in_list_ = close == ']';
    if (peek() == close) return leave();
    for (std::size_t count = max_members_;; --count) {
      if (count == 0) {
        ++depth_left_;
        return skip();
      }
      if (values_left_ > 0) --values_left_;
      Value* slot = next_slot(out);
      if (!slot || !value(*slot)) return false;
      if (peek() == close) return leave();
      if (!take(',')) return false;
    }
  }

  /// An object as the text it is; whether that makes sense inside is for others to find out.
  bool unread(Value& out) {
    const char* start = at_;
    ++at_;
    if (!skip()) return false;
    out = Value(std::string(start, static_cast<std::size_t>(at_ - start)));
    return true;
  }

  /// Past the end of the container that `at_` is in; only texts and brackets are told apart.
  bool skip() {
    std::size_t depth = 1;
    do {
      if (at_ == end_) return false;
      const char c = *at_++;
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
      if (c != '"') continue;
      for (; here() != '"'; ++at_) {
        if (at_ == end_ || (take('\\') && at_ == end_)) return false;
      }
      ++at_;
    } while (depth > 0);
    return true;
  }

  bool leave() {
    ++at_;
    ++depth_left_;
    return true;
  }

  /// Where the next element goes, or the next member, once its key is read; null where there is none.
  Value* next_slot(Value& out) {
    if (out.is_array()) {
      out.push(Value());
      return &out.items().back();
    }
    std::string key;
    if (peek() != '"' || !string(key) || peek() != ':') return nullptr;
    ++at_;
    unread_ = in_list_ && depth_left_ == in_record_ && key == "event";
    if (out.members().size() < kMaxCheckedMembers) {
      if (const Value* known = out.find(key)) return const_cast<Value*>(known);
    }
    out.append_member(std::move(key), Value());
    return &out.members().back().value;
  }

  bool string(std::string& out) {
    ++at_;
    while (true) {
      const char* plain = at_;
      skip_plain();
      while (at_ != end_ && *at_ != '"' && *at_ != '\\') {
        const auto first = static_cast<unsigned char>(*at_);
        if (first < 0x20) return false;
        const std::size_t bytes = first < 0x80 ? 1 : base::utf8_length({at_, static_cast<std::size_t>(end_ - at_)});
        if (bytes == 0) return false;
        at_ += bytes;
        if (bytes > 1) skip_plain();
      }
      out.append(plain, static_cast<std::size_t>(at_ - plain));
      if (take('"')) return true;
      if (!take('\\') || !escape(out)) return false;
    }
  }

  /// Eight characters at a time, as long as none of them is a quote, a backslash, a control character or no ASCII.
  void skip_plain() {
    constexpr std::uint64_t kOnes = 0x0101010101010101;
    for (; end_ - at_ >= 8; at_ += 8) {
      std::uint64_t word = 0;
      std::memcpy(&word, at_, 8);
      // A borrow reaches the highest bit of a byte below which the subtraction went under zero.
      const std::uint64_t quote = word ^ (kOnes * '"');
      const std::uint64_t backslash = word ^ (kOnes * '\\');
      const std::uint64_t odd = (word - kOnes * 0x20) | (quote - kOnes) | (backslash - kOnes) | word;
      if (odd & (kOnes * 0x80)) return;
    }
  }

  bool escape(std::string& out) {
    if (take('u')) return code_unit(out);
    const std::size_t which = kEscaped.find(here());
    if (which == std::string_view::npos) return false;
    out.push_back(kMeant[which]);
    ++at_;
    return true;
  }

  /// Behind `\u`: one code unit, or a surrogate and its other half.
  bool code_unit(std::string& out) {
    std::uint32_t point = hex4();
    if (point >= 0xD800 && point < 0xDC00) {
      const std::uint32_t low = take('\\') && take('u') ? hex4() : 0;
      if (low < 0xDC00 || low > 0xDFFF) return false;
      point = 0x10000 + ((point & 0x3FF) << 10) + (low & 0x3FF);
    } else if (point >= 0xDC00 && (point < 0xE000 || point > 0xFFFF)) {
      return false;
    }
    append_utf8(out, point);
    return true;
  }

  /// Four hexadecimal digits; more than any code unit where they are not there.
  std::uint32_t hex4() {
    std::uint32_t unit = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
      const char c = here();
      const char lower = static_cast<char>(c | 0x20);
      const bool digit = c >= '0' && c <= '9';
      if (!digit && (lower < 'a' || lower > 'f')) return 0xFFFFFFFF;
      unit = unit * 16 + static_cast<std::uint32_t>(digit ? c - '0' : lower - 'a' + 10);
    }
    return unit;
  }

  /// Not inlined: its large numbers would lie on the stack of every level.
  [[gnu::noinline]] bool number(Value& out) {
    const char* start = at_;
    take('-');
    if (!take('0') && !digits()) return false;
    if (take('.') && !digits()) return false;
    if (take('e') || take('E')) {
      if (!take('-')) take('+');
      if (!digits()) return false;
    }
    out = Value(base::decimal_to_double({start, static_cast<std::size_t>(at_ - start)}));
    return true;
  }

  bool digits() {
    const char* start = at_;
    while (here() >= '0' && here() <= '9') ++at_;
    return at_ != start;
  }

  const char* begin_;
  const char* at_;
  const char* end_;
  std::size_t depth_left_;
  std::size_t max_members_;
  std::size_t values_left_;
  /// What is left of the depth inside a journal record, and whether the container two levels down is a list.
  std::size_t in_record_;
  bool in_list_ = false;
  /// The next value is an event that is to be left as it is.
  bool unread_ = false;
  bool too_deep_ = false;
};

}  // namespace

Result<Value> parse(std::string_view text, const ParseLimits& limits) {
  Result<Value> result;
  if (text.size() > limits.max_bytes) {
    result.fail(Error("json.tooLarge", "", ("at most " + base::count_text(limits.max_bytes) + " bytes").c_str(),
                      base::count_text(text.size()) + " bytes"));
    return result;
  }
  Parser parser(text, limits);
  if (parser.parse(result.value())) return result;
  result.value() = Value();
  if (parser.too_deep()) {
    result.fail(
        Error("json.tooDeep", "", ("at most " + base::count_text(limits.max_depth) + " levels").c_str(), "more"));
  } else {
    result.fail(Error("json.malformed", "", "a JSON text in UTF-8",
                      "a mistake at byte " + base::count_text(parser.position())));
  }
  return result;
}

}  // namespace waymark::json
