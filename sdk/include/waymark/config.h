#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "waymark/effect.h"
#include "waymark/input.h"
#include "waymark/list.h"
#include "waymark/time.h"
#include "waymark/value.h"

/// The site's configuration, checked. `js-bindings/src/config.ts` describes the JSON it is read from.
namespace waymark {

struct SiteConfig {
  std::string name;
  std::string time_zone = "UTC";
  std::string language = "en";
  std::string currency;  ///< ISO 4217, of amounts in texts where the catalogue names none.
};

struct DestinationConfig {
  std::string id;
  std::string type;  ///< `ndjson` is built in, any other needs a definition.
  std::string url;
  std::string write_key;
  bool enabled = true;
  std::vector<std::string> only;    ///< Names of events it gets, `*` at the end for any rest; empty: all.
  std::vector<std::string> except;  ///< Names of events it does not get.
  std::vector<std::string> consent = {"analytics"};
  double sample = 1;  ///< Share of visitors, 0 to 1.
  Value settings;
  Value definition;  ///< See delivery/template/definition.h; null for none.
};

struct BatchConfig {
  int max_events = 30;
  int max_bytes = 60'000;  ///< Bodies of keepalive requests share 64 KiB a page (Fetch standard).
  TimeMs max_age_ms = 1'000;
};

struct RetryConfig {
  TimeMs base_ms = 1'000;
  TimeMs max_ms = 300'000;
};

struct SessionConfig {
  int idle_minutes = 30;
  bool split_at_midnight = true;
  bool split_on_campaign = true;
};

struct AttributionConfig {
  int look_back_days = 90;            ///< A touch is forgotten after so long. GA4's default for conversions.
  std::vector<std::string> internal;  ///< Hosts that are no touchpoint: a payment page, a sign-in.
  /// Kinds of sites the table does not know: `search`, `social`, `video`, `shopping`, `assistant`.
  List<std::pair<std::string, std::string>> sources;
};

struct VocabularyConfig {
  bool ga4 = true;    ///< Events by GA4's names are taken for the shop events they mean.
  bool check = true;  ///< Properties of shop events are checked against the specification.
};

/// While `analytics` is undecided: events wait in memory, or go out under an id of the day and nothing is stored, or
/// nothing is recorded.
enum class BeforeConsent { hold, cookieless, nothing };

/// What is done about programs: their events carry `context.bot`, or are not recorded, or nobody looks.
enum class Bots { mark, drop, ignore };

struct PrivacyConfig {
  BeforeConsent before_consent = BeforeConsent::hold;
  std::vector<std::string> redact = {"email", "phone", "card"};
  /// Parameters of addresses whose values are taken out, in lower case, besides those of event/redact.cpp.
  std::vector<std::string> parameters;
  std::vector<std::string> patterns;  ///< Regular expressions (base/pattern.h) of what else is taken out.
  /// Places in an event that stay as they are: JSON pointers.
  std::vector<std::string> allow = {"/traits"};
  int retention_days = 390;  ///< Of the profile after the last visit: 13 months, as CNIL advises.
};

/// Which signals become events; docs/signals.md has each.
struct SignalsConfig {
  bool route = true;
  bool click = true;
  std::vector<double> scroll = {25, 50, 75, 90};
  std::vector<double> scroll_px;
  bool element_click = false;
  bool download = true;
  bool form = true;
  bool engagement = true;
  bool rage_click = true;
  bool dead_click = false;
  bool copy = false;
  bool print = true;
  bool media = true;
  bool exit_intent = false;
  bool idle = false;
  bool vitals = true;
  bool error = true;
  bool duplicate_tab = true;
  std::vector<std::string> visible;                                            ///< CSS selectors.
  std::vector<std::string> search = {"q", "s", "search", "query", "keyword"};  ///< Parameters of the address.
  std::vector<std::string> form_values;  ///< For the host: names of fields whose values may be read.
  int heartbeat_ms = 30'000;             ///< For the host: engaged time between two reports; 0 for none.
};

/// For the host, which keeps the anonymous id there besides the snapshot.
struct IdentityConfig {
  std::string cookie;      ///< Its name; empty for none.
  int max_age_days = 395;  ///< Chrome keeps no cookie longer than 400 days.
  std::vector<std::string> cross_domain;
};

/// For the host: who else is asked what the visitor allows.
struct ConsentSourcesConfig {
  bool gcm = false;
  bool gcm_out = false;
  bool tcf = false;
  std::vector<std::string> gpc;  ///< Purposes it denies; so `dnt`.
  std::vector<std::string> dnt;
};

struct LimitsConfig {
  std::optional<int> session;  ///< Messages a session, over all rules.
  std::optional<int> day;      ///< The same a day of the site.
  TimeMs gap_ms = 0;           ///< Least time between two messages.
  Value max_visible;           ///< Group → how many of it stand at once; 1 for one that is not named.
  bool suppressed = false;     ///< `Message Suppressed` is sent for what a trigger would have shown.
};

/// A share of visitors that is shown nothing of the rules that name it.
struct HoldoutConfig {
  std::string id;
  double percent = 0;
  std::string seed;  ///< Empty: the id.
  std::string by = "visitor.id";
  int hash = 2;
};

/// What the figures of a profile lean on (profile/value.h).
struct ValueConfig {
  std::vector<double> recency_days = {30, 90, 180, 365};  ///< Each one passed costs a point of five.
  std::vector<double> frequency = {2, 3, 5, 10};          ///< Orders; each one reached gives a point.
  std::vector<double> money;                              ///< Minor units, the same.
  double interval_days = 90;                              ///< Between two orders of an ordinary customer.
  double strength = 1;                                    ///< How many orders that is worth.
  double average_order = 0;                               ///< Minor units; 0: unknown.
  double margin = 1;                                      ///< Share of an order's value that counts.
  double horizon_days = 365;
  double repurchase_days = 60;  ///< Between two purchases of the same thing.
};

/// Points for a condition that holds.
struct ScoreConfig {
  Value when;
  double points = 1;
};

/// A kind of customer: five parts for people (and `about` on to the page), a score for the core.
struct PersonaConfig {
  std::string id;
  std::string name;
  std::string picture;
  Value goals;
  Value motives;  ///< And obstacles.
  Value behaviour;
  Value demographics;
  List<ScoreConfig> scores;
  double threshold = 0.5;  ///< Share of all points from which somebody is one.
};

struct SegmentConfig {
  std::string id;
  std::string name;
  Value when;
  bool events = false;  ///< `Segment Entered` and `Segment Left`.
};

struct TierConfig {
  std::string id;
  double points = 0;  ///< Points ever earned that lead there.
};

struct LoyaltyConfig {
  List<TierConfig> tiers;
  double money_per_point = 0;  ///< Minor units of an order for one point; 0: points come from events and traits alone.
};

enum class JourneyPreset { lifecycle, digital, care, service, store };

/// One stage of a machine of the site's own; JsonLogic, null where it says nothing.
struct StageConfig {
  std::string id;
  Value entry;
  Value exit;
  Value regress;
  Value score;
};

struct JourneyConfig {
  JourneyPreset preset = JourneyPreset::lifecycle;
  List<StageConfig> stages;  ///< Instead of the preset.
  bool events = true;        ///< `Stage Entered`.
};

struct CartConfig {
  TimeMs abandoned_after_ms = 3'600'000;  ///< Quiet for so long, it is abandoned; 0: never.
};

enum class TriggerType {
  page_view,
  event,
  scroll,
  delay,
  session_start,
  stage_entered,
  exit_intent,
  route,
  active_time,
  idle,
  visible,
  click,
  cart_abandoned,
  api
};
inline constexpr int kTriggerTypes = 14;

struct TriggerConfig {
  TriggerType type = TriggerType::page_view;
  std::string name;   ///< Of the event, the stage or the call of `waymark.trigger`; a CSS selector.
  double amount = 0;  ///< Percent scrolled, or milliseconds.
  Value where;        ///< Of an event: list of [property, operator, value].
};

/// How often, and how soon again. Counts are of messages that were seen.
struct CapConfig {
  std::optional<int> page;
  std::optional<int> session;
  std::optional<int> day;
  std::optional<int> lifetime;
  Value lifetime_per;  ///< `lifetime` counts anew whenever this changes: a path, the name of an event, or JsonLogic.
  TimeMs cooldown_ms = 0;
  TimeMs after_dismiss_ms = 0;
  TimeMs after_convert_ms = 0;
  bool counts_to_limits = true;
};

/// When a rule may speak, on the clock of a zone. Texts are checked when it is compiled (decision/schedule.h).
struct ScheduleConfig {
  std::string from;
  std::string to;
  std::string time_zone;    ///< Empty: the site's.
  std::vector<double> dow;  ///< 0 (Sunday) to 6; empty: all.
  std::string hours_from;
  std::string hours_to;
};

struct VariantConfig {
  std::string id;
  double weight = 1;
};

struct ExperimentConfig {
  std::string key;  ///< Empty: there is none.
  std::string by = "visitor.id";
  int hash = 2;
  std::string seed;
  double coverage = 1;
  Value space;  ///< [id, from, to]: a slice of a namespace; null for none.
  List<VariantConfig> variants;
};

enum class Credit { impression, click, exposure };

struct GoalConfig {
  std::string event;  ///< Empty: there is none.
  Value where;
  TimeMs window_ms = 7 * kDayMs;
  Credit credit = Credit::impression;
  std::string value;  ///< Property of the event that says what it was worth.
};

struct RecommendConfig {
  Strategy strategy = Strategy::next;
  int limit = 8;
};

enum class ActionType { message, inline_, replace, emit, set, forward, redirect };

/// One thing a rule does. Which members mean something is said by `type`.
struct ActionConfig {
  ActionType type = ActionType::message;
  std::string variant;        ///< Only for this variant of the experiment; empty: for all.
  std::string template_name;  ///< As written: of a message, or of a follow-up.
  // message, inline, replace
  effect::Template form = effect::Template::bar;
  std::string slot;
  Value content;  ///< Language → tree, in the order written; `*` is part of each.
  std::optional<RecommendConfig> recommend;
  bool refresh = false;  ///< Where it stands already, it is drawn anew instead of being `slotTaken`.
  // emit
  std::string event;
  Value data;  ///< Name → constant or JsonLogic. Also the payload of `forward`.
  TimeMs after_ms = 0;
  std::vector<std::string> channels;
  std::vector<std::string> cancel_on;
  std::vector<std::string> dedupe;  ///< Names of data, or of properties of the event that asked.
  Value quiet_hours;
  std::string needs_consent;
  // set
  Value traits;
  Value session;
  // forward: to `target` as `name`; redirect: to `url`
  std::string target;
  std::string name;
  std::string url;

