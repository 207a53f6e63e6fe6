#include "json/parse.h"

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace waymark::json {
namespace {

using Library = nlohmann::json;

/// Builds a `Value` from the events of nlohmann's parser, with a stack of its own: no recursion.
class TreeBuilder {
 public:
  explicit TreeBuilder(std::size_t max_depth) : max_depth_(max_depth) {}

  bool null() { return add(Value()); }
  bool boolean(bool value) { return add(Value(value)); }
  bool number_integer(Library::number_integer_t value) { return add(Value::number(value)); }
  bool number_unsigned(Library::number_unsigned_t value) { return add(Value::number(value)); }
  bool number_float(Library::number_float_t value, const std::string&) { return add(Value(value)); }
  bool string(std::string& value) { return add(Value(std::move(value))); }
  bool binary(Library::binary_t&) { return false; }

  bool start_object(std::size_t) { return open(Value::object()); }
  bool key(std::string& key) {
    open_.back().key = std::move(key);
    return true;
  }
  bool end_object() { return close(); }
  bool start_array(std::size_t) { return open(Value::array()); }
  bool end_array() { return close(); }

  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) {
    error_position_ = position;
    return false;
  }

  bool too_deep() const { return too_deep_; }
  std::size_t error_position() const { return error_position_; }
  Value take() { return std::move(root_); }

 private:
  struct Open {
    Value value;
    std::string key;
  };

  bool add(Value value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (open_.back().value.is_array()) {
      open_.back().value.push(std::move(value));
    } else {
      open_.back().value.set(open_.back().key, std::move(value));
    }
    return true;
  }

  bool open(Value value) {
    if (open_.size() >= max_depth_) {
      too_deep_ = true;
      return false;
    }
    open_.push_back(Open{std::move(value), {}});
    return true;
  }

  bool close() {
    Value done = std::move(open_.back().value);
    open_.pop_back();
    return add(std::move(done));
  }

  std::size_t max_depth_;
  std::vector<Open> open_;
  Value root_;
  bool too_deep_ = false;
  std::size_t error_position_ = 0;
};

Error error(const char* code, std::string message, std::string expected, std::string found) {
  return Error{code, "", std::move(message), std::move(expected), std::move(found)};
}

}  // namespace

Result<Value> parse(std::string_view text, const ParseLimits& limits) {
  if (text.size() > limits.max_bytes) {
    return error("json.tooLarge", "The text is too large.", "at most " + std::to_string(limits.max_bytes) + " bytes",
                 std::to_string(text.size()) + " bytes");
  }
  TreeBuilder builder(limits.max_depth);
  if (Library::sax_parse(text.data(), text.data() + text.size(), &builder)) return builder.take();
  if (builder.too_deep()) {
    return error("json.tooDeep", "The text is nested too deeply.",
                 "at most " + std::to_string(limits.max_depth) + " levels", "more");
  }
  return error("json.malformed", "The text is not JSON.", "a JSON text in UTF-8",
               "a mistake at byte " + std::to_string(builder.error_position()));
}

}  // namespace waymark::json
