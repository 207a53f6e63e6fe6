#include "event/redact.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "base/whole.h"

namespace waymark::event {
namespace {

/// Digits of the longest number that is looked for: a card's.
constexpr std::size_t kMaxDigits = 19;
/// Occurrences of one pattern taken out of one text: each is a pass over what is left of it.
constexpr std::size_t kMaxFound = 50;

/// Parameters of addresses that hold secrets or say who somebody is, wherever they are met.
constexpr std::string_view kParameters =
    "|email|e-mail|mail|phone|tel|mobile|password|passwd|pwd|secret|token|access_token|id_token|refresh_token|reset_"
    "token|"
    "auth|otp|pin|api_key|apikey|session|sessionid|sid|jwt|card|cvv|ssn|address|";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
/// Of a character beyond ASCII.
bool is_beyond(char c) { return static_cast<unsigned char>(c) >= 0x80; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_local(char c) {
  return is_letter(c) || is_digit(c) || is_beyond(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '%';
}
bool is_host(char c) { return is_letter(c) || is_digit(c) || is_beyond(c) || c == '.' || c == '-'; }

/// Puts `word` in place of a part of the text and gives the place behind it.
std::size_t put(std::string& text, std::size_t from, std::size_t to, std::string_view word) {
  text.replace(from, to - from, word);
  return from + word.size();
}

std::size_t redact_emails(std::string& text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::size_t behind = at + 1;
    if (text[at] == '%' && text.compare(at, 3, "%40") == 0) {
      behind = at + 3;
    } else if (text[at] == '%' && text.compare(at, 5, "%2540") == 0) {
      behind = at + 5;
    } else if (text[at] != '@') {
      continue;
    }
    std::size_t from = at;
    while (from > 0 && is_local(text[from - 1])) --from;
    std::size_t to = behind;
    while (to < text.size() && is_host(text[to])) ++to;
    while (to > behind && !is_letter(text[to - 1])) --to;
    const std::size_t dot = std::string_view(text).substr(behind, to - behind).rfind('.');
    // A name, a host, and an end of at least two letters.
    if (from == at || dot == std::string_view::npos || dot == 0 || to - behind - dot < 3) continue;
    if (!std::all_of(text.begin() + static_cast<std::ptrdiff_t>(behind + dot + 1),
                     text.begin() + static_cast<std::ptrdiff_t>(to), is_letter)) {
      continue;
    }
    at = put(text, from, to, "[email]") - 1;
    ++count;
  }
  return count;
}

/// Bytes of what may stand between two groups of digits, 0 where nothing such begins: signs, what a form or an address
/// makes of a space, spaces that do not break and the dashes from U+2010 on.
std::size_t separator_at(std::string_view text) {
  if (std::string_view(" .-()+").find(text[0]) != std::string_view::npos) return 1;
  if (text.starts_with("%20")) return 3;
  if (text.starts_with("\xC2\xA0")) return 2;
  return text.starts_with("\xE2\x80") && text.size() > 2 && text[2] >= '\x90' && text[2] <= '\x95' ? 3 : 0;
}

/// `plus`: a `+` stands in front.
bool is_phone(std::string_view digits, bool plus) {
  const std::size_t size = digits.size();
  if (plus) return size >= 8 && size <= 15;
  if (digits.starts_with("00")) return size >= 10 && size <= 17;
  const auto mobile = [](std::string_view rest) {
    return rest.size() == 9 && std::string_view("35789").find(rest[0]) != std::string_view::npos;
  };
  if (digits.starts_with('0')) return mobile(digits.substr(1)) || (size == 11 && digits[1] == '2');
  return digits.starts_with("84") && mobile(digits.substr(2));
}

bool is_card(std::string_view digits) {
  const std::size_t size = digits.size();
  if (size < 13 || size > 19) return false;
  std::size_t prefix = 0;
  for (std::size_t i = 0; i < 4; ++i) prefix = prefix * 10 + static_cast<std::size_t>(digits[i] - '0');
  const bool issuer = digits[0] == '4' || (prefix >= 5100 && prefix < 5600) || (prefix >= 2221 && prefix <= 2720) ||
                      prefix / 100 == 34 || prefix / 100 == 35 || prefix / 100 == 36 || prefix / 100 == 37 ||
                      prefix / 100 == 38 || prefix / 100 == 30 || prefix == 6011 || prefix / 100 == 62 ||
                      prefix / 100 == 64 || prefix / 100 == 65 || prefix == 9704 || prefix / 100 == 50;
  std::size_t sum = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const auto digit = static_cast<std::size_t>(digits[size - 1 - i] - '0');
    sum += i % 2 ? digit * 2 - (digit > 4 ? 9 : 0) : digit;
  }
  return issuer && sum % 10 == 0;
}

struct Number {
  std::size_t from = 0;
  std::size_t to = 0;          ///< Behind it; without a kind, where to look on.
  const char* kind = nullptr;  ///< What is put in its place.
};

/// The longest phone or card number whose digits begin at `at`: groups of digits with at most two separators between
/// them. One inside of a word or of another number is none.
Number number_at(std::string_view text, std::size_t at, bool phone, bool card) {
  Number number;
  number.from = at;
  bool plus = false;
  // The digits of a `%2B` in front are no part of the number.
  if (at > 0 && text[at - 1] == '%' && (text.substr(at, 2) == "2B" || text.substr(at, 2) == "2b")) {
    plus = true;
    number.from = at - 1;
    at += 2;
  } else {
    const std::size_t bracket = at > 0 && text[at - 1] == '(' ? at - 1 : at;
    plus = bracket > 0 && text[bracket - 1] == '+';
    // Behind a word it is what a form has made of a space.
    const bool space = plus && bracket > 1 && (is_letter(text[bracket - 2]) || is_digit(text[bracket - 2]));
    if (space) plus = false;
    if (plus) number.from = bracket - 1;
  }
  // Behind an escape of an address nothing is inside of a word.
  const bool escaped = number.from > 2 && text[number.from - 3] == '%';
  const char before = number.from > 0 && !escaped ? text[number.from - 1] : ' ';
  const bool inside = is_letter(before) || before == '_' || is_digit(before) ||
                      (!plus && (before == '.' || before == '-') && number.from > 1 && is_digit(text[number.from - 2]));
  std::string digits;
  std::size_t gap = 0;
  for (; at < text.size() && gap <= 2; ++at) {
    const char c = text[at];
    if (const std::size_t bytes = separator_at(text.substr(at)); bytes > 0) {
      ++gap;
      at += bytes - 1;
      continue;
    }
    if (!is_digit(c)) break;
    gap = 0;
    digits.push_back(c);
    const char next = at + 1 < text.size() ? text[at + 1] : ' ';
    if (is_digit(next)) continue;
    if (number.to == 0) number.to = at + 1;
    if (digits.size() > kMaxDigits) break;
    if (inside || is_letter(next) || next == '_') continue;
    const char* kind = card && is_card(digits) ? "[card]" : phone && is_phone(digits, plus) ? "[phone]" : nullptr;
    if (!kind) continue;
    number.kind = kind;
    number.to = at + 1;
  }
  if (number.to == 0) number.to = at;
  return number;
}

/// `order_id`, `orderId`, `id`, `sku`: the number of a thing.
bool names_thing(std::string_view key) {
  return key == "id" || key == "sku" || key.ends_with("_id") || key.ends_with("Id") || key.ends_with("_sku");
}

}  // namespace

Redactor::Redactor(const PrivacyConfig& config) : config_(&config) {
  for (const std::string& kind : config.redact) {
    email_ = email_ || kind == "email";
    phone_ = phone_ || kind == "phone";
    card_ = card_ || kind == "card";
  }
  for (const std::string& pattern : config.patterns) {
    if (patterns_.emplace_back().compile(pattern)) patterns_.pop_back();
  }
}

std::size_t Redactor::redact(std::string& text, bool number_of_thing) const {
  if (!config_) return 0;
  std::size_t count = parameters(text) + patterns(text);
  if (email_) count += redact_emails(text);
  if ((!phone_ && !card_) || number_of_thing) return count;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(text[at])) {
      // The digits of an escape are part of no number; those of a `+` are looked at with what follows.
      const bool escape = text[at] == '%' && text.compare(at + 1, 2, "2B") != 0 && text.compare(at + 1, 2, "2b") != 0;
      at += escape ? 3 : 1;
      continue;
    }
    const Number number = number_at(text, at, phone_, card_);
    at = number.kind ? put(text, number.from, number.to, number.kind) : number.to;
    if (number.kind) ++count;
  }
  return count;
}

