#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "waymark/value.h"

namespace waymark::json {

/// Writes one JSON text, commas included. The caller pairs begin and end and gives every value in an
/// object a key; text is taken as UTF-8, bytes that are not become U+FFFD.
class Writer {
 public:
  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  void key(std::string_view key);

  void null() { raw("null"); }
  void boolean(bool value) { raw(value ? "true" : "false"); }
  /// The shortest text that reads back as the same double; null where it is not finite.
  void number(double value);
  void integer(std::int64_t value);
  void string(std::string_view text);
  void value(const Value& value);
  /// A text that is JSON already.
  void raw(std::string_view json);

  void member(std::string_view name, std::string_view text) { key(name), string(text); }
  void value_member(std::string_view name, const Value& content) { key(name), value(content); }
  /// Ends a line of several JSON texts in one.
  void end_line() {
    out_.push_back('\n');
    needs_comma_ = false;
  }
  /// Left out where empty.
  void optional_member(std::string_view name, std::string_view text);

  /// A place to go back to, undoing what was written since.
  struct Mark {
    std::size_t size;
    bool needs_comma;
  };
  Mark mark() const { return {out_.size(), needs_comma_}; }
  void rewind(Mark mark) {
    out_.resize(mark.size);
    needs_comma_ = mark.needs_comma;
  }
  bool ends_with(std::string_view end) const { return std::string_view(out_).ends_with(end); }

  std::string take() { return std::move(out_); }

 private:
  void open(char bracket);
  void close(char bracket);
  void separate();

  std::string out_;
  bool needs_comma_ = false;
};

std::string write(const Value& value);

}  // namespace waymark::json
