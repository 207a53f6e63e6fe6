#include "report_text.h"

#include <cmath>
#include <cstdio>

namespace waymark::tool {

std::string html(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20) out += c;
    }
  }
  return out;
}

std::string fixed(double number, int decimals) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", decimals, number);
  return text;
}

std::string grouped(std::int64_t number) {
  std::string text = std::to_string(number);
  const std::size_t begin = number < 0 ? 1 : 0;
  for (std::size_t at = text.size(); at > begin + 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

std::string compact(double number) {
  const double size = std::abs(number);
  if (size < 10'000) return grouped(std::llround(number));
  const auto [unit, name] = size < 1e6 ? std::pair(1e3, "k") : size < 1e9 ? std::pair(1e6, "m") : std::pair(1e9, "bn");
  const double value = number / unit;
  return fixed(value, std::abs(value) < 10 ? 2 : std::abs(value) < 100 ? 1 : 0) + name;
}

std::string percent(double share) { return std::isfinite(share) ? fixed(share * 100, 1) + " %" : "–"; }

std::string span(double ms) {
  if (!std::isfinite(ms)) return "–";
  const auto seconds = std::llround(ms / 1000);
  if (seconds < 60) return fixed(ms / 1000, 1) + " s";
  const auto days = seconds / 86'400, hours = seconds % 86'400 / 3'600, minutes = seconds % 3'600 / 60;
  if (days > 0) return std::to_string(days) + " d" + (hours > 0 && days < 10 ? " " + std::to_string(hours) + " h" : "");
  if (hours > 0) return std::to_string(hours) + " h " + std::to_string(minutes) + " min";
  return std::to_string(minutes) + " min " + std::to_string(seconds % 60) + " s";
}

std::string words(std::string_view name) {
  std::string out;
  for (const char c : name) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper && !out.empty() && out.back() != ' ') out += ' ';
    out += upper ? static_cast<char>(c - 'A' + 'a') : (c == '-' || c == '_') ? ' ' : c;
  }
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

}  // namespace waymark::tool
