#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <istream>
#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "commands.h"
#include "findings.h"
#include "json_text.h"
#include "moment.h"
#include "report_text.h"
#include "waymark/log_replay.h"

namespace waymark::tool {
namespace {

using Counts = std::vector<std::pair<std::string, std::int64_t>>;

/// Lines that are no events are told one by one so far.
constexpr std::size_t kBrokenTold = 5;
constexpr const char* kIso = "%Y-%m-%dT%H:%M:%SZ";

void print_showing(void* out, const Showing& showing) {
  *static_cast<std::ostream*>(out) << "{\"at\":" << showing.at << ",\"visitor\":" << quoted(showing.visitor)
                                   << ",\"rule\":" << quoted(showing.rule) << ",\"variant\":" << quoted(showing.variant)
                                   << ",\"template\":" << quoted(showing.form) << "}\n";
}

std::string json_of(const Counts& counts) {
  std::string text = "{";
  for (const auto& [name, count] : counts) {
    text.append(text.size() > 1 ? "," : "").append(quoted(name)).append(":").append(std::to_string(count));
  }
  return text + "}";
}

std::string json_of(const std::vector<RuleReport>& reports) {
  std::string text = "[";
  for (const RuleReport& one : reports) {
    text.append(text.size() > 1 ? "," : "").append("{\"rule\":").append(quoted(one.rule));
    text.append(",\"shown\":").append(std::to_string(one.shown));
    text.append(",\"visitors\":").append(std::to_string(one.visitors));
    text.append(",\"converted\":").append(std::to_string(one.converted));
    if (one.shown > 0) {
      text.append(",\"first\":").append(std::to_string(one.first_ms));
      text.append(",\"last\":").append(std::to_string(one.last_ms));
    }
    text.append(",\"variants\":").append(json_of(one.variants));
    text.append(",\"reasons\":").append(json_of(one.reasons)).append("}");
  }
  return text + "]";
}

void print_counts(std::ostream& out, const char* title, const Counts& counts) {
  if (counts.empty()) return;
  Counts sorted = counts;
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  out << "    " << title;
  for (const auto& [name, count] : sorted) out << "  " << name << " " << grouped(count);
  out << "\n";
}

void print(std::ostream& out, const RuleReport& one, std::int64_t visitors) {
  char reach[16];
  std::snprintf(reach, sizeof reach, "%.2f %%",
                visitors > 0 ? 100.0 * static_cast<double>(one.visitors) / static_cast<double>(visitors) : 0.0);
  out << one.rule << "\n    seen " << grouped(one.shown) << " times by " << grouped(one.visitors) << " visitors ("
      << reach << ")";
  if (one.shown > 0) out << ", " << utc_text(one.first_ms, kIso) << " to " << utc_text(one.last_ms, kIso);
  if (one.converted > 0) out << "; converted " << grouped(one.converted);
  out << "\n";
  print_counts(out, "split  ", one.variants);
  print_counts(out, "answers", one.reasons);
}

std::int64_t count_of(const Counts& counts, const std::string& name) {
  for (const auto& [known, count] : counts) {
    if (known == name) return count;
  }
  return 0;
}

const RuleReport* find(const std::vector<RuleReport>& reports, const std::string& rule) {
  const auto found =
      std::find_if(reports.begin(), reports.end(), [&](const RuleReport& one) { return one.rule == rule; });
  return found == reports.end() ? nullptr : &*found;
}

/// One line a rule that differs, and one for each answer that comes more or less often.
void print_change(std::ostream& out, const std::string& rule, const RuleReport* before, const RuleReport* after) {
  const RuleReport none;
  if (!before || !after) out << rule << (before ? "  is gone\n" : "  is new\n");
  if (!before) before = &none;
  if (!after) after = &none;
  Counts changes;
  const auto add = [&](const std::string& name, std::int64_t from, std::int64_t to) {
    if (from != to) changes.emplace_back(name + " " + grouped(from) + " → " + grouped(to), to - from);
  };
  add("seen", before->shown, after->shown);
  add("visitors", before->visitors, after->visitors);
  add("converted", before->converted, after->converted);
  for (const auto& [name, count] : before->reasons) add(name, count, count_of(after->reasons, name));
  for (const auto& [name, count] : after->reasons) {
    if (count_of(before->reasons, name) == 0) add(name, 0, count);
  }
  if (changes.empty()) return;
  out << rule << "\n";
  for (const auto& [text, change] : changes) {
    out << "    " << text << " (" << (change > 0 ? "+" : "−") << grouped(std::abs(change)) << ")\n";
  }
}

bool configure(LogReplay& replay, const std::string& path, Streams streams) {
  std::string config;
  if (!read_file(path, streams, config)) return false;
  const bool good = replay.configure(without_mark(config)).empty();
  for (const Finding& one : findings_of(without_mark(config), nullptr)) {
    // Of what is no error a replay would say something wrong without a word: at what time of day rules speak.
    const bool told = good ? one.code == "config.unknownZone" : one.error;
    if (told) print(streams.err, path, without_mark(config), one);
  }
  if (!good) streams.err << "waymark: " << path << " cannot be used\n";
  return good;
}

}  // namespace

int replay_log(const Arguments& given, Streams streams) {
  Arguments arguments = given;
  std::string config;
  std::string other;
  const bool json = take_flag(arguments, "--json");
  const bool shown = take_flag(arguments, "--shown");
  if (!take_option(arguments, "--config", config, streams.err) ||
      !take_option(arguments, "--compare", other, streams.err) || config.empty() || !arguments.empty()) {
    streams.err << "usage: waymark replay --config CONFIG.json [--compare OTHER.json] [--json] [--shown] < EVENTS\n";
    return kUsage;
  }
  // Never taken down, since that takes a tenth of the time: the process ends with them, and its memory goes at once.
  static LogReplay& replay = *new LogReplay(zone_minutes, shown ? print_showing : nullptr, &streams.out);
  static LogReplay* const second = other.empty() ? nullptr : new LogReplay(zone_minutes, nullptr, nullptr);
  if (!configure(replay, config, streams) || (second && !configure(*second, other, streams))) return kFailed;
  std::string line;
  std::int64_t lines = 0;
  while (std::getline(streams.in, line)) {
    if (line.empty()) continue;
    ++lines;
    replay.event(line);
    if (second) second->event(line);
  }
  replay.finish();
  const auto broken = static_cast<std::int64_t>(replay.broken().size());
  const std::int64_t events = lines - broken;
  for (std::size_t i = 0; i < std::min(replay.broken().size(), kBrokenTold); ++i) {
    streams.err << "line " << replay.broken()[i] << " is no event; left out\n";
  }
  const std::vector<RuleReport> report = replay.report();
  std::vector<RuleReport> changed;
  if (second) {
    second->finish();
    changed = second->report();
  }
  if (json) {
    streams.out << "{\"events\":" << events << ",\"broken\":" << broken << ",\"visitors\":" << replay.visitors()
                << ",\"rules\":" << json_of(report);
    if (second) streams.out << ",\"compared\":" << json_of(changed);
    streams.out << "}\n";
    return kOk;
  }
  streams.out << grouped(events) << " events of " << grouped(replay.visitors()) << " visitors";
  if (broken > 0) streams.out << ", " << grouped(broken) << (broken == 1 ? " line left out" : " lines left out");
  streams.out << "\n\n";
  if (!second) {
    for (const RuleReport& one : report) print(streams.out, one, replay.visitors());
    return kOk;
  }
  if (json_of(report) == json_of(changed))
    streams.out << "no difference: each rule does the same with either configuration\n";
  for (const RuleReport& one : report) print_change(streams.out, one.rule, &one, find(changed, one.rule));
  for (const RuleReport& one : changed) {
    if (!find(report, one.rule)) print_change(streams.out, one.rule, nullptr, &one);
  }
  return kOk;
}

}  // namespace waymark::tool
