#include <cstdlib>
#include <ostream>
#include <string>
#include <utility>

#include "commands.h"
#include "host.h"
#include "json_text.h"
#include "moment.h"

namespace waymark::tool {
namespace {

/// Tells a host the story of a scenario: what tests/support/scenario.cpp does, without the expectations.
class Replay {
 public:
  Replay(std::string_view scenario, std::string root, Host& host, Streams streams)
      : scenario_(scenario), root_(std::move(root)), host_(host), streams_(streams) {}

  bool run() {
    if (!read_files()) return false;
    for (const auto& [key, value] : members_of(member(scenario_, "page"))) set(page_, key, value);
    configure(member(scenario_, "host"));
    const auto steps = items_of(is_array(scenario_) ? scenario_ : member(scenario_, "steps"));
    const bool recorded = !steps.empty() && text_of(member(member(steps[0], "input"), "type")) == "start";
    // A recorded list has its own starts and, unless told otherwise, its own answers.
    if (is_array(scenario_)) host_.settings.answers = !recorded;
    recorded ? host_.renew() : start();
    for (const std::string_view step : steps) {
      if (!take(step)) return false;
    }
    return true;
  }

 private:
  bool read_files() {
    config_ = member(scenario_, "config");
    catalogue_ = member(scenario_, "catalogue");
    for (const auto& [key, into] : {std::pair{"configFile", &config_}, {"catalogueFile", &catalogue_}}) {
      const std::string path = text_of(member(scenario_, key));
      if (!path.empty() && !read_file(root_ + "/" + path, streams_, *into)) return false;
    }
    if (config_.empty()) config_ = "null";
    return true;
  }

  void configure(std::string_view settings) {
    for (const auto& [key, value] : members_of(settings)) {
      Host::Settings& to = host_.settings;
      if (key == "replies") {
        to.replies.clear();
        for (const std::string_view reply : items_of(value)) to.replies.emplace_back(reply);
      } else if (key == "refuse") {
        to.refuse = text_of(value);
      } else if (key == "latencyMs") {
        to.latency_ms = static_cast<TimeMs>(number_of(value, 0));
      } else if (key == "answers") {
        to.answers = value == "true";
      } else if (key == "persistFailure") {
        to.persist_failure = text_of(value);
      } else if (key == "storage") {
        to.storage = value == "true";
      }
    }
  }

  static void set(Members& members, const std::string& key, std::string_view value) {
    for (auto& [known, old] : members) {
      if (known == key) {
        old = value;
        return;
      }
    }
    members.emplace_back(key, value);
  }

  std::string page() const {
    std::string text;
    for (const auto& [key, value] : page_) {
      text.append(text.empty() ? "{" : ",").append(quoted(key)).append(":").append(value);
    }
    return text + "}";
  }

  void start() {
    const std::string seed = text_of(member(scenario_, "seed"));
    host_.start(config_, page(), seed.empty() ? "00112233445566778899aabbccddeeff" : seed);
    if (member(scenario_, "catalogueLater") != "true" && !catalogue_.empty()) host_.load("catalogue", catalogue_);
  }

  bool take(std::string_view step) {
    configure(member(step, "host"));
    TimeMs at = host_.now();
    if (!moment(member(step, "at"), host_.now(), at)) {
      streams_.err << "waymark: not a time: " << member(step, "at") << "\n";
      return false;
    }
    host_.advance_to(at);
    if (const std::string_view facts = member(step, "arrive"); !facts.empty()) {
      for (const auto& [key, value] : members_of(facts)) set(page_, key, value);
      start();
    }
    if (text_of(member(step, "load")) == "model") {
      std::string model;
      if (!read_file(root_ + "/" + text_of(member(step, "file")), streams_, model)) return false;
      host_.load("model", model);
    } else if (!member(step, "load").empty() && !catalogue_.empty()) {
      host_.load("catalogue", catalogue_);
    }
    if (const std::string_view input = member(step, "input"); !input.empty()) host_.put(resolve(input));
    if (const std::string_view text = member(step, "text"); !text.empty()) host_.put(text_of(text));
    return true;
  }

  /// Puts what only the run knows in the place of `"$decision"`, `"$decision:<rule>"`, `"$batch"` and `"$page"`.
  std::string resolve(std::string_view input) const {
    std::string out;
    while (!input.empty()) {
      const std::size_t at = input.find("\"$");
      const std::size_t end = at == std::string_view::npos ? at : input.find('"', at + 1);
      out.append(input.substr(0, at));
      if (end == std::string_view::npos) break;
      const std::string_view word = input.substr(at + 1, end - at - 1);
      std::string known;
      if (word == "$page") known = page();
      if (word == "$batch") known = host_.batch();
      if (word == "$decision" || word.starts_with("$decision:")) {
        known = host_.decision(word == "$decision" ? std::string_view() : word.substr(10));
      }
      out.append(known.empty() ? input.substr(at, end - at + 1) : known);
      input.remove_prefix(end + 1);
    }
    return out;
  }

  std::string_view scenario_;
  std::string root_;
  Host& host_;
  Streams streams_;
  std::string config_;
  std::string catalogue_;
  Members page_ = {{"url", "\"https://shop.example/\""}, {"language", "\"vi\""}, {"siteOffsetMinutes", "420"}};
};

}  // namespace

int replay(const Arguments& given, Streams streams) {
  for (const std::string& argument : given) {
    if (argument == "--config" || argument.starts_with("--config=")) return replay_log(given, streams);
  }
  Arguments arguments = given;
  std::string root = ".";
  const bool trace = take_flag(arguments, "--trace");
  if (!take_option(arguments, "--root", root, streams.err) || arguments.size() != 1) {
    streams.err << "usage: waymark replay FILE [--root DIR] [--trace]\n";
    return kUsage;
  }
  std::string scenario;
  if (!read_file(arguments[0], streams, scenario)) return kUsage;
  if (const std::string fault = fault_of(scenario); !fault.empty()) {
    streams.err << "waymark: " << arguments[0] << ": " << fault << "\n";
    return kFailed;
  }
  if (items_of(is_array(scenario) ? scenario : member(scenario, "steps")).empty()) {
    streams.err << "waymark: " << arguments[0] << ": neither a scenario nor a list of inputs\n";
    return kFailed;
  }
  TimeMs begin = 0;
  const std::string_view start = member(scenario, "start");
  if (!moment(start.empty() ? "\"2026-01-05T02:00:00Z\"" : start, 0, begin)) {
    streams.err << "waymark: not a time: " << start << "\n";
    return kFailed;
  }
  if (is_array(scenario)) begin = 0;
  Host::Watch watch{[&](TimeMs now, std::string_view input) {
                      if (trace) streams.out << "{\"at\":" << now << ",\"input\":" << input << "}\n";
                    },
                    [&](std::string_view effect) { streams.out << effect << "\n"; }};
  Host host(begin, std::move(watch));
  return Replay(scenario, root, host, streams).run() ? kOk : kFailed;
}

}  // namespace waymark::tool