std::size_t Redactor::patterns(std::string& text) const {
  std::size_t count = 0;
  for (const base::Pattern& pattern : patterns_) {
    base::Pattern::Span found;
    std::size_t at = 0;
    for (std::size_t here = 0; here < kMaxFound && pattern.find(text, at, found); ++here) {
      if (found.end == found.begin) break;
      at = put(text, found.begin, found.end, "[redacted]");
      ++count;
    }
  }
  return count;
}

/// Whether a parameter is one to take out: by its name, or by the word before or within its brackets, escaped or not
/// (`email[]`, `user[email]`). What this redactor has put into a name stands behind no letter.
bool Redactor::is_secret(std::string_view name) const {
  const std::vector<std::string>& own = config_->parameters;
  const auto listed = [&](std::string_view word) {
    return kParameters.find("|" + std::string(word) + "|") != std::string_view::npos ||
           std::find(own.begin(), own.end(), word) != own.end();
  };
  const std::size_t open = name.find_first_of("[%");
  if (open == std::string_view::npos || open == 0 || !is_letter(name[open - 1])) return listed(name);
  const bool escaped = name.substr(open).starts_with("%5b");
  if (!escaped && name[open] == '%') return false;
  std::string_view inner = name.substr(open + (escaped ? 3 : 1));
  inner = inner.substr(0, inner.find_first_of("]%"));
  return listed(name.substr(0, open)) || (!inner.empty() && listed(inner));
}

