#include "advice.h"

#include <algorithm>
#include <filesystem>

#include "constant.h"
#include "facts_table.h"
#include "json_text.h"

namespace waymark::tool {
namespace {

std::string escaped(std::string_view key) {
  std::string out;
  for (const char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

std::string at(const std::string& pointer, std::string_view key) { return pointer + "/" + escaped(key); }
std::string at(const std::string& pointer, std::size_t index) { return pointer + "/" + std::to_string(index); }

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row[b.size()];
}

template <class Names>
std::string nearest(std::string_view name, const Names& names) {
  std::string best;
  std::size_t least = std::max<std::size_t>(2, name.size() / 3) + 1;
  for (const auto& known : names) {
    const std::size_t apart = distance(name, known);
    if (apart < least) best = known, least = apart;
  }
  return best;
}

/// Operators whose second argument is asked of each element: paths in it are the element's own.
constexpr std::string_view kIterators[] = {"map", "filter", "reduce", "all", "some", "none"};

/// A JSON text without the space between its parts.
std::string squeezed(std::string_view text) {
  std::string out;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (!quoted && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) continue;
    out += c;
    if (c == '"') quoted = !quoted;
    if (quoted && c == '\\' && ++i < text.size()) out += text[i];
  }
  return out;
}

class Adviser {
 public:
  Adviser(std::string_view config, const Seen* seen, std::string_view now) : config_(config), seen_(seen), now_(now) {}

  std::vector<Finding> run() {
    if (items_of(member(config_, "destinations")).empty()) {
      warn("config.noDestinations", "", "events are kept in the browser and go nowhere", "a list of destinations");
    }
    zone(member(member(config_, "site"), "timeZone"), "/site/timeZone");
    purposes();
    const std::string_view max = member(member(config_, "limits"), "maxVisible");
    for (const auto& [group, count] : members_of(max)) {
      if (number_of(count, 1) <= 0)
        warn("rule.dead", at("/limits/maxVisible", group), "no rule of the group can speak", "1 or more");
    }
    const auto rules = items_of(member(config_, "rules"));
    for (const std::string_view one : rules) {
      for (const std::string_view action : items_of(member(one, "do"))) {
        for (const auto& [language, texts] : members_of(member(action, "content"))) languages_.insert(language);
      }
    }
    for (const char* kind : {"segments", "personas"}) {
      for (const std::string_view one : items_of(member(config_, kind))) groups_.insert(text_of(member(one, "id")));
    }
    for (std::size_t i = 0; i < rules.size(); ++i) rule(rules[i], at("/rules", i));
    for (std::size_t i = 0; i < rules.size(); ++i) shadows(rules, i);
    return std::move(found_);
  }

 private:
  void warn(std::string code, std::string pointer, std::string message, std::string expected) {
    found_.push_back({false, std::move(code), std::move(pointer), std::move(message), std::move(expected)});
  }

  void zone(std::string_view value, const std::string& pointer) {
    static const std::filesystem::path tables = "/usr/share/zoneinfo";
    const std::string name = text_of(value);
    if (name.empty() || name == "UTC" || !std::filesystem::exists(tables)) return;
    const bool known =
        name.front() != '/' && name.find("..") == std::string::npos && std::filesystem::is_regular_file(tables / name);
    if (!known)
      warn("config.unknownZone", pointer, tool::quoted(name) + " is no time zone",
           "an IANA name such as Asia/Ho_Chi_Minh");
  }

  void purposes() {
    purposes_ = {"analytics", "personalization", "marketing", "advertising", "functional", "necessary", "preferences"};
    for (const auto& [name, state] : members_of(member(config_, "consent"))) {
      // A purpose of the site's own is one that is unlike those everybody has.
      const std::string meant = nearest(name, purposes_);
      if (!meant.empty() && meant != name) {
        warn("config.unknownPurpose", at("/consent", name), tool::quoted(name) + " looks like another purpose",
             meant + "?");
      } else {
        purposes_.insert(name);
      }
    }
  }

