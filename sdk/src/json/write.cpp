#include "json/write.h"

#include <cmath>

#include "base/shortest.h"
#include "base/utf8.h"
#include "base/whole.h"

namespace waymark::json {
namespace {

constexpr double kLargestExactInteger = 9007199254740992.0;  // 2^53

void escape(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::size_t plain = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x80) {
      const std::size_t length = base::utf8_length(text.substr(at));
      if (length) {
        at += length;
        continue;
      }
      out.append(text, plain, at - plain).append("\xEF\xBF\xBD");
      plain = ++at;
      continue;
    }
    if (byte >= 0x20 && byte != '"' && byte != '\\') {
      ++at;
      continue;
    }
    out.append(text, plain, at - plain).push_back('\\');
    switch (byte) {
      case '"':
      case '\\':
        out.push_back(static_cast<char>(byte));
        break;
      case '\n':
        out.push_back('n');
        break;
      case '\r':
        out.push_back('r');
        break;
      case '\t':
        out.push_back('t');
        break;
      default:
        out.append("u00").push_back(kHex[byte >> 4]);
        out.push_back(kHex[byte & 15]);
    }
    plain = ++at;
  }
  out.append(text, plain, at - plain);
}

}  // namespace

void Writer::open(char bracket) {
  separate();
  out_.push_back(bracket);
  needs_comma_ = false;
}

void Writer::close(char bracket) {
  out_.push_back(bracket);
  needs_comma_ = true;
}

void Writer::separate() {
  if (needs_comma_) out_.push_back(',');
  needs_comma_ = true;
}

void Writer::key(std::string_view key) {
  string(key);
  out_.push_back(':');
  needs_comma_ = false;
}

void Writer::number(double value) {
  if (!std::isfinite(value)) return null();
  if (std::fabs(value) < kLargestExactInteger && value == std::floor(value)) {
    return integer(static_cast<std::int64_t>(value));
  }
  raw(base::shortest_text(value));
}

void Writer::integer(std::int64_t value) { raw(base::whole_text(value)); }

void Writer::string(std::string_view text) {
  separate();
  out_.push_back('"');
  escape(out_, text);
  out_.push_back('"');
}

void Writer::value(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::null:
      return null();
    case Value::Kind::boolean:
      return boolean(value.boolean_or(false));
    case Value::Kind::number:
      return number(value.number_or(0));
    case Value::Kind::string:
      return string(value.text_or());
    case Value::Kind::array:
      begin_array();
      for (const Value& item : value.items()) this->value(item);
      return end_array();
    case Value::Kind::object:
      begin_object();
      for (const Member& member : value.members()) {
        key(member.key);
        this->value(member.value);
      }
      return end_object();
  }
}

void Writer::raw(std::string_view json) {
  separate();
  out_.append(json);
}

void Writer::optional_member(std::string_view name, std::string_view text) {
  if (!text.empty()) member(name, text);
}

std::string write(const Value& value) {
  Writer writer;
  writer.value(value);
  return writer.take();
}

}  // namespace waymark::json
