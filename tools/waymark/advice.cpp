#include "advice.h"

#include <filesystem>

#include "adviser.h"
#include "json_text.h"
#include "look_alike.h"
#include "pointer.h"

namespace waymark::tool {

std::vector<Finding> Adviser::run() {
  if (items_of(part("destinations")).empty()) {
    warn("config.noDestinations", "", "events are kept in the browser and go nowhere", "a list of destinations");
  }
  zone(member(part("site"), "timeZone"), "/site/timeZone");
  purposes();
  const std::string_view max = member(part("limits"), "maxVisible");
  for (const auto& [group, count] : members_of(max)) {
    if (number_of(count, 1) <= 0)
      warn("rule.dead", at("/limits/maxVisible", group), "no rule of the group can speak", "1 or more");
  }
  const auto rules = items_of(part("rules"));
  for (const std::string_view one : rules) {
    for (const std::string_view action : items_of(member(one, "do"))) {
      for (const auto& [language, texts] : members_of(member(action, "content"))) languages_.insert(language);
    }
  }
  for (const char* kind : {"segments", "personas"}) {
    for (const std::string_view one : items_of(part(kind))) groups_.insert(text_of(member(one, "id")));
  }
  for (std::size_t i = 0; i < rules.size(); ++i) rule(rules[i], at("/rules", i));
  shadows(rules);
  return std::move(found_);
}

void Adviser::zone(std::string_view value, const std::string& pointer) {
  static const std::filesystem::path tables = "/usr/share/zoneinfo";
  const std::string name = text_of(value);
  if (name.empty() || name == "UTC" || !std::filesystem::exists(tables)) return;
  const bool known =
      name.front() != '/' && name.find("..") == std::string::npos && std::filesystem::is_regular_file(tables / name);
  if (!known)
    warn("config.unknownZone", pointer, tool::quoted(name) + " is no time zone",
         "an IANA name such as Asia/Ho_Chi_Minh");
}

void Adviser::purposes() {
  purposes_ = {"analytics", "personalization", "marketing", "advertising", "functional", "necessary", "preferences"};
  for (const auto& [name, state] : members_of(part("consent"))) {
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

void Adviser::purpose(std::string_view value, const std::string& pointer) {
  const std::string name = text_of(value);
  if (name.empty() || purposes_.count(name)) return;
  const std::string meant = nearest(name, purposes_);
  warn("config.unknownPurpose", pointer, tool::quoted(name) + " is no purpose the configuration names",
       meant.empty() ? "one of consent" : meant + "?");
}

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

}  // namespace waymark::tool