  bool draws() const { return type <= ActionType::replace; }
};

/// What a site wants of the recommendations in one slot.
struct SlotConfig {
  std::string name;
  std::optional<Strategy> strategy;  ///< In place of the one asked for.
  std::optional<Strategy> fallback;  ///< What fills up, before best sellers do.
  std::vector<std::string> exclude;  ///< Ids never shown.
  std::vector<std::string> pin;      ///< Ids in front, in this order.
  std::vector<std::string> boost;    ///< Ids or categories moved forward.
  std::vector<std::string> bury;     ///< Ids or categories moved to the end.
  bool exclude_bought = false;
  double diversify = 0;  ///< 0 to 1: what each further item of a category already shown loses.
  double novelty = 0;    ///< 0 to 1: popular items pay for being popular (Model::damp).
};

enum class RuleStatus { draft, live, paused };

struct RuleConfig {
  std::string id;
  std::string name;
  Value version;  ///< For people, and sent along with what the rule does.
  RuleStatus status = RuleStatus::live;
  std::vector<std::string> stages;
  int priority = 50;
  std::string group;
  bool exclusive = false;
  std::vector<std::string> consent = {"personalization"};
  ScheduleConfig schedule;
  List<TriggerConfig> any_of;
  List<TriggerConfig> all_of;  ///< Instead of `any_of`: all of them on one page.
  Value when;                  ///< JsonLogic, or null for always.
  Value when_gb;               ///< The same as GrowthBook writes it; one of the two.
  std::string holdout;
  CapConfig cap;
  ExperimentConfig experiment;
  GoalConfig goal;
  List<ActionConfig> actions;
};

struct Config {
  int version = 1;
  SiteConfig site;
  List<DestinationConfig> destinations;
  BatchConfig batch;
  RetryConfig retry;
  SessionConfig session;
  AttributionConfig attribution;
  VocabularyConfig vocabulary;
  PrivacyConfig privacy;
  Bots bots = Bots::mark;
  List<std::pair<std::string, ConsentState>> consent;
  SignalsConfig signals;
  Value data_layer;  ///< For the host: true, false or an object; so is `json_ld`.
  Value json_ld;
  IdentityConfig identity;
  ConsentSourcesConfig consent_sources;
  ValueConfig profile;
  LoyaltyConfig loyalty;
  CartConfig cart;
  List<PersonaConfig> personas;
  List<SegmentConfig> segments;
  JourneyConfig journey;
  LimitsConfig limits;
  List<HoldoutConfig> holdouts;
  Value forward;              ///< List of targets, each a text, or an object: `to`, and `only` these events.
  Value theme;                ///< Of all messages (js-bindings/src/content.ts).
  std::string catalogue_url;  ///< Empty: there is none to wait for.
  std::string model_url;      ///< Of a trained model; the host reads it.
  std::string cards_url;      ///< Folder of cards that are read in place of a catalogue; empty: there is none.
  List<SlotConfig> slots;
  Value saved_groups;  ///< That GrowthBook conditions name.
  List<RuleConfig> rules;
};

}  // namespace waymark
