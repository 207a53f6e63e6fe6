#include "codec/config_codec.h"

#include <string>
#include <utility>

#include "codec/reader.h"
#include "codec/rule_codec.h"
#include "queue/queue.h"

namespace waymark::codec {
namespace {

constexpr const char* kInvalid = "config.invalid";

class ConfigReader {
 public:
  explicit ConfigReader(const Value& json) : json_(json) {}

  ConfigReading read() {
    Reader root(json_, "", kInvalid, out_.errors);
    if (!json_.is_object()) {
      if (json_.is_null()) {
        out_.errors.push_back(Error{kInvalid, "", "There is no configuration.", "an object", "nothing"});
      }
      return std::move(out_);
    }
    if (!root.has("version")) root.fail("version", "1", Value());
    root.number("version", 1, 1, 1);
    read_site(root.object("site"));
    read_destinations(root);
    read_delivery(root);
    read_session(root.object("session"));
    read_consent(root.object("consent"));
    read_signals(root.object("signals"));
    Reader journey = root.object("journey");
    out_.config.journey = journey.enumeration("preset", JourneyPreset::lifecycle);
    done(journey);
    Reader limits = root.object("limits");
    out_.config.limits.session = optional_count(limits, "session");
    out_.config.limits.gap_ms = duration(limits, "gapMs", 0);
    done(limits);
    for (const Value& target : root.items("forward")) {
      const auto known = event::from_text<effect::Target>(target.text_or());
      if (known == effect::Target::data_layer || known == effect::Target::listener) {
        out_.config.forward.push_back(*known);
      } else {
        root.fail("forward", "an array of dataLayer, listener", target);
      }
    }
    out_.config.catalogue_url = root.object("catalogue").text("url");
    read_rules(root);
    done(root);
    return std::move(out_);
  }

 private:
  void done(const Reader& reader) { reader.warn_unknown(out_.warnings); }

  void read_site(Reader site) {
    out_.config.site.name = site.text("name");
    out_.config.site.time_zone = site.text("timeZone", "UTC");
    out_.config.site.language = site.text("language", "en");
    done(site);
  }

  void read_destinations(Reader& root) {
    const auto list = root.items("destinations");
    if (list.size() > queue::kMaxDestinations) root.fail("destinations", "at most 15", root.any("destinations"));
    for (std::size_t i = 0; i < list.size() && i < queue::kMaxDestinations; ++i) {
      Reader reader(list[i], "/destinations/" + std::to_string(i), kInvalid, out_.errors);
      DestinationConfig destination;
      destination.id = reader.required_text("id");
      destination.type = reader.required_enum<DestinationType>("type");
      destination.url = reader.required_text("url");
      destination.write_key = reader.required_text("writeKey");
      destination.enabled = reader.boolean("enabled", true);
      const bool relative = destination.url.starts_with('/');
      if (!destination.url.empty() && !relative && !destination.url.starts_with("https://") &&
          !destination.url.starts_with("http://")) {
        reader.fail("url", "an http(s) address or a path on the site", Value(destination.url));
      }
      for (const DestinationConfig& other : out_.config.destinations) {
        if (other.id == destination.id) reader.fail("id", "an id no other destination has", Value(destination.id));
      }
      done(reader);
      out_.config.destinations.push_back(std::move(destination));
    }
  }

  void read_delivery(Reader& root) {
    Reader batch = root.object("batch");
    out_.config.batch.max_events = static_cast<int>(batch.number("maxEvents", 1, 500, 30));
    out_.config.batch.max_bytes = static_cast<int>(batch.number("maxBytes", 1'000, 60'000, 60'000));
    out_.config.batch.max_age_ms = static_cast<TimeMs>(batch.number("maxAgeMs", 0, 60'000, 1'000));
    done(batch);
    Reader retry = root.object("retry");
    out_.config.retry.base_ms = static_cast<TimeMs>(retry.number("baseMs", 100, 60'000, 1'000));
    out_.config.retry.max_ms = static_cast<TimeMs>(retry.number("maxMs", 1'000, 3'600'000, 300'000));
    done(retry);
  }

  void read_session(Reader session) {
    out_.config.session.idle_ms = static_cast<TimeMs>(session.number("idleMinutes", 1, 1'440, 30)) * kMinuteMs;
    out_.config.session.split_at_midnight = session.boolean("splitAtMidnight", true);
    out_.config.session.split_on_campaign = session.boolean("splitOnCampaign", true);
    done(session);
  }

  void read_consent(Reader consent) {
    for (const Member& member : consent.value().members()) {
      out_.config.consent.emplace_back(member.key, consent.required_enum<ConsentState>(member.key));
    }
  }

  void read_signals(Reader signals) {
    out_.config.signals.route = signals.boolean("route", true);
    out_.config.signals.click = signals.boolean("click", true);
    if (signals.has("scroll")) out_.config.signals.scroll.clear();
    for (const Value& percent : signals.items("scroll")) {
      if (percent.number_or(0) > 0 && percent.number_or(0) <= 100) {
        out_.config.signals.scroll.push_back(percent.number_or(0));
      } else {
        signals.fail("scroll", "numbers above 0, up to 100", percent);
      }
    }
    done(signals);
  }

  void read_rules(Reader& root) {
    const auto list = root.items("rules");
    for (std::size_t i = 0; i < list.size(); ++i) {
      Reader reader(list[i], "/rules/" + std::to_string(i), kInvalid, out_.errors);
      RuleConfig rule = read_rule(reader, out_.warnings);
      for (const RuleConfig& other : out_.config.rules) {
        if (other.id == rule.id) reader.fail("id", "an id no other rule has", Value(rule.id));
      }
      out_.config.rules.push_back(std::move(rule));
    }
  }

  const Value& json_;
  ConfigReading out_;
};

}  // namespace

ConfigReading read_config(const Value& json) { return ConfigReader(json).read(); }

}  // namespace waymark::codec
