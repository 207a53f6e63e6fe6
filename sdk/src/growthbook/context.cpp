#include "growthbook/context.h"

#include <algorithm>
#include <utility>

#include "base/pattern.h"
#include "base/whole.h"
#include "growthbook/url.h"
#include "json/write.h"
#include "rules/coerce.h"
#include "rules/compile.h"
#include "rules/experiment.h"
#include "rules/machine.h"
#include "rules/tests.h"

namespace waymark::growthbook {
namespace {

bool js_truthy(const Value& value) { return value.is_array() || rules::truthy(value); }

Value feature_result(Value value, const char* source, const std::string& rule_id = {}) {
  const bool on = js_truthy(value);
  Value out;
  out.append_member("value", std::move(value));
  out.append_member("on", Value(on));
  out.append_member("off", Value(!on));
  out.append_member("source", Value(source));
  out.append_member("ruleId", Value(rule_id));
  return out;
}

bool in_any(double n, const Value& ranges) {
  for (const Value& range : ranges.items()) {
    if (range.items().size() == 2 &&
        rules::BucketRange{range.items()[0].number_or(0), range.items()[1].number_or(0)}.contains(n))
      return true;
  }
  return false;
}

std::vector<double> numbers(const Value& list) {
  std::vector<double> out;
  for (const Value& item : list.items()) out.push_back(item.number_or(0));
  return out;
}

const char* first_text(const Value& value, const char* otherwise) {
  return value.is_string() && !value.text().empty() ? value.text().c_str() : otherwise;
}

int version_of(const Value& value, int otherwise) {
  return js_truthy(value) ? static_cast<int>(value.number_or(otherwise)) : otherwise;
}

/// Any of the groups that the context says the visitor is in.
bool in_group(const Value& wanted, const Value& groups) {
  for (const Value& one : wanted.items()) {
    if (js_truthy(groups[one.text()])) return true;
  }
  return false;
}

/// The older targeting by one pattern, over the whole address or what is behind its host.
bool url_fits(const std::string& pattern, const std::string& url) {
  base::Pattern expression;
  if (url.empty() || expression.compile(pattern)) return false;
  const std::size_t scheme = url.find("//");
  const std::size_t path = scheme == std::string::npos ? scheme : url.find('/', scheme + 2);
  return expression.matches(url) || (path != std::string::npos && expression.matches(url.substr(path)));
}

bool is_redirect(const Value& experiment) {
  if (!experiment["urlPatterns"].is_array()) return false;
  for (const Value& variation : experiment["variations"].items()) {
    if (variation.find("urlRedirect")) return true;
  }
  return false;
}

/// Versions are counted by hand: none is beyond what a double tells apart.
constexpr double kMaxBucketVersion = 1e15;

std::string assignment_key(const Value& experiment, double version) {
  const double whole = std::clamp(version, -kMaxBucketVersion, kMaxBucketVersion);
  return experiment["key"].text() + "__" + base::whole_text(static_cast<std::int64_t>(whole));
}

/// Whether a version is remembered that the experiment shuts out: one from 0 up to `minBucketVersion`.
bool remembers_blocked(const Value& assignments, const Value& experiment) {
  const double least = std::min(experiment["minBucketVersion"].number_or(0), kMaxBucketVersion);
  const std::string::size_type prefix = experiment["key"].text().size() + 2;
  for (const Member& one : assignments.members()) {
    if (one.key.size() <= prefix) continue;
    const double version = rules::to_number(Value(std::string_view(one.key).substr(prefix)));
    if (version >= 0 && version < least && one.key == assignment_key(experiment, version)) return true;
  }
  return false;
}

}  // namespace

bool Context::passes(const Value& condition, const Value& attributes) const {
  rules::Program program;
  const Value& groups = json_["savedGroups"];
  const List<Error> errors = rules::compile_growthbook(condition, groups, base::Path(), rules::Mode::lenient, program);
  if (!errors.empty()) return false;
  rules::find_tests(program, 0, rules::Use::truth);
  rules::Machine machine(program, nullptr, &attributes);
  return rules::truthy(machine.run(0));
}

Context::HashedBy Context::hashed_by(const Value& attribute, const Value& fallback) const {
  HashedBy by{first_text(attribute, "id"), Value("")};
  if (const Value& value = json_["attributes"][by.attribute]; js_truthy(value)) by.value = value;
  if (!js_truthy(by.value) && fallback.is_string() && js_truthy(json_["attributes"][fallback.text()])) {
    by = {fallback.text(), json_["attributes"][fallback.text()]};
  }
  return by;
}

bool Context::filtered_out(const Value& filters) const {
  for (const Value& filter : filters.items()) {
    const HashedBy by = hashed_by(filter["attribute"], Value());
    if (!js_truthy(by.value)) return true;
    const auto n = rules::bucket(filter["seed"].text(), rules::to_text(by.value), version_of(filter["hashVersion"], 2));
    if (!n || !in_any(*n, filter["ranges"])) return true;
  }
  return false;
}

bool Context::rolled_out(const Value& rule, const std::string& seed) const {
  const Value& range = rule["range"];
  const Value& coverage = rule["coverage"];
  if (!range.is_array() && !coverage.is_number()) return true;
  if (!range.is_array() && coverage.number_or(1) == 0) return false;
  const bool falls_back = sticky_ && !js_truthy(rule["disableStickyBucketing"]);
  const HashedBy by = hashed_by(rule["hashAttribute"], falls_back ? rule["fallbackAttribute"] : Value());
  if (!js_truthy(by.value)) return false;
  const auto n = rules::bucket(seed, rules::to_text(by.value), version_of(rule["hashVersion"], 1));
  if (!n) return false;
  if (!range.is_array()) return *n <= coverage.number_or(1);
  Value ranges = Value::array();
  ranges.push(range);
  return in_any(*n, ranges);
}

/// False where the rule is to be skipped; `source` says where the whole feature ends instead.
bool Context::parents_pass(const Value& rule, std::string& source) {
  const std::vector<std::string> open = open_;
  for (const Value& parent : rule["parentConditions"].items()) {
    const Value asked = feature(parent["id"].text());
    open_ = open;
    if (asked["source"].text() == "cyclicPrerequisite") {
      source = "cyclicPrerequisite";
      return false;
    }
    Value attributes;
    attributes.append_member("value", asked["value"]);
    const Value& condition = parent["condition"];
    if (passes(condition.is_object() ? condition : Value::object(), attributes)) continue;
    if (js_truthy(parent["gate"])) source = "prerequisite";
    return false;
  }
  return true;
}

Value Context::feature(const std::string& key) {
  if (std::find(open_.begin(), open_.end(), key) != open_.end()) return feature_result(Value(), "cyclicPrerequisite");
  open_.push_back(key);
  if (const Value* forced = json_["forcedFeatureValues"].find(key)) return feature_result(*forced, "override");
  const Value* known = json_["features"].find(key);
  if (!known || !js_truthy(*known)) return feature_result(Value(), "unknownFeature");
  for (const Value& rule : (*known)["rules"].items()) {
    std::string source;
    if (!parents_pass(rule, source)) {
      if (!source.empty()) return feature_result(Value(), source.c_str());
      continue;
    }
    if (rule["filters"].is_array() && filtered_out(rule["filters"])) continue;
    if (const Value* forced = rule.find("force")) {
      const Value& condition = rule["condition"];
      if (condition.is_object() && !passes(condition, json_["attributes"])) continue;
      if (!rolled_out(rule, first_text(rule["seed"], key.c_str()))) continue;
      return feature_result(*forced, "force", rule["id"].text());
    }
    if (!rule["variations"].is_array() && !rule["contextualVariations"].is_array()) continue;
    Value experiment = experiment_of(rule, key);
    Value ran = run(experiment, Value(key));
    if (!ran["inExperiment"].boolean_or(false) || js_truthy(ran["passthrough"])) continue;
    if (!ran["hashUsed"].boolean_or(false)) experiment.erase("contextualBandit");
    Value out = feature_result(ran["value"], "experiment", rule["id"].text());
    out.append_member("experiment", std::move(experiment));
    out.append_member("experimentResult", std::move(ran));
    return out;
  }
  return feature_result((*known)["defaultValue"], "defaultValue");
}

/// The experiment a rule of a feature describes.
Value Context::experiment_of(const Value& rule, const std::string& key) const {
  Value out;
  const Value& contextual = rule["contextualVariations"];
  out.append_member("variations", contextual.is_null() ? rule["variations"] : contextual);
  out.append_member("key", Value(first_text(rule["key"], key.c_str())));
  for (const char* name : {"coverage", "bucketVersion", "minBucketVersion"}) {
    if (const Value* there = rule.find(name)) out.append_member(name, *there);
  }
  for (const char* name : {"weights", "hashAttribute", "fallbackAttribute", "disableStickyBucketing", "namespace",
                           "meta", "ranges", "name", "phase", "seed", "hashVersion", "filters", "condition"}) {
    if (js_truthy(rule[name])) out.append_member(name, rule[name]);
  }
  if (rule["contextualBanditRef"].is_string()) choose_leaf(out, rule["contextualBanditRef"].text());
  return out;
}

/// Weights of the first leaf of a contextual bandit that fits.
void Context::choose_leaf(Value& experiment, const std::string& reference) const {
  const Value* bandit = json_["contextualBandits"].find(reference);
  if (!bandit || !js_truthy(*bandit)) return;
  double leaf = -1;
  Value weights = experiment["weights"];
  for (const Value& context : (*bandit)["contexts"].items()) {
    const Value& condition = context["condition"];
    if (!passes(condition.is_object() ? condition : Value::object(), json_["attributes"])) continue;
    leaf = context["leafId"].number_or(-1);
    weights = context["weights"];
    experiment.set("weights", weights);
    break;
  }
  if (!weights.is_array()) {
    const std::size_t count = experiment["variations"].items().size();
    for (std::size_t i = 0; i < count; ++i) weights.push(Value(1 / static_cast<double>(count)));
  }
  Value chosen;
  chosen.append_member("leafId", Value(leaf));
  chosen.append_member("variationWeights", weights);
  if (const Value* version = bandit->find("banditVersion")) chosen.append_member("banditVersion", *version);
  experiment.set("contextualBandit", std::move(chosen));
}

Value Context::result(const Value& experiment, int variation, bool hashed, const Value& feature_id,
                      std::optional<double> bucket, bool sticky) const {
  const auto variations = experiment["variations"].items();
  const bool inside = variation >= 0 && variation < static_cast<int>(variations.size());
  const auto index = static_cast<std::size_t>(inside ? variation : 0);
  const bool falls_back = sticky_ && !js_truthy(experiment["disableStickyBucketing"]);
  const HashedBy by = hashed_by(experiment["hashAttribute"], falls_back ? experiment["fallbackAttribute"] : Value());
  const auto metas = experiment["meta"].items();
  const Value meta = index < metas.size() ? metas[index] : Value();
  Value out;
  out.append_member("key", Value(first_text(meta["key"], base::count_text(index).c_str())));
  out.append_member("featureId", feature_id);
  out.append_member("inExperiment", Value(inside));
  out.append_member("hashUsed", Value(hashed));
  out.append_member("variationId", Value::number(index));
  if (index < variations.size()) out.append_member("value", variations[index]);
  out.append_member("hashAttribute", Value(by.attribute));
  out.append_member("hashValue", by.value);
  out.append_member("stickyBucketUsed", Value(sticky));
  if (js_truthy(meta["name"])) out.append_member("name", meta["name"]);
  if (bucket) out.append_member("bucket", Value(*bucket));
  if (js_truthy(meta["passthrough"])) out.append_member("passthrough", meta["passthrough"]);
  const Value& leaf = experiment["contextualBandit"];
  if (leaf.is_object() && hashed && inside) {
    for (const Member& member : leaf.members()) out.append_member(member.key, member.value);
  }
  return out;
}

/// The variant a sticky document names, or -1; `blocked` where it names one of a version shut out.
int Context::remembered(const Value& experiment, bool& blocked) const {
  Value assignments;
  const Value& fallback = experiment["fallbackAttribute"];
  for (const bool own : {false, true}) {
    // Without a fallback GrowthBook looks under the default attribute, `id`.
    const HashedBy by = hashed_by(own ? experiment["hashAttribute"] : fallback, Value());
    if (!own && !js_truthy(by.value)) continue;
    const Value* doc = docs_.find(by.attribute + "||" + rules::to_text(by.value));
    if (!doc) continue;
    for (const Member& one : (*doc)["assignments"].members()) assignments.set(one.key, one.value);
  }
  blocked = remembers_blocked(assignments, experiment);
  if (blocked) return -1;
  const Value* key = assignments.find(assignment_key(experiment, experiment["bucketVersion"].number_or(0)));
  const auto metas = experiment["meta"].items();
  for (std::size_t i = 0; key && i < metas.size(); ++i) {
    if (metas[i]["key"] == *key) return static_cast<int>(i);
  }
  return -1;
}

void Context::remember(const HashedBy& by, const Value& experiment, const Value& key) {
  const std::string text = rules::to_text(by.value);
  const std::string id = by.attribute + "||" + text;
  Value doc = docs_[id];
  doc.set("attributeName", Value(by.attribute));
  doc.set("attributeValue", Value(text));
  Value assignments = doc["assignments"];
  assignments.set(assignment_key(experiment, experiment["bucketVersion"].number_or(0)), key);
  doc.set("assignments", std::move(assignments));
  docs_.set(id, std::move(doc));
}

Value Context::run(const Value& experiment, const Value& feature_id) {
  const std::string& key = experiment["key"].text();
  const std::size_t count = experiment["variations"].items().size();
  const auto outside = [&](int variation = -1) {
    return result(experiment, variation, false, feature_id, std::nullopt, false);
  };
  if (count < 2 || !json_["enabled"].boolean_or(true)) return outside();
  const Value& targets = experiment["urlPatterns"];
  if (targets.is_array() && !is_targeted(json_["url"].text(), targets)) return outside();
  if (const auto forced = rules::query_override(key, json_["url"].text(), count)) return outside(*forced);
  if (const Value* forced = json_["forcedVariations"].find(key))
    return outside(static_cast<int>(forced->number_or(-1)));
  if (experiment["status"].text() == "draft" || !experiment["active"].boolean_or(true)) return outside();

  const bool sticky = sticky_ && !js_truthy(experiment["disableStickyBucketing"]);
  const HashedBy by = hashed_by(experiment["hashAttribute"], sticky ? experiment["fallbackAttribute"] : Value());
  if (!js_truthy(by.value)) return outside();
  const std::string value = rules::to_text(by.value);
  bool blocked = false;
  int assigned = sticky ? remembered(experiment, blocked) : -1;
  const bool found = assigned >= 0;
  if (!found) {
    const auto space = experiment["namespace"].items();
    if (experiment["filters"].is_array()) {
      if (filtered_out(experiment["filters"])) return outside();
    } else if (space.size() == 3 &&
               !rules::in_namespace(value, {space[0].text(), space[1].number_or(0), space[2].number_or(0)})) {
      return outside();
    }
    const Value& condition = experiment["condition"];
    if (condition.is_object() && !passes(condition, json_["attributes"])) return outside();
    std::string source;
    if (!parents_pass(experiment, source)) return outside();
    if (experiment["groups"].is_array() && !in_group(experiment["groups"], json_["groups"])) return outside();
  }
  if (js_truthy(experiment["url"]) && !url_fits(experiment["url"].text(), json_["url"].text())) return outside();
  const auto n =
      rules::bucket(first_text(experiment["seed"], key.c_str()), value, version_of(experiment["hashVersion"], 1));
  if (!n) return outside();
  if (!found) {
    const auto ranges = experiment["ranges"].items();
    if (!ranges.empty()) {
      std::vector<rules::BucketRange> given;
      for (const Value& range : ranges) {
        const std::vector<double> ends = numbers(range);
        given.push_back(ends.size() == 2 ? rules::BucketRange{ends[0], ends[1]} : rules::BucketRange{});
      }
      assigned = rules::choose_variant(*n, given);
    } else {
      assigned = rules::choose_variant(
          *n, rules::bucket_ranges(count, experiment["coverage"].number_or(1), numbers(experiment["weights"])));
    }
  }
  if (blocked) return result(experiment, -1, false, feature_id, std::nullopt, true);
  if (assigned < 0) return outside();
  if (const Value* forced = experiment.find("force")) return outside(static_cast<int>(forced->number_or(-1)));
  if (json_["qaMode"].boolean_or(false) || experiment["status"].text() == "stopped") return outside();
  Value out = result(experiment, assigned, true, feature_id, n, found);
  if (sticky) remember(by, experiment, out["key"]);
  return out;
}

/// Whether the context or an address that is none keeps an experiment from redirecting.
bool Context::redirects_barred(const Value& experiment) const {
  const std::optional<Url> here = parse_url(json_["url"].text());
  if (!here || js_truthy(json_["disableUrlRedirectExperiments"])) return true;
  for (const Value& variation : experiment["variations"].items()) {
    const std::string& to = variation["urlRedirect"].text();
    if (to.empty()) continue;
    const std::optional<Url> there = parse_url(to);
    if (!there) return true;
    if (js_truthy(json_["disableCrossOriginUrlRedirectExperiments"]) && there->origin != here->origin) return true;
  }
  const auto blocked = json_["blockedChangeIds"].items();
  return js_truthy(experiment["changeId"]) &&
         std::find(blocked.begin(), blocked.end(), experiment["changeId"]) != blocked.end();
}

Value Context::redirects() {
  Value out = Value::array();
  for (const Value& experiment : json_["experiments"].items()) {
    if (!is_redirect(experiment) || js_truthy(experiment["manual"]) || redirects_barred(experiment)) continue;
    const Value ran = run(experiment, Value());
    if (!ran["inExperiment"].boolean_or(false)) continue;
    const std::string& url = json_["url"].text();
    const std::string& to = ran["value"]["urlRedirect"].text();
    const std::string whole = js_truthy(experiment["persistQueryString"]) ? merge_queries(url, to) : to;
    // Who is in its control, or would be sent to where they are, stays; and nobody else's experiment sends them on.
    if (!to.empty() && !is_targeted(whole, experiment["urlPatterns"])) {
      Value one;
      one.append_member("inExperiment", Value(true));
      one.append_member("urlRedirect", Value(to));
      one.append_member("urlWithParams", Value(whole));
      out.push(std::move(one));
    }
    break;
  }
  return out;
}

}  // namespace waymark::growthbook