/// `…?token=secret&a=1` → `…?token=[redacted]&a=1`
std::size_t Redactor::parameters(std::string& text) const {
  std::size_t at = text.find_first_of("?#");
  std::size_t count = 0;
  while (at != std::string::npos && at + 1 < text.size()) {
    const std::size_t equals = text.find('=', at + 1);
    std::size_t end = text.find_first_of("&#;? \"<>", at + 1);
    if (equals == std::string::npos) break;
    if (equals < end) {
      std::string name = text.substr(at + 1, equals - at - 1);
      for (char& c : name) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
      }
      if (is_secret(name)) {
        const std::size_t to = end == std::string::npos ? text.size() : end;
        end = put(text, equals + 1, to, "[redacted]");
        ++count;
      }
    }
    at = end;
  }
  return count;
}

std::size_t Redactor::redact(Value& value, const base::Path& path) const {
  if (!config_) return 0;
  bool allowed = false;
  for (const std::string& pointer : config_->allow) {
    if (pointer == path.key) return 0;
    allowed = allowed || pointer.starts_with(path.key);
  }
  return walk(value, path, allowed);
}

/// `allowed`: something below the root may be.
std::size_t Redactor::walk(Value& value, const base::Path& path, bool allowed) const {
  if (allowed) {
    const std::string pointer = path.pointer();
    if (std::find(config_->allow.begin(), config_->allow.end(), pointer) != config_->allow.end()) return 0;
  }
  std::size_t count = 0;
  if (value.is_string()) {
    std::string text(value.text_or());
    count = redact(text, names_thing(path.key));
    if (count > 0) value = Value(std::move(text));
  } else if (value.is_number()) {
    const double number = value.number_or(0);
    if (!card_ || !(number >= 1e12) || number > 9e18 || names_thing(path.key)) return 0;
    if (!is_card(base::whole_text(static_cast<std::int64_t>(number)))) return 0;
    value = Value("[card]");
    count = 1;
  }
  for (std::size_t i = 0; i < value.items().size(); ++i) {
    count += walk(value.items()[i], base::Path{&path, {}, i}, allowed);
  }
  for (Member& member : value.members()) count += walk(member.value, base::Path{&path, member.key, 0}, allowed);
  return count;
}

}  // namespace waymark::event
