#include <algorithm>
#include <iterator>

#include "adviser.h"
#include "json_text.h"
#include "look_alike.h"
#include "pointer.h"

// Names of events and properties, paths of facts, ids of segments.
namespace waymark::tool {
namespace {

/// Operators whose second argument is asked of each element: paths in it are the element's own.
constexpr std::string_view kIterators[] = {"map", "filter", "reduce", "all", "some", "none"};

}  // namespace

void Adviser::triggers(std::string_view rule, const std::string& pointer) {
  for (const char* kind : {"any", "all"}) {
    const auto list = items_of(member(member(rule, "on"), kind));
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (text_of(member(list[i], "type")) != "event") continue;
      const std::string place = at(pointer + "/on/" + kind, i);
      const std::string name = text_of(member(list[i], "name"));
      event(name, place + "/name");
      where(member(list[i], "where"), name, place + "/where");
    }
  }
}

void Adviser::event(const std::string& name, const std::string& pointer) {
  if (!seen_ || name.empty() || seen_->count(name)) return;
  std::vector<std::string> names;
  for (const auto& [known, properties] : *seen_) names.push_back(known);
  const std::string meant = nearest(name, names);
  warn("rule.unseenEvent", pointer, tool::quoted(name) + " is never in the log",
       meant.empty() ? "the name of an event" : meant + "?");
}

void Adviser::property(const std::string& name, const std::string& of, const std::string& pointer) {
  if (!seen_ || name.empty()) return;
  const auto event = seen_->find(of);
  if (event == seen_->end() || event->second.count(name)) return;
  const std::string meant = nearest(name, event->second);
  warn("rule.unseenProperty", pointer, tool::quoted(name) + " is no property of " + tool::quoted(of) + " in the log",
       meant.empty() ? "a property it has" : meant + "?");
}

void Adviser::where(std::string_view list, const std::string& of, const std::string& pointer) {
  std::size_t index = 0;
  for (const std::string_view part : items_of(list)) {
    const auto parts = items_of(part);
    const std::string place = at(pointer, index++);
    if (!parts.empty()) property(text_of(parts[0]), of, at(place, std::size_t{0}));
  }
}

void Adviser::condition(std::string_view value, const std::string& pointer, bool of_element) {
  std::size_t index = 0;
  for (const std::string_view item : items_of(value)) condition(item, at(pointer, index++), of_element);
  for (const auto& [name, arguments] : members_of(value)) {
    const std::string place = at(pointer, name);
    const auto list = items_of(arguments);
    if (std::find(std::begin(kIterators), std::end(kIterators), name) != std::end(kIterators)) {
      for (std::size_t i = 0; i < list.size(); ++i) condition(list[i], at(place, i), of_element || i == 1);
      continue;
    }
    if (name == "seg") {
      const bool alone = is_text(arguments);
      group(alone || list.empty() ? text_of(arguments) : text_of(list[0]), alone ? place : at(place, std::size_t{0}));
    } else if (name == "var" && of_element) {
      continue;
    } else if (name == "var") {
      const bool alone = is_text(arguments);
      path(alone          ? text_of(arguments)
           : list.empty() ? std::string()
                          : text_of(list[0]),
           alone ? place : at(place, std::size_t{0}));
    } else if (name.starts_with("ev.") && !list.empty() && is_text(list[0])) {
      const std::string of = text_of(list[0]);
      event(of, at(place, std::size_t{0}));
      for (std::size_t i = 1; i < list.size(); ++i) {
        if (is_array(list[i])) where(list[i], of, at(place, i));
      }
    }
    condition(arguments, place, of_element);
  }
}

/// Paths are keys there; what begins with a dollar sign is an operator, and what stands below one is a value unless
/// it combines conditions.
void Adviser::growthbook(std::string_view value, const std::string& pointer) {
  for (const auto& [name, inner] : members_of(value)) {
    const std::string place = at(pointer, name);
    if (!name.starts_with('$')) {
      path(name, place);
    } else if (is_array(inner)) {
      std::size_t index = 0;
      for (const std::string_view one : items_of(inner)) growthbook(one, at(place, index++));
    } else {
      growthbook(inner, place);
    }
  }
}

void Adviser::group(const std::string& id, const std::string& pointer) {
  if (id.empty() || groups_.count(id)) return;
  const std::string meant = nearest(id, groups_);
  warn("rule.unknownSegment", pointer, tool::quoted(id) + " is neither a segment nor a persona of the configuration",
       meant.empty() ? "the id of one of segments or personas" : meant + "?");
}

void Adviser::path(const std::string& path, const std::string& pointer) {
  const std::string root = path.substr(0, path.find('.'));
  if (path.size() <= root.size() || root == "event") return;
  const auto known = fact_members().find(root);
  if (known != fact_members().end()) {
    const std::string rest = path.substr(root.size() + 1);
    const std::string first = rest.substr(0, rest.find('.'));
    if (known->second.count(first)) return;
    const std::string meant = nearest(first, known->second);
    warn("rule.unknownPath", pointer, tool::quoted(path) + " is no fact",
         meant.empty() ? "a path of docs/rules.md" : root + "." + meant + "?");
    return;
  }
  Words roots = {"event"};
  for (const auto& [name, members] : fact_members()) roots.insert(name);
  const std::string meant = nearest(root, roots);
  warn("rule.unknownPath", pointer, tool::quoted(path) + " is no fact",
       meant.empty() ? "a path of docs/rules.md" : meant + path.substr(root.size()) + "?");
}

}  // namespace waymark::tool
