#include "decision/plan.h"

#include <algorithm>

#include "base/best_first.h"
#include "base/path.h"
#include "decision/history.h"

namespace waymark::decision {
namespace {

using base::Path;

/// The first parts of `var` paths (rules/facts.h).
constexpr std::string_view kRoots = " visitor session touch page device geo cart journey loyalty consent event now ";

/// Triggers that are about one thing by its name.
constexpr bool has_name(TriggerType type) {
  return type == TriggerType::event || type == TriggerType::stage_entered || type == TriggerType::visible ||
         type == TriggerType::click || type == TriggerType::api;
}
/// Those that happen, and that is all.
constexpr bool is_plain(TriggerType type) {
  return type == TriggerType::page_view || type == TriggerType::session_start || type == TriggerType::exit_intent ||
         type == TriggerType::route;
}

class Compiler {
 public:
  Compiler(const Config& config, List<Error>& errors) : config_(config), errors_(errors) {}

  void plan(const RuleConfig& rule, Plan& out, Program::Glance& glance, const Path& path) {
    glance.live = rule.status == RuleStatus::live;
    glance.plain = rule.all_of.empty();
    const ScheduleConfig& schedule = rule.schedule;
    out.scheduled =
        !schedule.from.empty() || !schedule.to.empty() || !schedule.dow.empty() || !schedule.hours_from.empty();
    glance.always = glance.live && !out.scheduled && rule.stages.empty();
    if (out.scheduled) out.schedule = compile(schedule, Path{&path, "schedule", 0}, errors_);
    const Path on{&path, "on", 0};
    const Path list{&on, rule.all_of.empty() ? "any" : "all", 0};
    const List<TriggerConfig>& triggers = triggers_of(rule);
    for (std::size_t i = 0; i < triggers.size(); ++i) {
      const Path trigger{&list, {}, i};
      where(triggers[i].where, Path{&trigger, "where", 0}, out.where, static_cast<int>(i));
      const bool happens = has_name(triggers[i].type) || is_plain(triggers[i].type);
      glance.plain = glance.plain && happens && triggers[i].where.is_null();
    }
    glance.limited =
        rule.cap.counts_to_limits && rule.experiment.key.empty() &&
        rule.actions.find_if([](const ActionConfig& one) { return one.variant.empty() && one.draws(); }) != nullptr;
    glance.bare = rule.holdout.empty() && rule.experiment.key.empty() && !rule.cap.page;
    glance.sign = sign_of(rule.id);
    const Path goal{&path, "goal", 0};
    where(rule.goal.where, Path{&goal, "where", 0}, out.goal_where, 0);
    per(rule.cap.lifetime_per, path, out.per);
    out.holdout = config_.holdouts.find_if([&](const HoldoutConfig& one) { return one.id == rule.holdout; });
    experiment(rule.experiment, path, out.experiment);
    const Path actions{&path, "do", 0};
    for (std::size_t i = 0; i < rule.actions.size(); ++i) {
      const Path action{&actions, {}, i};
      const Path data{&action, "data", 0};
      ActionData& to = out.data.emplace_back();
      for (const Member& member : rule.actions[i].data.members()) {
        add(member.value, Path{&data, member.key, 0}, to.members.emplace_back(member.key, rules::Condition()).second);
      }
    }
  }

 private:
  void add(const Value& json, const Path& path, rules::Condition& out) {
    Result<rules::Condition> compiled = rules::Condition::compile(json, path.pointer());
    if (compiled.ok()) {
      out = std::move(compiled.value());
    } else {
      errors_.push_back(compiled.error());
    }
  }

  /// [[property, operator, value], …] is the JsonLogic of it over the event.
  void where(const Value& json, const Path& path, List<Where>& out, int trigger) {
    if (json.is_null()) return;
    Value all = Value::array();
    bool right = json.is_array();
    for (const Value& part : json.items()) {
      right = right && part.items().size() == 3 && part.items()[0].is_string() && part.items()[1].is_string();
      if (!right) break;
      Value arguments = Value::array();
      Value var;
      var.set("var", Value("event." + part.items()[0].text()));
      arguments.push(std::move(var));
      arguments.push(part.items()[2]);
      Value test;
      test.set(part.items()[1].text(), std::move(arguments));
      all.push(std::move(test));
    }
    if (!right) return fail(path, "a list of [property, operator, value]");
    Value logic;
    logic.set("and", std::move(all));
    Where& one = out.emplace_back();
    one.trigger = trigger;
    add(logic, path, one.holds);
  }

