#include "secrets.h"

#include "json_text.h"

namespace waymark::tool {
namespace {

/// Deeper than the core reads JSON.
constexpr int kMaxDepth = 64;

/// A name in small letters, without `_`, `-` and `.`: `api_secret` and `apiSecret` are one.
std::string folded(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') {
      out.push_back(static_cast<char>(c + ('a' - 'A')));
    } else if (c != '_' && c != '-' && c != '.') {
      out.push_back(c);
    }
  }
  return out;
}

bool is_secret(std::string_view name) {
  static constexpr std::string_view kParts[] = {"secret",    "password",       "accesstoken",
                                                "tokenauth", "serviceaccount", "privatekey"};
  const std::string plain = folded(name);
  for (const std::string_view part : kParts) {
    if (plain.find(part) != std::string::npos) return true;
  }
  return false;
}

/// Nothing was given: `""`, `null`, `false`, `{}`.
bool is_empty(std::string_view value) {
  if (is_text(value)) return text_of(value).empty();
  if (is_object(value)) return members_of(value).empty();
  return value.empty() || value == "null" || value == "false";
}

/// Of RFC 6901.
std::string escaped(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == '~' || c == '/') {
      out.append(c == '~' ? "~0" : "~1");
    } else {
      out.push_back(c);
    }
  }
  return out;
}

/// Whether an address has a secret among its query members.
bool has_secret_query(std::string_view url) {
  const std::size_t start = url.find('?');
  if (start == std::string_view::npos) return false;
  std::string_view query = url.substr(start + 1, url.find('#', start) - start - 1);
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(pair.size() < query.size() ? pair.size() + 1 : query.size());
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && equals + 1 < pair.size() && is_secret(pair.substr(0, equals))) return true;
  }
  return false;
}

void search(std::string_view value, const std::string& pointer, int depth, std::vector<std::string>& found) {
  if (depth > kMaxDepth) return;
  for (const auto& [name, member] : members_of(value)) {
    const std::string inner = pointer + "/" + escaped(name);
    if (is_secret(name) && !is_empty(member)) {
      found.push_back(inner);
    } else {
      search(member, inner, depth + 1, found);
    }
  }
  std::size_t index = 0;
  for (const std::string_view item : items_of(value)) {
    search(item, pointer + "/" + std::to_string(index++), depth + 1, found);
  }
  if (is_text(value) && has_secret_query(text_of(value))) found.push_back(pointer);
}

}  // namespace

std::vector<std::string> secrets_in(std::string_view config) {
  std::vector<std::string> found;
  search(member(config, "destinations"), "/destinations", 0, found);
  return found;
}

}  // namespace waymark::tool