  void purpose(std::string_view value, const std::string& pointer) {
    const std::string name = text_of(value);
    if (name.empty() || purposes_.count(name)) return;
    const std::string meant = nearest(name, purposes_);
    warn("config.unknownPurpose", pointer, tool::quoted(name) + " is no purpose the configuration names",
         meant.empty() ? "one of consent" : meant + "?");
  }

  void rule(std::string_view rule, const std::string& pointer) {
    const std::string status = text_of(member(rule, "status"));
    std::size_t index = 0;
    for (const std::string_view one : items_of(member(rule, "consent")))
      purpose(one, at(pointer + "/consent", index++));
    const std::string_view schedule = member(rule, "schedule");
    zone(member(schedule, "tz"), pointer + "/schedule/tz");
    if (status.empty() || status == "live") alive(rule, pointer);
    triggers(rule, pointer);
    condition(member(rule, "when"), pointer + "/when");
    growthbook(member(rule, "whenGb"), pointer + "/whenGb");
    const std::string_view goal = member(rule, "goal");
    event(text_of(member(goal, "event")), pointer + "/goal/event");
    where(member(goal, "where"), text_of(member(goal, "event")), pointer + "/goal/where");
    caps(rule, pointer);
    index = 0;
    for (const std::string_view action : items_of(member(rule, "do")))
      this->action(action, at(pointer + "/do", index++));
  }

  /// Rules that can never speak, whatever happens.
  void alive(std::string_view rule, const std::string& pointer) {
    const std::string to = text_of(member(member(rule, "schedule"), "to"));
    if (!to.empty() && std::string_view(to).substr(0, 10) < now_) {
      warn("rule.dead", pointer + "/schedule/to", "the schedule is over", "a later day, or status paused");
    }
    const std::string from = text_of(member(member(rule, "schedule"), "from"));
    if (!from.empty() && !to.empty() && to < from) {
      warn("rule.dead", pointer + "/schedule/to", "the schedule ends before it begins", "a day after " + from);
    }
    const std::string_view when = member(rule, "when");
    if (constant_of(when) == Constant::never) {
      warn("rule.dead", pointer + "/when", "the condition never holds", "a condition");
    }
    for (const std::string_view holdout : items_of(member(config_, "holdouts"))) {
      if (text_of(member(holdout, "id")) != text_of(member(rule, "holdout")) || member(rule, "holdout").empty())
        continue;
      if (number_of(member(holdout, "percent"), 0) >= 100) {
        warn("rule.dead", pointer + "/holdout", "everybody is held out", "a holdout of less than 100 percent");
      }
    }
    const std::string_view experiment = member(rule, "experiment");
    if (!experiment.empty() && number_of(member(experiment, "coverage"), 1) <= 0) {
      warn("rule.dead", pointer + "/experiment/coverage", "nobody takes part", "more than 0");
    }
    const auto stages = items_of(member(rule, "stage"));
    const auto list = items_of(member(member(rule, "on"), "any"));
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::string stage = text_of(member(list[i], "stage"));
      if (stage.empty() || stages.empty()) continue;
      const bool has =
          std::any_of(stages.begin(), stages.end(), [&](std::string_view one) { return text_of(one) == stage; });
      if (!has) {
        warn("rule.dead", at(pointer + "/on/any", i) + "/stage", "the rule speaks in other stages only",
             "one of stage");
      }
    }
  }

