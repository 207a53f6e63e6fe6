#include "growthbook/url.h"

#include <algorithm>
#include <cstddef>

#include "base/pattern.h"

namespace waymark::growthbook {
namespace {

constexpr std::string_view kHex = "0123456789ABCDEF";
/// GrowthBook's wild card, once it is part of an address.
constexpr std::string_view kAnything = "_____";
/// What relative addresses and patterns are relative to; no host is called so.
constexpr std::string_view kNowhere = "https://_";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

void append_encoded(std::string& out, char c) {
  const auto byte = static_cast<unsigned char>(c);
  out.append({'%', kHex[byte >> 4], kHex[byte & 15]});
}

/// Percent-encodes what a browser does: control characters, what is no ASCII, and `more`.
std::string encoded(std::string_view text, std::string_view more) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte >= 0x7f || more.find(c) != std::string_view::npos) {
      append_encoded(out, c);
    } else {
      out.push_back(c);
    }
  }
  return out;
}

int hex_of(char c) {
  if (is_digit(c)) return c - '0';
  return lower(c) >= 'a' && lower(c) <= 'f' ? lower(c) - 'a' + 10 : -1;
}

/// application/x-www-form-urlencoded.
std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_of(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_of(text[i + 2]) : -1;
    if (low >= 0) {
      out.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    } else {
      out.push_back(text[i] == '+' ? ' ' : text[i]);
    }
  }
  return out;
}

void append_form(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (is_letter(c) || is_digit(c) || std::string_view("*-._").find(c) != std::string_view::npos) {
      out.push_back(c);
    } else if (c == ' ') {
      out.push_back('+');
    } else {
      append_encoded(out, c);
    }
  }
}

/// Without `.` and `..`, as a browser goes through the folders.
std::string resolved(std::string_view path) {
  std::vector<std::string_view> parts;
  bool folder = false;
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::string_view part = path.substr(0, path.find('/'));
    path.remove_prefix(part.size());
    folder = part == "." || part == "..";
    if (part == ".." && !parts.empty()) parts.pop_back();
    if (!folder) parts.push_back(part);
  }
  std::string out;
  for (const std::string_view part : parts) out.append("/").append(part);
  return out.empty() || folder ? out + "/" : out;
}

bool same_letters(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

/// Whether a text is a pattern with wild cards, whatever the case of its letters.
bool is_like(std::string_view text, std::string_view pattern) {
  std::size_t wild = pattern.find(kAnything);
  if (wild == std::string_view::npos) return same_letters(text, pattern);
  if (!same_letters(text.substr(0, wild), pattern.substr(0, wild))) return false;
  text.remove_prefix(wild);
  pattern.remove_prefix(wild + kAnything.size());
  // Each piece between two wild cards where it first comes, the last one at the end.
  while ((wild = pattern.find(kAnything)) != std::string_view::npos) {
    while (!same_letters(text.substr(0, wild), pattern.substr(0, wild))) {
      if (text.empty()) return false;
      text.remove_prefix(1);
    }
    text.remove_prefix(wild);
    pattern.remove_prefix(wild + kAnything.size());
  }
  return text.size() >= pattern.size() && same_letters(text.substr(text.size() - pattern.size()), pattern);
}

/// Of a path, with or without the slashes at its ends.
bool is_like_path(std::string_view path, std::string_view pattern) {
  if (pattern.starts_with('/')) pattern.remove_prefix(1);
  if (pattern.ends_with('/')) pattern.remove_suffix(1);
  for (const std::size_t front : {0U, 1U}) {
    for (const std::size_t back : {0U, 1U}) {
      if (path.size() < front + back || (front && path.front() != '/') || (back && path.back() != '/')) continue;
      if (is_like(path.substr(front, path.size() - front - back), pattern)) return true;
    }
  }
  return false;
}

bool fits_simple(const Url& url, std::string_view pattern) {
  std::string text;
  // A host with a dot in it needs no scheme.
  const std::string_view first = pattern.substr(0, pattern.find_first_of(":/?"));
  if (first.find('.') != std::string_view::npos) text = "https://";
  for (const char c : pattern) c == '*' ? text.append(kAnything) : text.append(1, c);
  const std::optional<Url> wanted = parse_url(text, std::string("https://").append(kAnything));
  if (!wanted || !is_like(url.host, wanted->host) || !is_like_path(url.path, wanted->path)) return false;
  if (!wanted->fragment.empty() && !is_like(url.fragment, wanted->fragment)) return false;
  const auto there = url.parameters();
  const auto asked = wanted->parameters();
  return std::all_of(asked.begin(), asked.end(), [&](const auto& one) {
    const auto found =
        std::find_if(there.begin(), there.end(), [&](const auto& has) { return has.first == one.first; });
    return is_like(found == there.end() ? std::string_view() : std::string_view(found->second), one.second);
  });
}

bool fits(const Url& url, std::string_view type, std::string_view pattern) {
  if (type == "simple") return fits_simple(url, pattern);
  base::Pattern expression;
  if (type != "regex" || expression.compile(pattern)) return false;
  return expression.matches(url.href()) || expression.matches(url.path + url.query + url.fragment);
}

}  // namespace

