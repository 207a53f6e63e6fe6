#include "support/scenario.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <utility>

#include "support/json_help.h"
#include "support/world.h"

namespace waymark::test {
namespace {

/// The other half is tests/scenarios/runner.ts: what is changed here is changed there.
class Runner {
 public:
  explicit Runner(const Value& scenario) : scenario_(scenario), world_(config_of(scenario), first_moment(scenario)) {}

  std::vector<std::string> run() {
    if (!scenario_["seed"].is_null()) world_.seed = scenario_["seed"].text_or();
    take_page(scenario_["page"]);
    set_host(scenario_["host"]);
    const auto steps = scenario_["steps"].items();
    if (steps.empty()) findings_.push_back("there are no steps");
    // A recorded list begins with the start the page really had.
    if (!steps.empty() && steps[0]["input"]["type"].text_or() != "start") start();
    for (std::size_t i = 0; i < steps.size(); ++i) {
      where_ = "step " + std::to_string(i);
      if (steps[i]["note"].is_string()) where_ += " (" + std::string(steps[i]["note"].text_or()) + ")";
      step(steps[i]);
    }
    return std::move(findings_);
  }

 private:
  static Value config_of(const Value& scenario) {
    const Value& file = scenario["configFile"];
    return file.is_string() ? parse_exactly(read_file(std::string(file.text_or()))) : scenario["config"];
  }

  static TimeMs first_moment(const Value& scenario) {
    const Value& at = scenario["start"];
    return at.is_number() ? static_cast<TimeMs>(at.number_or(0)) : time_of(at.text_or("2026-01-05T02:00:00Z"));
  }

  /// `+500ms`, `+2s`, `+3m`, `+4h`, `+5d` after the step before; an ISO time; or milliseconds since 1970.
  TimeMs moment(const Value& at) const {
    if (at.is_null()) return world_.now;
    if (at.is_number()) return static_cast<TimeMs>(at.number_or(0));
    const std::string text(at.text_or());
    if (!text.starts_with('+')) return time_of(text);
    const auto end = text.find_first_not_of("0123456789", 1);
    const std::string unit = end == std::string::npos ? "" : text.substr(end);
    const TimeMs amount = std::strtoll(text.c_str() + 1, nullptr, 10);
    for (const auto& [name, length] : {std::pair<std::string_view, TimeMs>{"ms", 1},
                                       {"s", kSecondMs},
                                       {"m", kMinuteMs},
                                       {"h", kHourMs},
                                       {"d", kDayMs}}) {
      if (unit == name) return world_.now + amount * length;
    }
    broken_test("not a time: " + text);
  }

  void take_page(const Value& page) {
    for (const Member& member : page.members()) world_.page.set(member.key, member.value);
  }

  void set_host(const Value& host) {
    HostSettings& settings = world_.host;
    for (const Member& member : host.members()) {
      const Value& value = member.value;
      if (member.key == "replies") {
        settings.replies.assign(value.items().begin(), value.items().end());
      } else if (member.key == "refuse") {
        settings.refuse = value.text_or();
      } else if (member.key == "latencyMs") {
        settings.latency_ms = static_cast<TimeMs>(value.number_or(0));
      } else if (member.key == "answers") {
        settings.answers = value.boolean_or(true);
      } else if (member.key == "persistFailure") {
        settings.persist_failure = value.text_or();
      } else if (member.key == "storage") {
        settings.storage = value.boolean_or(true);
      } else {
        broken_test("no such host setting: " + member.key);
      }
    }
  }

  void start() {
    world_.start();
    if (!scenario_["catalogueLater"].boolean_or(false)) load_catalogue();
  }

  void load_catalogue() {
    const Value& file = scenario_["catalogueFile"];
    if (file.is_string()) world_.load("catalogue", read_file(std::string(file.text_or())));
    if (scenario_["catalogue"].is_object()) world_.load("catalogue", text_of(scenario_["catalogue"]));
  }

