#include "core_words.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "json_text.h"
#include "look_alike.h"
#include "pointer.h"

namespace waymark::tool {
namespace {

using Names = std::vector<std::string>;

// The core's own words: tests/tools/validate-content.test.ts holds them to the schema's and the documents'.
const Names kFilters = {"default",    "upcase", "downcase", "capitalize", "truncate", "plus",
                        "minus",      "times",  "round",    "at_least",   "at_most",  "money",
                        "divided_by", "date",   "join",     "first",      "size",     "escape"};
const Names kTemplates = {"bar",         "modal",           "slideIn", "toast",        "fullScreen", "banner",
                          "hero",        "recommendations", "coupon",  "freeShipping", "leadForm",   "survey",
                          "socialProof", "wheel",           "scratch", "loyalty",      "replenish",  "custom"};
const Names kCaps = {"page",         "session",      "day",         "lifetime",      "cooldown",
                     "afterDismiss", "afterConvert", "lifetimePer", "countsToLimits"};

/// The first filter of a tag that there is none of; empty where all are known.
std::string unknown_filter(std::string_view tag) {
  char quote = 0;
  for (std::size_t i = 0; i < tag.size(); ++i) {
    const char c = tag[i];
    if (quote) {
      if (c == quote) quote = 0;
      continue;
    }
    if (c == '"' || c == '\'') quote = c;
    if (c != '|') continue;
    std::size_t begin = i + 1;
    while (begin < tag.size() && tag[begin] == ' ') ++begin;
    std::size_t end = begin;
    while (end < tag.size() && (std::isalnum(static_cast<unsigned char>(tag[end])) || tag[end] == '_')) ++end;
    std::string name(tag.substr(begin, end - begin));
    if (!name.empty() && std::find(kFilters.begin(), kFilters.end(), name) == kFilters.end()) return name;
  }
  return {};
}

/// The core makes a condition of a trigger's `where`: `and` of `[{ operator: [property, value] }]`.
std::string place_in_file(const std::string& pointer) {
  constexpr std::string_view kMade = "/where/and/";
  const std::size_t at = pointer.find(kMade);
  if (at == std::string::npos) return pointer;
  const std::size_t index = at + kMade.size();
  const std::size_t end = pointer.find('/', index);
  std::string out = pointer.substr(0, at) + "/where/" + pointer.substr(index, end - index);
  if (end == std::string::npos) return out;
  const std::size_t argument = pointer.find('/', end + 1);
  if (argument == std::string::npos) return out + "/1";
  return out + (pointer[argument + 1] == '0' ? "/0" : "/2");
}

/// What is missing where a text ends to be JSON; empty where that cannot be told.
std::string lacking(std::string_view config, std::size_t byte) {
  if (byte >= config.size()) return "more: the text ends too early";
  const auto before = config.substr(0, byte).find_last_not_of(" \t\r\n");
  const char last = before == std::string_view::npos ? ' ' : config[before];
  const char next = config[byte];
  if (next == '\'') return "double quotes";
  if (next == '/') return "no comment: JSON has none";
  if (last == ',' && (next == '}' || next == ']')) return "no comma before it";
  const bool ended = last == '"' || last == '}' || last == ']' || std::isalnum(static_cast<unsigned char>(last));
  if (ended && (next == '"' || next == '{' || next == '[')) return "a comma or a colon before it";
  return {};
}

}  // namespace

Finding in_words(const effect::Log& log, std::string_view config) {
  std::string found = log.found;
  std::string expected = log.expected;
  const std::string pointer = place_in_file(log.pointer);
  const std::string_view there = value_at(config, pointer);
  const auto mean = [&](const std::string& name, const Names& names) {
    if (const std::string meant = nearest(name, names); !meant.empty()) expected = meant + "?";
  };
  if (log.code == "json.malformed") {
    const std::size_t byte = found.find_last_not_of("0123456789") + 1;
    if (const std::string what = lacking(config, std::stoul("0" + found.substr(byte))); !what.empty()) expected = what;
  } else if (found == "nothing" && (is_array(there) || is_object(there))) {
    found = std::string(there.substr(0, 40));
  } else if (expected == "a text with tags that are known") {
    if (const std::string name = unknown_filter(found); !name.empty()) {
      found = "the filter " + quoted(name);
      expected = "a filter of docs/messages.md";
      mean(name, kFilters);
    }
  } else if (expected.starts_with("a template: ")) {
    mean(text_of(there), kTemplates);
  } else if (log.code == "config.unknownKey" && pointer.starts_with("/rules/") &&
             std::count(pointer.begin(), pointer.end(), '/') == 3) {
    // A member of `cap` beside it; one that is only like such a member may be like another of the rule's.
    const std::string name = found.ends_with("Ms") ? found.substr(0, found.size() - 2) : found;
    const std::string meant = nearest(name, kCaps);
    if (meant == name || (expected.starts_with("one of ") && !meant.empty())) expected = "cap." + meant + "?";
  }
  return {log.level == effect::Level::error, log.code, pointer,
          found.empty() ? "is not as it should be" : "found " + found, expected};
}

}  // namespace waymark::tool
