#include "text/locale.h"

#include <cmath>
#include <cstdlib>

#include "base/iso_time.h"
#include "base/whole.h"
#include "json/number.h"

namespace waymark::text {
namespace {

struct Currency {
  char code[4];
  char symbol[5];
  unsigned char digits;
};
/// Symbols and minor digits of the currencies of Vietnam's neighbours and customers (Unicode CLDR).
constexpr Currency kCurrencies[] = {{"VND", "₫", 0}, {"USD", "$", 2}, {"EUR", "€", 2},   {"GBP", "£", 2},
                                    {"JPY", "¥", 0}, {"KRW", "₩", 0}, {"CNY", "CN¥", 2}, {"INR", "₹", 2}};

bool is(std::string_view language, std::string_view base) {
  return language.starts_with(base) && (language.size() == base.size() || language[base.size()] == '-');
}

/// Whether a language puts the sign behind the amount, a dot between thousands and a comma before cents.
bool is_behind(std::string_view language) {
  for (const char* base : {"vi", "de", "es", "it", "id", "da", "tr"}) {
    if (is(language, base)) return true;
  }
  return false;
}

constexpr const char* kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                   "July",    "August",   "September", "October", "November", "December"};
constexpr const char* kDays[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr const char* kNgay[] = {"Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"};

/// Days from 1970-01-01 to a date of the Gregorian calendar (Howard Hinnant, "chrono-Compatible Low-Level Date
/// Algorithms", days_from_civil).
std::int64_t days_to(std::int64_t year, std::int64_t month, std::int64_t day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t of_era = year - era * 400;
  const std::int64_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  return era * 146'097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719'468;
}

/// `count` digits at a place of a text, -1 where there are none.
std::int64_t digits(std::string_view text, std::size_t at, std::size_t count) {
  std::int64_t out = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (i >= text.size() || text[i] < '0' || text[i] > '9') return -1;
    out = out * 10 + (text[i] - '0');
  }
  return out;
}

/// `2026-11-22`, `2026-11-22T10:00`, with seconds, fractions, `Z` or `+07:00`; without a zone it is the site's.
bool read_moment(std::string_view text, std::int64_t offset_minutes, TimeMs& out) {
  const std::int64_t year = digits(text, 0, 4);
  const std::int64_t month = digits(text, 5, 2);
  const std::int64_t day = digits(text, 8, 2);
  if (year < 0 || month < 1 || month > 12 || day < 1 || day > 31) return false;
  out = days_to(year, month, day) * kDayMs;
  if (text.size() == 10) {
    out -= offset_minutes * kMinuteMs;
    return true;
  }
  const std::int64_t hour = digits(text, 11, 2);
  const std::int64_t minute = digits(text, 14, 2);
  if (hour < 0 || minute < 0) return false;
  const std::int64_t second = digits(text, 17, 2);
  out += hour * kHourMs + minute * kMinuteMs + (second < 0 ? 0 : second * kSecondMs);
  const std::size_t zone = text.find_first_of("Z+-", 16);
  if (zone == std::string_view::npos) {
    out -= offset_minutes * kMinuteMs;
  } else if (text[zone] != 'Z') {
    const std::int64_t ahead = digits(text, zone + 1, 2) * 60 + std::max<std::int64_t>(0, digits(text, zone + 4, 2));
    out += text[zone] == '+' ? -ahead * kMinuteMs : ahead * kMinuteMs;
  }
  return true;
}

}  // namespace

std::string money(double amount, std::string_view currency, std::string_view language) {
  if (!std::isfinite(amount) || std::fabs(amount) > 1e15) return {};
  std::string sign(currency);
  std::int64_t minor = currency.empty() ? 0 : 2;
  for (const Currency& known : kCurrencies) {
    if (known.code == currency) sign = known.symbol, minor = known.digits;
  }
  const bool behind = is_behind(language);
  const double scaled = std::floor(std::fabs(amount) + 0.5);
  std::string out = base::whole_text(static_cast<std::int64_t>(scaled));
  const auto cents = static_cast<std::size_t>(minor);
  while (out.size() <= cents) out.insert(0, "0");
  for (std::size_t at = out.size() - cents; at > 3;) out.insert(at -= 3, behind ? "." : ",");
  if (cents) out.insert(out.size() - cents, behind ? "," : ".");
  // CLDR keeps letters, and a sign that stands behind, off the number by a space that does not break.
  const bool letters = !sign.empty() && sign.back() >= 'A' && sign.back() <= 'Z';
  if (behind && !sign.empty()) out += "\u00a0" + sign;
  if (!behind) out = sign + (letters ? "\u00a0" : "") + out;
  return (amount < 0 && scaled > 0 ? "-" : "") + out;
}

Value date(const Value& moment, std::string_view format, const Facts& facts) {
  TimeMs at = facts.now;
  if (moment.is_number()) {
    const double ms = moment.number_or(0);
    if (!(std::fabs(ms) < 1e15)) return Value();
    at = static_cast<TimeMs>(ms);
  } else if (moment.text() != "now" && !read_moment(moment.text(), facts.offset_minutes, at)) {
    return Value();
  }
  const bool vietnamese = is(facts.language, "vi");
  if (format.empty()) format = vietnamese ? "%d/%m/%Y" : "%b %-d, %Y";
  at += facts.offset_minutes * kMinuteMs;
  const std::string iso = base::iso_time(at);  // 2026-01-02T03:04:05.678Z
  const std::int64_t weekday = ((at >= 0 ? at : at - kDayMs + 1) / kDayMs % 7 + 11) % 7;
  const std::int64_t month = digits(iso, 5, 2);
  const std::int64_t hour = digits(iso, 11, 2);
  std::string out;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%' || i + 1 == format.size()) {
      out += format[i];
      continue;
    }
    const bool bare = format[++i] == '-' && i + 1 < format.size();
    const char code = bare ? format[++i] : format[i];
    std::string part;
    switch (code) {
      case 'Y':
        part = iso.substr(0, 4);
        break;
      case 'y':
        part = iso.substr(2, 2);
        break;
      case 'm':
        part = iso.substr(5, 2);
        break;
      case 'd':
        part = iso.substr(8, 2);
        break;
      case 'e':
        part = iso.substr(8, 2);
        if (part[0] == '0') part[0] = ' ';
        break;
      case 'H':
        part = iso.substr(11, 2);
        break;
      case 'I':
        part = base::whole_text(hour % 12 == 0 ? 12 : hour % 12);
        if (part.size() < 2) part.insert(0, "0");
        break;
      case 'M':
        part = iso.substr(14, 2);
        break;
      case 'S':
        part = iso.substr(17, 2);
        break;
      case 'p':
        part.append(hour < 12 ? "AM" : "PM");
        break;
      case 'A':
      case 'a':
        part.append(vietnamese ? kNgay[weekday] : kDays[weekday]);
        if (code == 'a' && !vietnamese) part.resize(3);
        break;
      case 'B':
      case 'b':
        part.append(vietnamese ? "tháng " + base::whole_text(month) : kMonths[(month + 11) % 12]);
        if (code == 'b' && !vietnamese) part.resize(3);
        break;
      default:
        part.push_back(code);
    }
    if (bare && part.size() > 1 && (part[0] == '0' || part[0] == ' ')) part.erase(0, 1);
    out += part;
  }
  return Value(std::move(out));
}

}  // namespace waymark::text