  void per(const Value& json, const Path& path, List<Where>& out) {
    if (json.is_null()) return;
    const Path cap{&path, "cap", 0};
    Value logic = json;
    if (json.is_string()) {
      logic = Value();
      const std::string root = " " + json.text().substr(0, json.text().find('.')) + " ";
      if (kRoots.find(root) != std::string_view::npos) {
        logic.set("var", json);
      } else {
        Value arguments = Value::array();
        arguments.push(json);
        arguments.push(Value("lifetime"));
        logic.set("ev.count", std::move(arguments));
      }
    }
    add(logic, Path{&cap, "lifetimePer", 0}, out.emplace_back().holds);
  }

  void experiment(const ExperimentConfig& config, const Path& path, rules::Experiment& out) {
    if (config.key.empty()) return;
    out.key = config.key;
    out.seed = config.seed;
    out.hash = config.hash;
    out.coverage = config.coverage;
    for (const VariantConfig& variant : config.variants) out.weights.push_back(variant.weight);
    out.weights = rules::shares_of(std::move(out.weights));
    const auto space = config.space.items();
    if (config.space.is_null()) return;
    if (space.size() != 3 || !space[0].is_string() || !space[1].is_number() || !space[2].is_number()) {
      const Path own{&path, "experiment", 0};
      return fail(Path{&own, "namespace", 0}, "[id, from, to]");
    }
    out.space = rules::Namespace{space[0].text(), space[1].number_or(0), space[2].number_or(1)};
  }

  void fail(const Path& path, const char* expected) {
    errors_.emplace_back("config.invalid", path.pointer(), expected, std::string());
  }

  const Config& config_;
  List<Error>& errors_;
};

}  // namespace

const Program::Listeners& Program::by_name(const List<Listeners>& list, std::string_view name) {
  static const Listeners none;
  const Listeners* named = list.find_if([&](const Listeners& one) { return one.name == name; });
  return named ? *named : none;
}

void Program::add(List<Listeners>& list, const std::string& name, std::uint32_t rule) {
  Listeners* named = list.find_if([&](const Listeners& one) { return one.name == name; });
  if (!named) {
    named = &list.emplace_back();
    named->name = name;
  }
  if (named->rules.empty() || named->rules.back() != rule) named->rules.push_back(rule);
}

const Program::Listeners& Program::listening(TriggerType type, std::string_view name) const {
  return by_name(types_[static_cast<int>(type)], has_name(type) ? name : std::string_view());
}

std::uint32_t Program::unit(const std::string& path) {
  std::uint32_t at = 0;
  while (at < units.size() && units[at] != path) ++at;
  if (at == units.size()) units.push_back(path);
  return at;
}

[[gnu::noinline]] Program compile(const Config& config, const rules::RuleSet& set, List<Error>& errors) {
  Program out;
  out.glances.resize(config.rules.size());
  Compiler compiler(config, errors);
  const Path root;
  const Path rules{&root, "rules", 0};
  for (std::size_t i = 0; i < config.rules.size(); ++i) {
    const RuleConfig& rule = config.rules[i];
    const auto number = static_cast<std::uint32_t>(i);
    Program::Glance& glance = out.glances[i];
    Plan& plan = out.plans.emplace_back();
    compiler.plan(rule, plan, glance, Path{&rules, {}, i});
    if (plan.holdout) plan.holdout_by = out.unit(plan.holdout->by);
    plan.experiment_by = out.unit(rule.experiment.by);
    if (i < set.rules.size()) glance.condition = set.rules[i].when.entry();
    while (glance.purposes < out.purposes.size() && *out.purposes[glance.purposes] != rule.consent) ++glance.purposes;
    if (glance.purposes == out.purposes.size()) out.purposes.push_back(&rule.consent);
    for (const TriggerConfig& trigger : triggers_of(rule)) {
      const std::string& name = has_name(trigger.type) ? trigger.name : std::string();
      Program::add(out.types_[static_cast<int>(trigger.type)], name, number);
    }
    if (!rule.goal.event.empty()) Program::add(out.goals_, rule.goal.event, number);
  }
  const std::size_t count = config.rules.size();
  out.by_rank = base::best_first(count, count, [&](std::uint32_t a, std::uint32_t b) {
    const int left = config.rules[a].priority;
    const int right = config.rules[b].priority;
    return left != right ? left > right : a < b;
  });
  out.ranks.resize(count);
  for (std::uint32_t rank = 0; rank < count; ++rank) out.ranks[out.by_rank[rank]] = rank;
  return out;
}

}  // namespace waymark::decision
