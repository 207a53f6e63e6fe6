#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "advice.h"
#include "facts_table.h"
#include "json_text.h"

namespace waymark::tool {

/// Looks through one configuration and gathers what it finds. One part of a configuration a file: advice.cpp has the
/// whole, advice_rules.cpp what makes a rule dead, advice_conditions.cpp names and paths, advice_messages.cpp texts,
/// advice_templates.cpp what a template needs.
class Adviser {
 public:
  Adviser(std::string_view config, const Seen* seen, std::string_view now)
      : config_(members_of(config)), seen_(seen), now_(now) {}

  std::vector<Finding> run();

 private:
  void warn(std::string code, std::string pointer, std::string message, std::string expected) {
    found_.push_back({false, std::move(code), std::move(pointer), std::move(message), std::move(expected)});
  }
  void fail(std::string pointer, std::string message, std::string expected) {
    found_.push_back({true, "config.invalid", std::move(pointer), std::move(message), std::move(expected)});
  }

  /// A member of the configuration; empty where there is none. Each rule asks, and nobody goes through all of it again.
  std::string_view part(std::string_view key) const {
    for (const auto& [name, value] : config_) {
      if (name == key) return value;
    }
    return {};
  }

  void zone(std::string_view value, const std::string& pointer);
  void purposes();
  void purpose(std::string_view value, const std::string& pointer);

  void rule(std::string_view rule, const std::string& pointer);
  void sense(std::string_view rule, const std::string& pointer);
  void alive(std::string_view rule, const std::string& pointer);
  void caps(std::string_view rule, const std::string& pointer);
  void shadows(const std::vector<std::string_view>& rules);

  void triggers(std::string_view rule, const std::string& pointer);
  void event(const std::string& name, const std::string& pointer);
  void property(const std::string& name, const std::string& of, const std::string& pointer);
  void where(std::string_view list, const std::string& of, const std::string& pointer);
  void condition(std::string_view value, const std::string& pointer, bool of_element = false);
  void growthbook(std::string_view value, const std::string& pointer);
  void group(const std::string& id, const std::string& pointer);
  void path(const std::string& path, const std::string& pointer);

  void action(std::string_view action, const std::string& pointer);
  void languages(std::string_view content, const std::string& pointer);
  void content(std::string_view value, std::string_view shape, const std::string& pointer);
  void content_members(std::string_view object, std::string_view members, const std::string& pointer);

  void needs(std::string_view action, const std::string& pointer);
  void countdown(std::string_view content, const std::string& pointer);
  void survey(std::string_view content, const std::string& pointer);
  void texts(std::string_view value, const std::string& pointer);

  Members config_;
  const Seen* seen_;
  std::string_view now_;
  std::set<std::string> purposes_;
  std::set<std::string> languages_;  ///< Of all messages.
  Words groups_;                     ///< Segments and personas.
  std::vector<Finding> found_;
};

}  // namespace waymark::tool
