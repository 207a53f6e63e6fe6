#include "json_text.h"

#include <cstddef>
#include <cstdlib>

#include "waymark/json_engine.h"

namespace waymark::tool {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

/// Place after the string that begins at `at`.
std::size_t after_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      return at + 1;
    }
  }
  return text.size();
}

/// Calls `part` with each piece between the brackets of `text` that commas part.
template <class Part>
void split(std::string_view text, Part part) {
  text = trim(text);
  if (text.size() < 2) return;
  text = text.substr(1, text.size() - 2);
  std::size_t depth = 0;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '"') {
      at = after_string(text, at);
      continue;
    }
    if (c == '[' || c == '{') ++depth;
    if ((c == ']' || c == '}') && depth > 0) --depth;
    if (c == ',' && depth == 0) {
      part(trim(text.substr(begin, at - begin)));
      begin = at + 1;
    }
    ++at;
  }
  if (const std::string_view last = trim(text.substr(begin)); !last.empty()) part(last);
}

unsigned hex(std::string_view digits) {
  unsigned value = 0;
  for (const char c : digits) {
    const unsigned digit = c >= '0' && c <= '9'   ? static_cast<unsigned>(c - '0')
                           : c >= 'a' && c <= 'f' ? static_cast<unsigned>(c - 'a' + 10)
                           : c >= 'A' && c <= 'F' ? static_cast<unsigned>(c - 'A' + 10)
                                                  : 0u;
    value = value * 16 + digit;
  }
  return value;
}

void append_utf8(std::string& out, unsigned code) {
  const auto put = [&](unsigned byte) { out.push_back(static_cast<char>(byte)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | (code >> 6)), put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | (code >> 12)), put(0x80 | ((code >> 6) & 0x3F)), put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | (code >> 18)), put(0x80 | ((code >> 12) & 0x3F)), put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  }
}

}  // namespace

bool is_text(std::string_view value) { return trim(value).starts_with('"'); }
bool is_object(std::string_view value) { return trim(value).starts_with('{'); }
bool is_array(std::string_view value) { return trim(value).starts_with('['); }

Members members_of(std::string_view object) {
  Members members;
  if (!is_object(object)) return members;
  split(object, [&](std::string_view part) {
    const std::size_t end = after_string(part, 0);
    const std::size_t colon = part.find(':', end);
    if (colon == std::string_view::npos) return;
    members.emplace_back(text_of(part.substr(0, end)), trim(part.substr(colon + 1)));
  });
  return members;
}

std::vector<std::string_view> items_of(std::string_view array) {
  std::vector<std::string_view> items;
  if (is_array(array)) split(array, [&](std::string_view part) { items.push_back(part); });
  return items;
}

std::string_view member(std::string_view object, std::string_view key) {
  for (const auto& [name, value] : members_of(object)) {
    if (name == key) return value;
  }
  return {};
}

std::string text_of(std::string_view value) {
  value = trim(value);
  if (value.size() < 2 || !is_text(value)) return {};
  value = value.substr(1, value.size() - 2);
  std::string out;
  for (std::size_t at = 0; at < value.size(); ++at) {
    if (value[at] != '\\' || at + 1 == value.size()) {
      out.push_back(value[at]);
      continue;
    }
    const char c = value[++at];
    if (c == 'u') {
      unsigned code = hex(value.substr(at + 1, 4));
      at = std::min(at + 4, value.size());
      if (code >= 0xD800 && code < 0xDC00 && value.substr(std::min(at + 1, value.size()), 2) == "\\u") {
        code = 0x10000 + ((code - 0xD800) << 10) + (hex(value.substr(at + 3, 4)) & 0x3FF);
        at += 6;
      }
      append_utf8(out, code);
    } else {
      constexpr std::string_view kNames = "nrtbf";
      const std::size_t known = kNames.find(c);
      out.push_back(known == std::string_view::npos ? c : "\n\r\t\b\f"[known]);
    }
  }
  return out;
}

double number_of(std::string_view value, double fallback) {
  const std::string text(trim(value));
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  return text.empty() || *end != '\0' ? fallback : number;
}

std::string quoted(std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.append("\\").push_back(c);
    } else if (byte < 0x20) {
      out.append("\\u00").append({kHex[byte >> 4], kHex[byte & 15]});
    } else {
      out.push_back(c);
    }
  }
  return out + "\"";
}

std::string fault_of(std::string_view json) {
  JsonEngine engine;
  const std::string effects = engine.handle(json, 0);
  for (const std::string_view effect : items_of(effects)) {
    const std::string code = text_of(member(effect, "code"));
    if (code.starts_with("json.")) {
      return code + ": expected " + text_of(member(effect, "expected")) + ", found " + text_of(member(effect, "found"));
    }
  }
  return {};
}

}  // namespace waymark::tool
