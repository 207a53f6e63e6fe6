#include <algorithm>
#include <iterator>

#include "adviser.h"
#include "content_table.h"
#include "json_text.h"
#include "look_alike.h"
#include "pointer.h"

// What messages say, and in which languages.
namespace waymark::tool {
namespace {

/// Cuts what stands before the first `c` off; all of it where there is none.
std::string_view take_to(std::string_view& text, char c) {
  const std::size_t end = text.find(c);
  const std::string_view part = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  return part;
}

/// The first of the types that stand side by side: a slash within a list is its elements'.
std::string_view take_type(std::string_view& types) {
  const std::size_t list = types.starts_with('[') ? types.find(']') : 0;
  const std::size_t end = types.find('/', list);
  const std::string_view type = types.substr(0, end);
  types = end == std::string_view::npos ? std::string_view() : types.substr(end + 1);
  return type;
}

const Shape* shape_of(std::string_view name) {
  const auto* const found =
      std::find_if(std::begin(kShapes), std::end(kShapes), [&](const Shape& one) { return one.name == name; });
  return found == std::end(kShapes) ? nullptr : found;
}

bool is_words(std::string_view type) { return type != "text" && type != "number" && type != "flag"; }

/// Whether a value is of a type as far as it can be seen without looking into it.
bool is_of(std::string_view value, std::string_view type) {
  if (type.starts_with('[')) return is_array(value);
  if (shape_of(type)) return is_object(value);
  if (type == "flag") return value == "true" || value == "false";
  if (type == "number") return !value.empty() && (value[0] == '-' || (value[0] >= '0' && value[0] <= '9'));
  return is_text(value);
}

/// A type as its author would say it.
std::string said(std::string_view types) {
  std::string out;
  while (!types.empty()) {
    const std::string_view type = take_type(types);
    std::string one = "an object";
    if (type.starts_with('[')) {
      one = "a list";
    } else if (!shape_of(type)) {
      one = type == "flag" ? "true or false" : is_words(type) ? std::string(type) : "a " + std::string(type);
      std::replace(one.begin(), one.end(), '|', ',');
      for (std::size_t i = one.find(','); i != std::string::npos; i = one.find(',', i + 2)) one.insert(i + 1, " ");
    }
    out += (out.empty() ? "" : " or ") + one;
  }
  return out;
}

/// What the text becomes is known when it is shown.
bool is_template(std::string_view text) {
  return text.find("{{") != std::string_view::npos || text.find("{%") != std::string_view::npos;
}

}  // namespace

void Adviser::action(std::string_view action, const std::string& pointer) {
  purpose(member(action, "needsConsent"), pointer + "/needsConsent");
  std::size_t index = 0;
  for (const std::string_view name : items_of(member(action, "cancelOn"))) {
    event(text_of(name), at(pointer + "/cancelOn", index++));
  }
  for (const auto& [name, value] : members_of(member(action, "data"))) condition(value, at(pointer + "/data", name));
  const std::string_view all = member(action, "content");
  if (all.empty()) return;
  languages(all, pointer + "/content");
  needs(action, pointer);
  texts(all, pointer + "/content");
  for (const auto& [language, one] : members_of(all)) {
    // What is no object the core has said.
    if (!is_object(one)) continue;
    const std::string place = at(pointer + "/content", language);
    content(one, "RuleContent", place);
    countdown(one, place);
    survey(one, place);
  }
}

void Adviser::languages(std::string_view content, const std::string& pointer) {
  std::string site = text_of(member(part("site"), "language"));
  if (site.empty()) site = "en";
  const std::string base = site.substr(0, site.find('-'));
  if (member(content, "*").empty() && member(content, site).empty() && member(content, base).empty()) {
    warn("message.noLanguage", pointer, "has no text in the site's language", quoted(site));
  }
  for (const std::string& language : languages_) {
    if (language != "*" && member(content, language).empty() && language != site) {
      warn("message.noLanguage", pointer, "has no " + quoted(language) + ", which other messages have",
           quoted(language));
    }
  }
}

/// One value, of which `types` says what it may be.
void Adviser::content(std::string_view value, std::string_view types, const std::string& pointer) {
  for (std::string_view left = types; !left.empty();) {
    const std::string_view type = take_type(left);
    if (!is_of(value, type)) continue;
    if (const Shape* const shape = shape_of(type)) return content_members(value, shape->members, pointer);
    std::size_t index = 0;
    for (const std::string_view item : items_of(value)) {
      content(item, type.substr(1, type.size() - 2), at(pointer, index++));
    }
    const std::string text = text_of(value);
    if (!is_text(value) || !is_words(type) || is_template(text)) return;
    std::vector<std::string> words;
    for (std::string_view rest = type; !rest.empty();) words.emplace_back(take_to(rest, '|'));
    if (std::find(words.begin(), words.end(), text) != words.end()) return;
    const std::string meant = nearest(text, words);
    return fail(pointer, "found " + quoted(text), meant.empty() ? said(types) : meant + "?");
  }
  fail(pointer, "found " + std::string(value.substr(0, 40)), said(types));
}

void Adviser::content_members(std::string_view object, std::string_view members, const std::string& pointer) {
  std::vector<std::string> names;
  for (std::string_view left = members; !left.empty();) {
    std::string_view types = take_to(left, ' ');
    std::string_view name = take_to(types, ':');
    const bool needed = name.ends_with('!');
    if (needed) name.remove_suffix(1);
    names.emplace_back(name);
    const std::string_view value = member(object, name);
    if (!value.empty()) {
      content(value, types, at(pointer, name));
    } else if (needed) {
      fail(at(pointer, name), "is missing", said(types));
    }
  }
  for (const auto& [name, value] : members_of(object)) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    const std::string meant = nearest(name, names);
    warn("config.unknownKey", at(pointer, name), quoted(name) + " means nothing here",
         meant.empty() ? "a member of docs/messages.md" : meant + "?");
  }
}

}  // namespace waymark::tool
