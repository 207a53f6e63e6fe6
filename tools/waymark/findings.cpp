#include "findings.h"

#include <time.h>

#include <algorithm>
#include <ostream>
#include <utility>

#include "core_words.h"
#include "definitions.h"
#include "json_text.h"
#include "moment.h"
#include "pointer.h"
#include "secrets.h"
#include "waymark/check_config.h"

namespace waymark::tool {
namespace {

constexpr const char* kSecret = "config.secret";
constexpr std::string_view kMark = "\xEF\xBB\xBF";

std::string today() { return utc_text(static_cast<TimeMs>(time(nullptr)) * 1000); }

/// Offset of what a finding is about. A text that is no JSON has no pointers, but a byte at which it ends to be one.
std::size_t place_in(std::string_view config, const Finding& one) {
  constexpr std::string_view kByte = "at byte ";
  const std::size_t told = one.code == "json.malformed" ? one.message.find(kByte) : std::string::npos;
  if (told == std::string::npos) return place_of(config, one.pointer);
  return std::min<std::size_t>(std::stoul(one.message.substr(told + kByte.size())), config.size());
}

std::vector<Finding> unsorted(std::string_view config, const Seen* seen) {
  std::vector<Finding> all;
  for (const std::string& pointer : secrets_in(config)) {
    // The secret itself is not printed.
    all.push_back(
        {true, kSecret, pointer, "every visitor can read it", "no secret: give it to a relay of the site's own"});
  }
  // Definitions are for a text that is JSON: the place of a mistake in another is that in the file.
  const std::string file(config);
  const List<effect::Log> core = check_config(fault_of(config).empty() ? with_definitions(file) : file);
  bool readable = true;
  for (const effect::Log& log : core) {
    const bool hidden = std::any_of(all.begin(), all.end(), [&](const Finding& one) {
      return one.code == kSecret && log.pointer.starts_with(one.pointer);
    });
    if (hidden) continue;
    readable = readable && !log.code.starts_with("json.");
    all.push_back(in_words(log, config));
  }
  if (!readable || !is_object(config)) return all;
  for (Finding& one : advice(config, seen, today())) all.push_back(std::move(one));
  return all;
}

}  // namespace

std::string_view without_mark(std::string_view text) {
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  return text;
}

void print(std::ostream& out, const std::string& file, std::string_view config, const Finding& one) {
  const std::string_view before = config.substr(0, place_in(config, one));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t start = before.rfind('\n');
  // Characters, not bytes.
  const std::string_view row = before.substr(start == std::string_view::npos ? 0 : start + 1);
  const auto column = 1 + std::count_if(row.begin(), row.end(), [](char c) { return (c & 0xC0) != 0x80; });
  out << file << ":" << line << ":" << column << " " << one.code << " " << (one.error ? "error" : "warning") << " "
      << (one.pointer.empty() ? "(whole)" : one.pointer) << ": " << one.message;
  if (!one.expected.empty()) out << "; expected " << one.expected;
  out << "\n";
}

std::vector<Finding> findings_of(std::string_view config, const Seen* seen) {
  // Finding a place is a walk through the text: once for each.
  std::vector<std::pair<std::size_t, Finding>> placed;
  for (Finding& one : unsorted(config, seen)) {
    const std::size_t place = place_in(config, one);
    placed.emplace_back(place, std::move(one));
  }
  std::stable_sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Finding> all;
  for (auto& [place, one] : placed) all.push_back(std::move(one));
  return all;
}

}  // namespace waymark::tool
