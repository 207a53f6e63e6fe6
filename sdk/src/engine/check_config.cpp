#include "waymark/check_config.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/whole.h"
#include "codec/config_codec.h"
#include "codec/config_tables.h"
#include "decision/message.h"
#include "decision/plan.h"
#include "delivery/definitions.h"
#include "delivery/destination.h"
#include "json/parse.h"
#include "rules/insight.h"
#include "rules/rule.h"

// Never linked into the Wasm: nothing there refers to it.
namespace waymark {
namespace {

/// Letters to put in, take out or replace (Levenshtein), without their case.
std::size_t distance(std::string_view a, std::string_view b) {
  const auto plain = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (plain(a[i]) == plain(b[j]) ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row[b.size()];
}

/// The table that describes the object at a pointer; null where it is none of a table's.
const codec::Table* table_at(std::string_view pointer) {
  const codec::Table* table = &codec::Described<Config>::table;
  while (!pointer.empty() && table) {
    pointer.remove_prefix(1);
    const std::string_view part = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(part.size());
    const codec::Table* next = nullptr;
    for (std::size_t i = 0; i < table->count; ++i) {
      const codec::Field& field = table->fields[i];
      if (field.key != part) continue;
      if (field.type == codec::Type::object) next = static_cast<const codec::Table*>(field.detail);
      if (field.type == codec::Type::optional_object) {
        next = static_cast<const codec::Container*>(field.detail)->element;
      }
      if (field.type != codec::Type::list && field.type != codec::Type::keyed_list) continue;
      next = static_cast<const codec::Container*>(field.detail)->element;
      if (pointer.empty()) continue;
      pointer.remove_prefix(1);
      pointer.remove_prefix(std::min(pointer.find('/'), pointer.size()));
    }
    table = next;
  }
  return table;
}

/// What a key nobody reads may have been meant for.
std::string likely(const std::string& pointer, std::string_view key) {
  const codec::Table* table = table_at(std::string_view(pointer).substr(0, pointer.rfind('/')));
  std::string nearest;
  std::size_t least = std::max<std::size_t>(2, key.size() / 3) + 1;
  std::string all;
  for (std::size_t i = 0; table && i < table->count; ++i) {
    const char* known = table->fields[i].key;
    all.append(all.empty() ? "one of " : ", ").append(known);
    const std::size_t apart = distance(key, known);
    if (apart < least) nearest = known, least = apart;
  }
  if (!nearest.empty()) return nearest + "?";
  return all.empty() ? "a known key" : all;
}

/// Triggers that wait for a stage the journey does not have.
List<Error> unknown_stages(const Config& config, const journey::Machine& machine) {
  List<Error> found;
  std::string names;
  for (const StageConfig& stage : machine.stages) names.append(names.empty() ? "one of " : ", ").append(stage.id);
  for (std::size_t i = 0; i < config.rules.size(); ++i) {
    const List<TriggerConfig>& triggers = decision::triggers_of(config.rules[i]);
    const char* kind = config.rules[i].all_of.empty() ? "/on/any/" : "/on/all/";
    for (std::size_t k = 0; k < triggers.size(); ++k) {
      const std::string& name = triggers[k].name;
      if (triggers[k].type != TriggerType::stage_entered) continue;
      if (machine.stages.find_if([&](const StageConfig& stage) { return stage.id == name; })) continue;
      found.emplace_back("rule.dead", "/rules/" + base::count_text(i) + kind + base::count_text(k) + "/stage",
                         names.c_str(), name);
    }
  }
  return found;
}

}  // namespace

List<effect::Log> check_config(std::string_view text) {
  List<effect::Log> found;
  const auto add = [&](effect::Level level, const Error& error) {
    const bool told = found.find_if([&](const effect::Log& one) {
      return one.pointer == error.pointer && one.code == error.code;
    }) != nullptr;
    if (!told) found.emplace_back(level, error.code, error.pointer, error.expected, error.found);
  };
  const Result<Value> json = json::parse(text);
  if (!json.ok()) {
    add(effect::Level::error, json.error());
    return found;
  }
  codec::ConfigReading reading = codec::read_config(json.value(), true);
  for (std::size_t i = 0; i < reading.config.destinations.size(); ++i) {
    delivery::format_of(reading.config.destinations[i], "/destinations/" + base::count_text(i), reading.errors);
  }
  const journey::Machine machine = journey::machine_of(reading.config.journey);
  const rules::RuleSet rules = rules::compile(reading.config, machine, reading.errors);
  rules::compile_insight(reading.config, machine, reading.errors);
  decision::check_texts(reading.config.rules, reading.errors);
  decision::compile(reading.config, rules, reading.errors);
  for (const Error& error : reading.errors) add(effect::Level::error, error);
  for (const Error& warning : unknown_stages(reading.config, machine)) add(effect::Level::warn, warning);
  for (Error& warning : reading.warnings) {
    warning.expected = likely(warning.pointer, warning.found);
    add(effect::Level::warn, warning);
  }
  return found;
}

}  // namespace waymark