  void triggers(std::string_view rule, const std::string& pointer) {
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

  void event(const std::string& name, const std::string& pointer) {
    if (!seen_ || name.empty() || seen_->count(name)) return;
    std::vector<std::string> names;
    for (const auto& [known, properties] : *seen_) names.push_back(known);
    const std::string meant = nearest(name, names);
    warn("rule.unseenEvent", pointer, tool::quoted(name) + " is never in the log",
         meant.empty() ? "the name of an event" : meant + "?");
  }

  void property(const std::string& name, const std::string& of, const std::string& pointer) {
    if (!seen_ || name.empty()) return;
    const auto event = seen_->find(of);
    if (event == seen_->end() || event->second.count(name)) return;
    const std::string meant = nearest(name, event->second);
    warn("rule.unseenProperty", pointer, tool::quoted(name) + " is no property of " + tool::quoted(of) + " in the log",
         meant.empty() ? "a property it has" : meant + "?");
  }

  void where(std::string_view list, const std::string& of, const std::string& pointer) {
    std::size_t index = 0;
    for (const std::string_view part : items_of(list)) {
      const auto parts = items_of(part);
      const std::string place = at(pointer, index++);
      if (!parts.empty()) property(text_of(parts[0]), of, at(place, std::size_t{0}));
    }
  }

  void condition(std::string_view value, const std::string& pointer, bool of_element = false) {
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
  void growthbook(std::string_view value, const std::string& pointer) {
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

  void group(const std::string& id, const std::string& pointer) {
    if (id.empty() || groups_.count(id)) return;
    const std::string meant = nearest(id, groups_);
    warn("rule.unknownSegment", pointer, tool::quoted(id) + " is neither a segment nor a persona of the configuration",
         meant.empty() ? "the id of one of segments or personas" : meant + "?");
  }

  void path(const std::string& path, const std::string& pointer) {
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

  void caps(std::string_view rule, const std::string& pointer) {
    const std::string_view cap = member(rule, "cap");
    const char* order[] = {"page", "session", "day", "lifetime"};
    for (std::size_t small = 0; small < 4; ++small) {
      for (std::size_t large = small + 1; large < 4; ++large) {
        const double less = number_of(member(cap, order[small]), 0);
        const double more = number_of(member(cap, order[large]), 0);
        if (less <= 0 || more <= 0 || less <= more || small + large == 3) continue;
        warn("rule.deadCap", pointer + "/cap/" + order[small],
             std::string("is never reached: ") + order[large] + " allows fewer",
             "no more than " + std::to_string(static_cast<int>(more)));
      }
    }
    if (text_of(member(cap, "cooldown")) == "forever" && number_of(member(cap, "lifetime"), 1) > 1) {
      warn("rule.deadCap", pointer + "/cap/lifetime", "is never reached: the cooldown is for ever",
           "1, or a shorter cooldown");
    }
    if (!member(cap, "afterConvert").empty() && member(rule, "goal").empty()) {
      warn("rule.deadCap", pointer + "/cap/afterConvert", "never applies: the rule has no goal", "a goal");
    }
    if (!member(cap, "lifetimePer").empty() && member(cap, "lifetime").empty()) {
      warn("rule.deadCap", pointer + "/cap/lifetimePer", "counts nothing: there is no lifetime cap",
           "lifetime besides");
    }
    for (const char* key : {"session", "day"}) {
      const double limit = number_of(member(member(config_, "limits"), key), 0);
      const double own = number_of(member(cap, key), 0);
      if (limit > 0 && own > limit && member(cap, "countsToLimits") != "false") {
        warn("rule.deadCap", pointer + "/cap/" + key, "is never reached: the site's limit is lower",
             "no more than " + std::to_string(static_cast<int>(limit)));
      }
    }
  }

  void action(std::string_view action, const std::string& pointer) {
    purpose(member(action, "needsConsent"), pointer + "/needsConsent");
    std::size_t index = 0;
    for (const std::string_view name : items_of(member(action, "cancelOn"))) {
      event(text_of(name), at(pointer + "/cancelOn", index++));
    }
    for (const auto& [name, value] : members_of(member(action, "data"))) condition(value, at(pointer + "/data", name));
    const std::string_view content = member(action, "content");
    if (content.empty()) return;
    std::string site = text_of(member(member(config_, "site"), "language"));
    if (site.empty()) site = "en";
    const std::string base = site.substr(0, site.find('-'));
    if (member(content, "*").empty() && member(content, site).empty() && member(content, base).empty()) {
      warn("message.noLanguage", pointer + "/content", "has no text in the site's language", tool::quoted(site));
    }
    std::string all;
    for (const std::string& language : languages_) {
      if (language != "*" && member(content, language).empty() && language != site) {
        warn("message.noLanguage", pointer + "/content",
             "has no " + tool::quoted(language) + ", which other messages have", tool::quoted(language));
      }
    }
  }

  /// Whether one rule listens to everything that sets off another.
  static bool hears_all(std::string_view one, std::string_view other) {
    const auto triggers = [](std::string_view rule, const char* kind) {
      Words out;
      for (const std::string_view trigger : items_of(member(member(rule, "on"), kind))) out.insert(squeezed(trigger));
      return out;
    };
    const Words theirs = triggers(one, "any");
    const Words own = triggers(other, "any");
    if (own.empty()) return theirs.empty() && triggers(one, "all") == triggers(other, "all");
    return std::includes(theirs.begin(), theirs.end(), own.begin(), own.end());
  }

  /// A rule that always loses to one before it: same triggers, same place, and nothing that could stop the other.
  void shadows(const std::vector<std::string_view>& rules, std::size_t index) {
    const std::string_view own = rules[index];
    const auto actions = items_of(member(own, "do"));
    if (actions.empty()) return;
    for (std::size_t i = 0; i < rules.size(); ++i) {
      const std::string_view other = rules[i];
      const auto others = items_of(member(other, "do"));
      if (i == index || others.empty()) continue;
      bool free = true;
      for (const char* key : {"when", "whenGb", "cap", "stage", "schedule", "holdout", "experiment", "consent"}) {
        free = free && member(other, key).empty();
      }
      const std::string status = text_of(member(other, "status"));
      const double mine = number_of(member(own, "priority"), 50);
      const double theirs = number_of(member(other, "priority"), 50);
      const bool before = theirs > mine || (theirs == mine && i < index);
      const auto same = [&](const char* key) { return member(actions[0], key) == member(others[0], key); };
      if (!free || !before || (!status.empty() && status != "live") || !same("template") || !same("slot") ||
          !member(others[0], "recommend").empty() || !hears_all(other, own)) {
        continue;
      }
      warn("rule.shadowed", at("/rules", index),
           "never speaks: " + text_of(member(other, "id")) + " always takes its place first",
           "another priority, or a condition or cap for the other");
      return;
    }
  }

  std::string_view config_;
  const Seen* seen_;
  std::string_view now_;
  std::set<std::string> purposes_;
  std::set<std::string> languages_;
  Words groups_;
  std::vector<Finding> found_;
};

}  // namespace

std::vector<Finding> advice(std::string_view config, const Seen* seen, std::string_view now_iso) {
  return Adviser(config, seen, now_iso).run();
}

void note_event(std::string_view event, Seen& seen) {
  const std::string type = text_of(member(event, "type"));
  const std::string name = type == "page" ? "Page Viewed" : type == "track" ? text_of(member(event, "name")) : type;
  if (name.empty()) return;
  std::set<std::string>& properties = seen[name];
  for (const auto& [property, value] : members_of(member(event, "properties"))) properties.insert(property);
}

std::size_t place_of(std::string_view config, std::string_view pointer) {
  std::string_view value = config;
  std::size_t place = config.find_first_not_of(" \t\r\n");
  if (place == std::string_view::npos) place = 0;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::string_view part = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(part.size());
    std::string_view next;
    for (const auto& [key, member] : members_of(value)) {
      if (escaped(key) == part) next = member;
    }
    if (next.empty() && is_array(value)) {
      const auto list = items_of(value);
      const auto index = static_cast<std::size_t>(number_of(part, 1e9));
      if (index < list.size()) next = list[index];
    }
    if (next.empty()) return place;
    const bool keyed = is_object(value);
    value = next;
    place = static_cast<std::size_t>(value.data() - config.data());
    // A member is pointed at by its key.
    if (keyed) {
      const std::size_t colon = config.rfind(':', place);
      const std::size_t end = colon == std::string_view::npos ? colon : config.rfind('"', colon);
      std::size_t begin = end;
      while (begin != std::string_view::npos && begin > 0) {
        begin = config.rfind('"', begin - 1);
        if (begin == std::string_view::npos || begin == 0 || config[begin - 1] != '\\') break;
      }
      if (begin != std::string_view::npos) place = begin;
    }
  }
  return place;
}

}  // namespace waymark::tool
