#include "json/parse.h"

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "base/decimal.h"

namespace waymark::json {
namespace {

using Library = nlohmann::json;
using Adapter = nlohmann::detail::iterator_input_adapter<const char*>;
using Lexer = nlohmann::detail::lexer<Library, Adapter>;
using Token = Lexer::token_type;

/// Members looked through for one with the same key; a larger object is taken as it comes, in linear time.
constexpr std::size_t kMaxCheckedMembers = 256;

}  // namespace
}  // namespace waymark::json

#if !defined(__clang__)
// GCC wants the library's nonnull attribute repeated here; clang counts its arguments differently.
#pragma GCC diagnostic ignored "-Wmissing-attributes"
#endif

/// Numbers with a fraction or an exponent: see base/decimal.h.
template <>
inline void waymark::json::Lexer::strtof(double& number, const char* text, char** end) noexcept {
  const std::string_view all(text);
  number = waymark::base::decimal_to_double(all);
  *end = const_cast<char*>(text) + all.size();
}

namespace waymark::json {
namespace {

/// Reads tokens of nlohmann's lexer (which knows escapes, UTF-8 and the grammar of numbers) into a tree, with a
/// stack of its own instead of recursion. The library's parser would bring its exceptions, printf and a value type
/// we have no use for: 25 KB of Wasm.
class Parser {
 public:
  Parser(std::string_view text, std::size_t max_depth)
      : lexer_(nlohmann::detail::input_adapter(text.data(), text.data() + text.size())), max_depth_(max_depth) {}

  bool parse() {
    while (expect_ != Expect::nothing) {
      if (!take(lexer_.scan())) return false;
    }
    return lexer_.scan() == Token::end_of_input;
  }

  bool too_deep() const { return too_deep_; }
  std::size_t position() const { return lexer_.get_position().chars_read_total; }
  Value root() { return std::move(root_); }

 private:
  enum class Expect { value, first_element, key, first_key, separator, nothing };

  struct Open {
    Value value;
    std::string key;
  };

  bool take(Token token) {
    switch (expect_) {
      case Expect::first_key:
        if (token == Token::end_object) return close();
        [[fallthrough]];
      case Expect::key:
        if (token != Token::value_string) return false;
        open_.back().key = std::move(lexer_.get_string());
        expect_ = Expect::value;
        return lexer_.scan() == Token::name_separator;
      case Expect::first_element:
        if (token == Token::end_array) return close();
        [[fallthrough]];
      case Expect::value:
        return value(token);
      case Expect::separator: {
        const bool object = open_.back().value.is_object();
        if (token == (object ? Token::end_object : Token::end_array)) return close();
        expect_ = object ? Expect::key : Expect::value;
        return token == Token::value_separator;
      }
      case Expect::nothing:
        return false;
    }
    return false;
  }

  bool value(Token token) {
    switch (token) {
      case Token::begin_object:
        return open(Value::object(), Expect::first_key);
      case Token::begin_array:
        return open(Value::array(), Expect::first_element);
      case Token::value_string:
        return add(Value(std::move(lexer_.get_string())));
      case Token::value_integer:
        return add(Value::number(lexer_.get_number_integer()));
      case Token::value_unsigned:
        return add(Value::number(lexer_.get_number_unsigned()));
      case Token::value_float:
        return add(Value(lexer_.get_number_float()));
      case Token::literal_true:
        return add(Value(true));
      case Token::literal_false:
        return add(Value(false));
      case Token::literal_null:
        return add(Value());
      default:
        return false;
    }
  }

  bool open(Value value, Expect next) {
    too_deep_ = open_.size() >= max_depth_;
    if (too_deep_) return false;
    open_.push_back(Open{std::move(value), {}});
    expect_ = next;
    return true;
  }

  bool close() {
    Value done = std::move(open_.back().value);
    open_.pop_back();
    return add(std::move(done));
  }

  bool add(Value value) {
    expect_ = open_.empty() ? Expect::nothing : Expect::separator;
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (open_.back().value.is_array()) {
      open_.back().value.push(std::move(value));
    } else if (open_.back().value.members().size() < kMaxCheckedMembers) {
      open_.back().value.set(open_.back().key, std::move(value));
    } else {
      open_.back().value.append_member(std::move(open_.back().key), std::move(value));
    }
    return true;
  }

  Lexer lexer_;
  std::size_t max_depth_;
  Expect expect_ = Expect::value;
  bool too_deep_ = false;
  std::vector<Open> open_;
  Value root_;
};

}  // namespace

Result<Value> parse(std::string_view text, const ParseLimits& limits) {
  if (text.size() > limits.max_bytes) {
    return Error("json.tooLarge", "", ("at most " + std::to_string(limits.max_bytes) + " bytes").c_str(),
                 std::to_string(text.size()) + " bytes");
  }
  Parser parser(text, limits.max_depth);
  if (parser.parse()) return parser.root();
  if (parser.too_deep())
    return Error("json.tooDeep", "", ("at most " + std::to_string(limits.max_depth) + " levels").c_str(), "more");
  return Error("json.malformed", "", "a JSON text in UTF-8", "a mistake at byte " + std::to_string(parser.position()));
}

}  // namespace waymark::json