  /// `$decision`, `$decision:rule`, `$batch`: ids that only the run knows; `$page`: the facts of the page.
  Value resolve(const Value& value) const {
    if (value.is_string()) {
      const std::string_view text = value.text_or();
      if (text == "$batch") return world_.last("send")["batchId"];
      if (text == "$page") return world_.page;
      if (text == "$decision") return decision("");
      if (text.starts_with("$decision:")) return decision(text.substr(10));
      return value;
    }
    Value copy = value;
    for (Value& item : copy.items()) item = resolve(item);
    for (Member& member : copy.members()) member.value = resolve(member.value);
    return copy;
  }

  Value decision(std::string_view rule) const {
    for (auto shown = shown_.rbegin(); shown != shown_.rend(); ++shown) {
      if (rule.empty() || (*shown)["rule"].text_or() == rule) return (*shown)["decisionId"];
    }
    return Value("no such decision");
  }

  void step(const Value& step) {
    static constexpr std::string_view kKeys[] = {"at",        "note",    "input",  "text",       "load",
                                                 "arrive",    "host",    "expect", "expectNone", "state",
                                                 "collector", "journal", "file"};
    for (const Member& member : step.members()) {
      if (std::find(std::begin(kKeys), std::end(kKeys), member.key) == std::end(kKeys)) {
        broken_test("no such member of a step: " + member.key);
      }
    }
    world_.mark();
    set_host(step["host"]);
    const TimeMs at = moment(step["at"]);
    // A clock that is set back is an input's business, not the host's.
    at >= world_.now ? world_.advance_to(at) : void(world_.now = at);
    if (step["arrive"].is_object()) {
      take_page(step["arrive"]);
      start();
    }
    if (step["load"].text_or() == "model") {
      world_.load("model", read_file(std::string(step["file"].text_or())));
    } else if (step["load"].is_string()) {
      load_catalogue();
    }
    if (step["input"].is_object()) world_.put(resolve(step["input"]));
    if (step["text"].is_string()) world_.put_text(step["text"].text_or());
    const std::vector<Value> effects = world_.effects();
    for (const Value& effect : effects) {
      if (effect["type"].text_or() == "showMessage") shown_.push_back(effect);
    }
    check(step, effects);
  }

  void check(const Value& step, const std::vector<Value>& effects) {
    std::size_t from = 0;
    for (const Value& wanted : step["expect"].items()) {
      const Value pattern = resolve(wanted);
      const auto found = std::find_if(effects.begin() + static_cast<std::ptrdiff_t>(from), effects.end(),
                                      [&](const Value& effect) { return includes(pattern, effect); });
      if (found == effects.end()) {
        complain("expected effect " + text_of(pattern) + " is not among", effects);
        break;
      }
      from = static_cast<std::size_t>(found - effects.begin()) + 1;
    }
    for (const Value& unwanted : step["expectNone"].items()) {
      const Value pattern = resolve(unwanted);
      for (const Value& effect : effects) {
        if (includes(pattern, effect)) complain("unwanted effect " + text_of(effect), {});
      }
    }
    if (!step["state"].is_null()) {
      const Value state = world_.state();
      if (!includes(step["state"], state)) complain("expected state " + text_of(step["state"]) + " is not in", {state});
    }
    for (const Member& count : step["collector"].members()) {
      const auto got = static_cast<double>(world_.collected(count.key));
      if (got != count.value.number_or(-1)) {
        complain("the collector has " + text_of(Value(got)) + " of " + count.key, {count.value});
      }
    }
    if (step["journal"].is_number() && static_cast<double>(world_.journal.size()) != step["journal"].number_or(0)) {
      complain("records in the journal: " + std::to_string(world_.journal.size()), world_.journal);
    }
  }

  void complain(std::string what, const std::vector<Value>& of) {
    for (const Value& one : of) what.append("\n    ").append(text_of(one).substr(0, 600));
    findings_.push_back(where_ + ": " + what);
  }

  const Value& scenario_;
  World world_;
  std::string where_;
  std::vector<Value> shown_;
  std::vector<std::string> findings_;
};

}  // namespace

std::vector<std::string> run_scenario(const Value& scenario) { return Runner(scenario).run(); }

std::vector<std::string> scenario_files() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(WAYMARK_SOURCE_DIR) + "/tests/scenarios")) {
    if (entry.path().extension() == ".json") files.push_back("tests/scenarios/" + entry.path().filename().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace waymark::test
