#include "rules/insight.h"

#include <cmath>
#include <utility>

#include "base/path.h"
#include "rules/coerce.h"

namespace waymark::rules {
namespace {

using base::Path;

void compile(const Value& json, const Path& path, Program& program, Condition& out, List<Error>& errors) {
  if (json.is_null()) return;
  Result<Condition> compiled = Condition::compile_plain(json, path.pointer(), program);
  if (compiled.ok()) {
    out = std::move(compiled.value());
  } else {
    errors.push_back(compiled.error());
  }
}

}  // namespace

Insight compile_insight(const Config& config, const journey::Machine& machine, List<Error>& errors) {
  Insight insight;
  insight.program = std::make_unique<Program>();
  Program& program = *insight.program;
  const Path root;
  const Path journey{&root, "journey", 0};
  const Path stages{&journey, "stages", 0};
  for (std::size_t i = 0; i < machine.stages.size(); ++i) {
    const StageConfig& stage = machine.stages[i];
    const Path path{&stages, {}, i};
    StageConditions& conditions = insight.stages.emplace_back();
    compile(stage.entry, Path{&path, "entry", 0}, program, conditions.entry, errors);
    compile(stage.exit, Path{&path, "exit", 0}, program, conditions.exit, errors);
    compile(stage.regress, Path{&path, "regress", 0}, program, conditions.regress, errors);
    compile(stage.score, Path{&path, "score", 0}, program, conditions.score, errors);
  }
  const Path segments{&root, "segments", 0};
  for (std::size_t i = 0; i < config.segments.size(); ++i) {
    const Path path{&segments, {}, i};
    compile(config.segments[i].when, Path{&path, "when", 0}, program, insight.segments.emplace_back(), errors);
  }
  const Path personas{&root, "personas", 0};
  for (std::size_t i = 0; i < config.personas.size(); ++i) {
    const Path path{&personas, {}, i};
    const Path scores{&path, "scores", 0};
    List<Condition>& conditions = insight.personas.emplace_back();
    for (std::size_t k = 0; k < config.personas[i].scores.size(); ++k) {
      const Path score{&scores, {}, k};
      compile(config.personas[i].scores[k].when, Path{&score, "when", 0}, program, conditions.emplace_back(), errors);
    }
  }
  return insight;
}

void track(const Insight& insight, const profile::EventLog& log) {
  for (const StageConditions& stage : insight.stages) {
    for (const Condition* one : {&stage.entry, &stage.exit, &stage.regress, &stage.score}) one->track(log);
  }
  for (const Condition& one : insight.segments) one.track(log);
  for (const List<Condition>& scores : insight.personas) {
    for (const Condition& one : scores) one.track(log);
  }
}

journey::Holds stages_at(const Insight& insight, const journey::Machine& machine, const Facts& facts) {
  journey::Holds holds;
  for (std::size_t i = 0; i < insight.stages.size(); ++i) {
    const StageConditions& stage = insight.stages[i];
    const std::uint32_t bit = 1u << i;
    const bool exit = !machine.stages[i].exit.is_null() && stage.exit.holds(facts);
    if (exit) holds.exit |= bit;
    if (!exit && stage.entry.holds(facts)) holds.entry |= bit;
    if (stage.regress.holds(facts)) holds.regress |= bit;
  }
  return holds;
}

double score_at(const Insight& insight, const journey::Machine& machine, const Facts& facts) {
  const std::size_t count = machine.stages.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (machine.stages[i].id != facts.journey.stage) continue;
    if (machine.stages[i].score.is_null())
      return count < 2 ? 0 : 100.0 * static_cast<double>(i) / static_cast<double>(count - 1);
    const double score = to_number(insight.stages[i].score.evaluate(facts));
    return std::isfinite(score) ? score : 0;
  }
  return 0;
}

profile::Standing standing_at(const Insight& insight, const Config& config, const Facts& facts) {
  profile::Standing standing;
  for (std::size_t i = 0; i < insight.segments.size(); ++i) {
    if (insight.segments[i].holds(facts)) standing.segments.push_back(config.segments[i].id);
  }
  double best = 0;
  for (std::size_t i = 0; i < insight.personas.size(); ++i) {
    const PersonaConfig& persona = config.personas[i];
    double points = 0;
    double all = 0;
    for (std::size_t k = 0; k < persona.scores.size(); ++k) {
      all += persona.scores[k].points;
      if (insight.personas[i][k].holds(facts)) points += persona.scores[k].points;
    }
    const double score = all > 0 ? points / all : 0;
    standing.personas.emplace_back(persona.id, score);
    if (score < persona.threshold || score <= best) continue;
    best = score;
    standing.persona = persona.id;
  }
  return standing;
}

}  // namespace waymark::rules