std::vector<std::pair<std::string, std::string>> Url::parameters() const {
  std::vector<std::pair<std::string, std::string>> out;
  std::string_view rest = query;
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const std::string_view part = rest.substr(0, rest.find('&'));
    rest.remove_prefix(part.size());
    const std::size_t equals = part.find('=');
    if (part.empty()) continue;
    out.emplace_back(decoded(part.substr(0, equals)),
                     equals == std::string_view::npos ? std::string() : decoded(part.substr(equals + 1)));
  }
  return out;
}

std::optional<Url> parse_url(std::string_view text, std::string_view base) {
  Url out;
  std::size_t colon = 0;
  while (colon < text.size() && (is_letter(text[colon]) || (colon > 0 && is_digit(text[colon])))) ++colon;
  const bool absolute = colon > 0 && text.substr(colon).starts_with("://");
  if (absolute || text.starts_with("//")) {
    std::string scheme(absolute ? text.substr(0, colon) : base.substr(0, base.find(':')));
    if (scheme.empty()) return std::nullopt;
    std::transform(scheme.begin(), scheme.end(), scheme.begin(), lower);
    text.remove_prefix(absolute ? colon + 3 : 2);
    std::string_view host = text.substr(0, text.find_first_of("/?#"));
    text.remove_prefix(host.size());
    if (const std::size_t at = host.rfind('@'); at != std::string_view::npos) host.remove_prefix(at + 1);
    if (host.ends_with(scheme == "https" ? ":443" : ":80")) host = host.substr(0, host.rfind(':'));
    if (host.empty() || host.find_first_of(" <>^|%") != std::string_view::npos) return std::nullopt;
    out.host = host;
    std::transform(out.host.begin(), out.host.end(), out.host.begin(), lower);
    out.origin = scheme + "://" + out.host;
  } else {
    if (base.empty() || text.substr(colon).starts_with(':')) return std::nullopt;
    out.origin = base;
    out.host = base.substr(base.find("//") + 2);
  }
  if (const std::size_t hash = text.find('#'); hash != std::string_view::npos) {
    if (hash + 1 < text.size()) out.fragment = "#" + encoded(text.substr(hash + 1), "\"<>`");
    text = text.substr(0, hash);
  }
  if (const std::size_t mark = text.find('?'); mark != std::string_view::npos) {
    if (mark + 1 < text.size()) out.query = "?" + encoded(text.substr(mark + 1), "\"<>'");
    text = text.substr(0, mark);
  }
  out.path = resolved(encoded(text.starts_with('/') ? std::string(text) : "/" + std::string(text), "\"<>`{}^"));
  return out;
}

bool is_targeted(std::string_view url, const Value& targets) {
  const std::optional<Url> parsed = parse_url(url, kNowhere);
  bool asked = false;
  bool among = false;
  for (const Value& target : targets.items()) {
    const bool fit = parsed && fits(*parsed, target["type"].text(), target["pattern"].text());
    if (!target["include"].boolean_or(true)) {
      if (fit) return false;
    } else {
      asked = true;
      among = among || fit;
    }
  }
  return !targets.items().empty() && (among || !asked);
}

std::string merge_queries(std::string_view from, std::string_view to) {
  const std::optional<Url> here = parse_url(from);
  std::optional<Url> there = parse_url(to);
  if (!here || !there) return std::string(to);
  auto merged = there->parameters();
  const std::size_t own = merged.size();
  for (const auto& parameter : here->parameters()) {
    const bool known =
        std::any_of(merged.begin(), merged.end(), [&](const auto& one) { return one.first == parameter.first; });
    if (!known) merged.push_back(parameter);
  }
  if (merged.size() == own) return there->href();
  there->query.clear();
  for (const auto& [name, value] : merged) {
    append_form(there->query.append(there->query.empty() ? "?" : "&"), name);
    append_form(there->query.append("="), value);
  }
  return there->href();
}

}  // namespace waymark::growthbook
