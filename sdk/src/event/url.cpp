#include "event/url.h"

#include <cstddef>
#include <string>

namespace waymark::event {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0) {
      out.push_back(static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2])));
      i += 2;
    } else {
      out.push_back(text[i] == '+' ? ' ' : text[i]);
    }
  }
  return out;
}

/// Cuts `rest` at the first `mark` and gives back what follows it.
std::string_view cut_after(std::string_view& rest, char mark) {
  const std::size_t at = rest.find(mark);
  if (at == std::string_view::npos) return {};
  const std::string_view tail = rest.substr(at + 1);
  rest = rest.substr(0, at);
  return tail;
}

}  // namespace

UrlParts split_url(std::string_view url) {
  UrlParts parts;
  parts.fragment = cut_after(url, '#');
  parts.query = cut_after(url, '?');
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) {
    url = url.substr(scheme + 3);
    const std::size_t slash = url.find('/');
    parts.host = url.substr(0, slash);
    url = slash == std::string_view::npos ? std::string_view() : url.substr(slash);
    const std::size_t at = parts.host.rfind('@');
    if (at != std::string_view::npos) parts.host = parts.host.substr(at + 1);
  }
  parts.path = url.empty() ? std::string_view("/") : url;
  return parts;
}

Value query_parameters(std::string_view query) {
  Value out = Value::object();
  while (!query.empty() && out.members().size() < 50) {
    std::string_view pair = query;
    query = cut_after(pair, '&');
    const std::string_view value = cut_after(pair, '=');
    const std::string name = decode(pair);
    if (!out.find(name)) out.append_member(name, Value(decode(value)));
  }
  return out;
}

bool is_address(std::string_view url) {
  for (const char c : url) {
    if (static_cast<unsigned char>(c) <= ' ') return false;
  }
  if (url.starts_with('/')) return !url.starts_with("//");
  const std::size_t scheme = url.starts_with("https://") ? 8 : url.starts_with("http://") ? 7 : url.size();
  const std::string_view host = url.substr(scheme, url.find('/', scheme) - scheme);
  return !host.empty() && host.find('@') == std::string_view::npos;
}

}  // namespace waymark::event
