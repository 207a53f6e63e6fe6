#include <istream>
#include <ostream>
#include <string>

#include "commands.h"
#include "json_text.h"
#include "report_page.h"

namespace waymark::tool {
namespace {

/// What of a shop's configuration a report goes by. False, and a complaint, where it cannot be read.
bool read_settings(const std::string& path, Streams streams, ReportSettings& settings) {
  std::string config;
  if (!read_file(path, streams, config)) return false;
  if (const std::string fault = fault_of(config); !fault.empty()) {
    streams.err << "waymark: " << path << ": " << fault << "\n";
    return false;
  }
  const std::string_view site = member(config, "site");
  if (const std::string name = text_of(member(site, "name")); !name.empty()) settings.title = name;
  if (const std::string currency = text_of(member(site, "currency")); !currency.empty()) settings.currency = currency;
  if (const std::string zone = text_of(member(site, "timeZone")); !zone.empty()) settings.zone = zone;
  const std::string_view journey = member(config, "journey");
  if (const std::string preset = text_of(member(journey, "preset")); !preset.empty()) settings.preset = preset;
  for (const std::string_view stage : items_of(member(journey, "stages"))) {
    if (const std::string id = text_of(member(stage, "id")); !id.empty()) settings.stages.push_back(id);
  }
  if (!settings.stages.empty()) settings.preset = "custom";
  return true;
}

}  // namespace

int report(const Arguments& given, Streams streams) {
  Arguments arguments = given;
  ReportSettings settings;
  std::string config, title, currency, preset;
  if (!take_option(arguments, "--config", config, streams.err) ||
      !take_option(arguments, "--title", title, streams.err) ||
      !take_option(arguments, "--currency", currency, streams.err) ||
      !take_option(arguments, "--journey", preset, streams.err) || !arguments.empty()) {
    streams.err
        << "usage: waymark report [--config CONFIG.json] [--title TEXT] [--currency VND] [--journey PRESET] < EVENTS\n";
    return kUsage;
  }
  if (!config.empty() && !read_settings(config, streams, settings)) return kUsage;
  if (!title.empty()) settings.title = title;
  if (!currency.empty()) settings.currency = currency;
  if (!preset.empty()) settings.preset = preset, settings.stages.clear();
  if (settings.stages.empty()) settings.stages = stages_of_preset(settings.preset);
  Tally tally(std::move(settings));
  std::string line;
  while (std::getline(streams.in, line)) {
    if (!line.empty()) tally.add(line);
  }
  tally.finish();
  write_page(streams.out, tally);
  streams.err << tally.events << " events, " << tally.broken << " lines left out\n";
  return kOk;
}

}  // namespace waymark::tool
