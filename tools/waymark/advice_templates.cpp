#include <algorithm>
#include <cctype>

#include "adviser.h"
#include "json_text.h"
#include "look_alike.h"
#include "moment.h"
#include "pointer.h"

// What a template cannot do without, and texts and values that can never work.
namespace waymark::tool {
namespace {

/// The members of which each template needs one (docs/messages.md, "Templates").
struct Needs {
  std::string_view form;
  std::string_view member;
};
constexpr Needs kNeeds[] = {
    {"coupon", "code"},  {"freeShipping", "progress"}, {"leadForm", "fields"}, {"survey", "questions"},
    {"wheel", "prizes"}, {"scratch", "prizes"},        {"loyalty", "points"},  {"custom", "body"}};

/// Members a visitor sees something of.
constexpr const char* kSeen[] = {"eyebrow",  "title", "text",   "body",   "image",     "action", "code",  "countdown",
                                 "progress", "tiers", "points", "fields", "questions", "prizes", "prize", "consent"};

bool says(std::string_view value) {
  if (is_array(value)) return !items_of(value).empty();
  if (is_text(value)) return !text_of(value).empty();
  return !value.empty() && value != "null";
}

bool is_letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

/// As every browser reads one: `2026-12-31`, with or without a time; or milliseconds since 1970.
bool is_moment(std::string_view text) {
  return (text.size() >= 9 && text.find_first_not_of("0123456789") == text.npos) || begins_with_day(text);
}

}  // namespace

/// A language is drawn with what `*` has for all of them.
void Adviser::needs(std::string_view action, const std::string& pointer) {
  if (text_of(member(action, "type")) != "message" || !member(action, "recommend").empty()) return;
  const std::string form = text_of(member(action, "template"));
  const std::string_view content = member(action, "content");
  const std::string_view every = member(content, "*");
  const Members all = members_of(content);
  for (const auto& [language, own] : all) {
    if (!is_object(own) || (language == "*" && all.size() > 1)) continue;
    const auto has = [&, own = own](std::string_view name) {
      const std::string_view value = member(own, name);
      return says(value.empty() ? member(every, name) : value);
    };
    const std::string place = at(pointer + "/content", language);
    const auto* const needed =
        std::find_if(std::begin(kNeeds), std::end(kNeeds), [&](const Needs& one) { return one.form == form; });
    if (needed != std::end(kNeeds)) {
      if (has(needed->member)) continue;
      warn("message.incomplete", place, form + " has no " + std::string(needed->member), std::string(needed->member));
    } else if (!std::any_of(std::begin(kSeen), std::end(kSeen), has)) {
      warn("message.incomplete", place, "says nothing", "a title, a text, or another member of docs/messages.md");
    }
  }
}

void Adviser::countdown(std::string_view content, const std::string& pointer) {
  const std::string_view until = member(member(content, "countdown"), "until");
  const std::string text = text_of(until);
  if (!is_text(until) || text.find("{{") != std::string::npos || text.find("{%") != std::string::npos) return;
  if (!is_moment(text)) {
    fail(pointer + "/countdown/until", "found " + tool::quoted(text), "a moment such as 2026-12-31T23:59:59+07:00");
  }
}

void Adviser::survey(std::string_view content, const std::string& pointer) {
  const auto questions = items_of(member(content, "questions"));
  Words ids = {"end"};
  for (const std::string_view one : questions) {
    const std::string id = text_of(member(one, "id"));
    if (id.empty()) return;  // that has been said, and any name may be meant for it
    ids.insert(id);
  }
  const auto follow = [&](std::string_view to, const std::string& place) {
    const std::string id = text_of(to);
    if (!is_text(to) || ids.count(id)) return;
    const std::string meant = id.size() > 2 ? nearest(id, ids) : std::string();
    fail(place, tool::quoted(id) + " is no question", meant.empty() ? "the id of a question, or end" : meant + "?");
  };
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const std::string place = at(pointer + "/questions", i) + "/next";
    const std::string_view next = member(questions[i], "next");
    follow(next, place);
    const auto branches = items_of(next);
    for (std::size_t k = 0; k < branches.size(); ++k) follow(member(branches[k], "to"), at(place, k) + "/to");
  }
}

/// Paths within the tags of every text. One whose root is no fact may be a name the text gives itself.
void Adviser::texts(std::string_view value, const std::string& pointer) {
  std::size_t index = 0;
  for (const std::string_view item : items_of(value)) texts(item, at(pointer, index++));
  for (const auto& [name, inner] : members_of(value)) texts(inner, at(pointer, name));
  const std::string text = text_of(value);
  for (std::size_t i = text.find('{'); i < text.size(); i = text.find('{', i + 1)) {
    const char kind = i + 1 < text.size() ? text[i + 1] : ' ';
    if (kind != '{' && kind != '%') continue;
    const std::size_t end = std::min(text.find(kind == '{' ? "}}" : "%}", i), text.size());
    for (i += 2; i < end;) {
      if (text[i] == '"' || text[i] == '\'') {
        i = std::min(text.find(text[i], i + 1), end) + 1;
        continue;
      }
      const std::size_t begin = i;
      while (i < end && (is_letter(text[i]) || text[i] == '.')) ++i;
      const std::string word = text.substr(begin, i - begin);
      const std::string root = word.substr(0, word.find('.'));
      if (fact_members().count(root) && text.find("for " + root + " in") == std::string::npos) path(word, pointer);
      if (i == begin) ++i;
    }
  }
}

}  // namespace waymark::tool
