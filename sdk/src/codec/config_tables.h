#pragma once

#include "codec/table.h"
#include "waymark/config.h"
#include "waymark/list.h"

/// How the configuration stands in JSON: keys, types, ranges. Defaults are those of the structs.
namespace waymark::codec {

inline constexpr Range kVersion{1, 1};
inline constexpr Range kTenYearsMs{0, 3.1536e11};
inline constexpr Range kCount{1, 1'000'000};
inline constexpr Range kPercent{1, 100};
inline constexpr Range kShare{0, 1};
inline constexpr Range kHash{1, 2};
inline constexpr Range kWeight{0, 1e6};

/// A length of time written as text.
#define WAYMARK_DURATION(S, member, key) WAYMARK_SPECIAL(S, member, key, duration, optional, nullptr)

template <>
struct Described<DestinationConfig> {
  using S = DestinationConfig;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, id, "id", required),
                                     WAYMARK_FIELD(S, type, "type", required),
                                     WAYMARK_FIELD(S, url, "url", required),
                                     WAYMARK_FIELD(S, write_key, "writeKey", optional),
                                     WAYMARK_FIELD(S, enabled, "enabled", always),
                                     WAYMARK_FIELD(S, only, "only", optional),
                                     WAYMARK_FIELD(S, except, "except", optional),
                                     WAYMARK_FIELD(S, consent, "consent", always),
                                     WAYMARK_RANGE(S, sample, "sample", always, kShare),
                                     WAYMARK_FIELD(S, settings, "settings", optional),
                                     WAYMARK_FIELD(S, definition, "definition", optional)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<TriggerConfig> {
  using S = TriggerConfig;
  // Which of the others is read is said by the type; config_codec.cpp checks that it is there.
  static constexpr Field fields[] = {WAYMARK_FIELD(S, type, "type", required),
                                     WAYMARK_FIELD(S, name, "name", optional),
                                     WAYMARK_FIELD(S, name, "stage", optional),
                                     WAYMARK_FIELD(S, name, "selector", optional),
                                     WAYMARK_FIELD(S, where, "where", optional),
                                     WAYMARK_RANGE(S, amount, "percent", optional, kPercent),
                                     WAYMARK_RANGE(S, amount, "ms", optional, kTenYearsMs)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<RecommendConfig> {
  using S = RecommendConfig;
  static constexpr Range limit{1, 50};
  static constexpr Field fields[] = {WAYMARK_FIELD(S, strategy, "strategy", required),
                                     WAYMARK_RANGE(S, limit, "limit", always, limit)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<ActionConfig> {
  using S = ActionConfig;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, type, "type", required),
                                     WAYMARK_FIELD(S, variant, "variant", optional),
                                     WAYMARK_FIELD(S, template_name, "template", optional),
                                     WAYMARK_FIELD(S, slot, "slot", optional),
                                     WAYMARK_FIELD(S, content, "content", optional),
                                     WAYMARK_SPECIAL(S, recommend, "recommend", optional_object, optional,
                                                     &OptionalContainer<RecommendConfig>::container),
                                     WAYMARK_FIELD(S, refresh, "refresh", optional),
                                     WAYMARK_FIELD(S, event, "event", optional),
                                     WAYMARK_FIELD(S, data, "data", optional),
                                     WAYMARK_DURATION(S, after_ms, "after"),
                                     WAYMARK_FIELD(S, channels, "channels", optional),
                                     WAYMARK_FIELD(S, cancel_on, "cancelOn", optional),
                                     WAYMARK_FIELD(S, dedupe, "dedupe", optional),
                                     WAYMARK_FIELD(S, quiet_hours, "quietHours", optional),
                                     WAYMARK_FIELD(S, needs_consent, "needsConsent", optional),
                                     WAYMARK_FIELD(S, traits, "traits", optional),
                                     WAYMARK_FIELD(S, session, "session", optional),
                                     WAYMARK_FIELD(S, target, "target", optional),
                                     WAYMARK_FIELD(S, name, "name", optional),
                                     WAYMARK_FIELD(S, url, "url", optional)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<CapConfig> {
  using S = CapConfig;
  static constexpr Field fields[] = {WAYMARK_RANGE(S, page, "page", optional, kCount),
                                     WAYMARK_RANGE(S, session, "session", optional, kCount),
                                     WAYMARK_RANGE(S, day, "day", optional, kCount),
                                     WAYMARK_RANGE(S, lifetime, "lifetime", optional, kCount),
                                     WAYMARK_FIELD(S, lifetime_per, "lifetimePer", optional),
                                     WAYMARK_DURATION(S, cooldown_ms, "cooldown"),
                                     WAYMARK_DURATION(S, after_dismiss_ms, "afterDismiss"),
                                     WAYMARK_DURATION(S, after_convert_ms, "afterConvert"),
                                     WAYMARK_RANGE(S, cooldown_ms, "cooldownMs", optional, kTenYearsMs),
                                     WAYMARK_RANGE(S, after_dismiss_ms, "afterDismissMs", optional, kTenYearsMs),
                                     WAYMARK_FIELD(S, counts_to_limits, "countsToLimits", always)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<ScheduleConfig> {
  using S = ScheduleConfig;
  static constexpr Range dow_range{0, 6};
  static constexpr Field hours[] = {WAYMARK_FIELD(S, hours_from, "from", required),
                                    WAYMARK_FIELD(S, hours_to, "to", required)};
  static constexpr Table hours_table = table_of(hours);
  static constexpr Field fields[] = {WAYMARK_FIELD(S, from, "from", optional), WAYMARK_FIELD(S, to, "to", optional),
                                     WAYMARK_FIELD(S, time_zone, "tz", optional),
                                     WAYMARK_RANGE(S, dow, "dow", optional, dow_range),
                                     WAYMARK_INLINE("hours", optional, hours_table)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<VariantConfig> {
  using S = VariantConfig;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, id, "id", required),
                                     WAYMARK_RANGE(S, weight, "weight", always, kWeight)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<ExperimentConfig> {
  using S = ExperimentConfig;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, key, "key", required),
                                     WAYMARK_FIELD(S, by, "by", optional),
                                     WAYMARK_RANGE(S, hash, "hash", always, kHash),
                                     WAYMARK_FIELD(S, seed, "seed", optional),
                                     WAYMARK_RANGE(S, coverage, "coverage", always, kShare),
                                     WAYMARK_FIELD(S, space, "namespace", optional),
                                     WAYMARK_FIELD(S, variants, "variants", required)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<HoldoutConfig> {
  using S = HoldoutConfig;
  static constexpr Range percent_range{0, 100};
  static constexpr Field fields[] = {WAYMARK_FIELD(S, id, "id", required),
                                     WAYMARK_RANGE(S, percent, "percent", required, percent_range),
                                     WAYMARK_FIELD(S, seed, "seed", optional), WAYMARK_FIELD(S, by, "by", optional),
                                     WAYMARK_RANGE(S, hash, "hash", always, kHash)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<GoalConfig> {
  using S = GoalConfig;
  static constexpr Field fields[] = {
      WAYMARK_FIELD(S, event, "event", required), WAYMARK_FIELD(S, where, "where", optional),
      WAYMARK_DURATION(S, window_ms, "window"), WAYMARK_FIELD(S, credit, "credit", always),
      WAYMARK_FIELD(S, value, "value", optional)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<RuleConfig> {
  using S = RuleConfig;
  static constexpr Range priority{0, 100};
  static constexpr Field on[] = {WAYMARK_FIELD(S, any_of, "any", optional), WAYMARK_FIELD(S, all_of, "all", optional)};
  static constexpr Table on_table = table_of(on);
  static constexpr Field fields[] = {
      WAYMARK_FIELD(S, id, "id", required),           WAYMARK_FIELD(S, name, "name", optional),
      WAYMARK_FIELD(S, version, "version", optional), WAYMARK_FIELD(S, status, "status", always),
      WAYMARK_FIELD(S, stages, "stage", optional),    WAYMARK_RANGE(S, priority, "priority", always, priority),
      WAYMARK_FIELD(S, group, "group", optional),     WAYMARK_FIELD(S, exclusive, "exclusive", optional),
      WAYMARK_FIELD(S, consent, "consent", always),   WAYMARK_FIELD(S, schedule, "schedule", optional),
      WAYMARK_INLINE("on", required, on_table),       WAYMARK_FIELD(S, when, "when", optional),
      WAYMARK_FIELD(S, when_gb, "whenGb", optional),  WAYMARK_FIELD(S, holdout, "holdout", optional),
      WAYMARK_FIELD(S, cap, "cap", optional),         WAYMARK_FIELD(S, experiment, "experiment", optional),
      WAYMARK_FIELD(S, goal, "goal", optional),       WAYMARK_FIELD(S, actions, "do", required)};
  static constexpr Table table = table_of(fields);
};

inline constexpr Range kNotNegative{0, 1e15};
inline constexpr Range kDays{0.01, 36'500};

template <>
struct Described<ScoreConfig> {
  using S = ScoreConfig;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, when, "when", required),
                                     WAYMARK_RANGE(S, points, "points", always, kNotNegative)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<PersonaConfig> {
  using S = PersonaConfig;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, id, "id", required),
                                     WAYMARK_FIELD(S, name, "name", optional),
                                     WAYMARK_FIELD(S, picture, "picture", optional),
                                     WAYMARK_FIELD(S, goals, "goals", optional),
                                     WAYMARK_FIELD(S, motives, "motives", optional),
                                     WAYMARK_FIELD(S, behaviour, "behaviour", optional),
                                     WAYMARK_FIELD(S, demographics, "demographics", optional),
                                     WAYMARK_FIELD(S, scores, "scores", required),
                                     WAYMARK_RANGE(S, threshold, "threshold", always, kShare)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<SegmentConfig> {
  using S = SegmentConfig;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, id, "id", required), WAYMARK_FIELD(S, name, "name", optional),
                                     WAYMARK_FIELD(S, when, "when", required),
                                     WAYMARK_FIELD(S, events, "events", optional)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<TierConfig> {
  using S = TierConfig;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, id, "id", required),
                                     WAYMARK_RANGE(S, points, "points", always, kNotNegative)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<LoyaltyConfig> {
  using S = LoyaltyConfig;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, tiers, "tiers", optional),
                                     WAYMARK_RANGE(S, money_per_point, "moneyPerPoint", optional, kNotNegative)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<StageConfig> {
  using S = StageConfig;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, id, "id", required), WAYMARK_FIELD(S, entry, "entry", optional),
                                     WAYMARK_FIELD(S, exit, "exit", optional),
                                     WAYMARK_FIELD(S, regress, "regress", optional),
                                     WAYMARK_FIELD(S, score, "score", optional)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<JourneyConfig> {
  using S = JourneyConfig;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, preset, "preset", always),
                                     WAYMARK_FIELD(S, stages, "stages", optional),
                                     WAYMARK_FIELD(S, events, "events", always)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<ValueConfig> {
  using S = ValueConfig;
  static constexpr Range strength{0.01, 1'000};
  static constexpr Field rfm[] = {WAYMARK_RANGE(S, recency_days, "recencyDays", always, kNotNegative),
                                  WAYMARK_RANGE(S, frequency, "orders", always, kNotNegative),
                                  WAYMARK_RANGE(S, money, "money", optional, kNotNegative)};
  static constexpr Table rfm_table = table_of(rfm);
  static constexpr Field fields[] = {WAYMARK_INLINE("rfm", optional, rfm_table),
                                     WAYMARK_RANGE(S, interval_days, "orderIntervalDays", always, kDays),
                                     WAYMARK_RANGE(S, strength, "strength", always, strength),
                                     WAYMARK_RANGE(S, average_order, "averageOrder", optional, kNotNegative),
                                     WAYMARK_RANGE(S, margin, "margin", always, kShare),
                                     WAYMARK_RANGE(S, horizon_days, "horizonDays", always, kDays),
                                     WAYMARK_RANGE(S, repurchase_days, "repurchaseDays", always, kDays)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<SlotConfig> {
  using S = SlotConfig;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, strategy, "strategy", optional),
                                     WAYMARK_FIELD(S, fallback, "fallback", optional),
                                     WAYMARK_FIELD(S, exclude, "exclude", optional),
                                     WAYMARK_FIELD(S, pin, "pin", optional),
                                     WAYMARK_FIELD(S, boost, "boost", optional),
                                     WAYMARK_FIELD(S, bury, "bury", optional),
                                     WAYMARK_FIELD(S, exclude_bought, "excludeBought", optional),
                                     WAYMARK_RANGE(S, diversify, "diversify", optional, kShare),
                                     WAYMARK_RANGE(S, novelty, "novelty", optional, kShare)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<Config> {
  using S = Config;
  static constexpr Field site[] = {
      WAYMARK_FIELD(S, site.name, "name", optional), WAYMARK_FIELD(S, site.time_zone, "timeZone", optional),
      WAYMARK_FIELD(S, site.language, "language", optional), WAYMARK_FIELD(S, site.currency, "currency", optional)};
  static constexpr Table site_table = table_of(site);

  static constexpr Range max_events{1, 500};
  static constexpr Range max_bytes{1'000, 60'000};
  static constexpr Range one_minute{0, 60'000};
  static constexpr Field batch[] = {WAYMARK_RANGE(S, batch.max_events, "maxEvents", always, max_events),
                                    WAYMARK_RANGE(S, batch.max_bytes, "maxBytes", always, max_bytes),
                                    WAYMARK_RANGE(S, batch.max_age_ms, "maxAgeMs", always, one_minute)};
  static constexpr Table batch_table = table_of(batch);

  static constexpr Range retry_base{100, 60'000};
  static constexpr Range retry_max{1'000, 3'600'000};
  static constexpr Field retry[] = {WAYMARK_RANGE(S, retry.base_ms, "baseMs", always, retry_base),
                                    WAYMARK_RANGE(S, retry.max_ms, "maxMs", always, retry_max)};
  static constexpr Table retry_table = table_of(retry);

  static constexpr Range idle{1, 1'440};
  static constexpr Field session[] = {WAYMARK_RANGE(S, session.idle_minutes, "idleMinutes", always, idle),
                                      WAYMARK_FIELD(S, session.split_at_midnight, "splitAtMidnight", always),
                                      WAYMARK_FIELD(S, session.split_on_campaign, "splitOnCampaign", always)};
  static constexpr Table session_table = table_of(session);

  static constexpr Range look_back{1, 3'650};
  static constexpr Field attribution[] = {
      WAYMARK_RANGE(S, attribution.look_back_days, "lookBackDays", always, look_back),
      WAYMARK_FIELD(S, attribution.internal, "internal", optional),
      WAYMARK_FIELD(S, attribution.sources, "sources", optional)};
  static constexpr Table attribution_table = table_of(attribution);

  static constexpr Field vocabulary[] = {WAYMARK_FIELD(S, vocabulary.ga4, "ga4", always),
                                         WAYMARK_FIELD(S, vocabulary.check, "check", always)};
  static constexpr Table vocabulary_table = table_of(vocabulary);
  static constexpr Range retention{1, 3'650};
  static constexpr Field privacy[] = {WAYMARK_FIELD(S, privacy.before_consent, "beforeConsent", always),
                                      WAYMARK_FIELD(S, privacy.redact, "redact", always),
                                      WAYMARK_FIELD(S, privacy.parameters, "parameters", optional),
                                      WAYMARK_FIELD(S, privacy.patterns, "patterns", optional),
                                      WAYMARK_FIELD(S, privacy.allow, "allow", always),
                                      WAYMARK_RANGE(S, privacy.retention_days, "retentionDays", always, retention)};
  static constexpr Table privacy_table = table_of(privacy);

  static constexpr Range heartbeat{0, 600'000};
  static constexpr Field signals[] = {WAYMARK_FIELD(S, signals.route, "route", always),
                                      WAYMARK_FIELD(S, signals.click, "click", always),
                                      WAYMARK_RANGE(S, signals.scroll, "scroll", always, kPercent),
                                      WAYMARK_RANGE(S, signals.scroll_px, "scrollPx", optional, kCount),
                                      WAYMARK_FIELD(S, signals.element_click, "elementClick", always),
                                      WAYMARK_FIELD(S, signals.download, "download", always),
                                      WAYMARK_FIELD(S, signals.form, "form", always),
                                      WAYMARK_FIELD(S, signals.engagement, "engagement", always),
                                      WAYMARK_FIELD(S, signals.rage_click, "rageClick", always),
                                      WAYMARK_FIELD(S, signals.dead_click, "deadClick", always),
                                      WAYMARK_FIELD(S, signals.copy, "copy", always),
                                      WAYMARK_FIELD(S, signals.print, "print", always),
                                      WAYMARK_FIELD(S, signals.media, "media", always),
                                      WAYMARK_FIELD(S, signals.exit_intent, "exitIntent", always),
                                      WAYMARK_FIELD(S, signals.idle, "idle", always),
                                      WAYMARK_FIELD(S, signals.vitals, "vitals", always),
                                      WAYMARK_FIELD(S, signals.error, "error", always),
                                      WAYMARK_FIELD(S, signals.duplicate_tab, "duplicateTab", always),
                                      WAYMARK_FIELD(S, signals.visible, "visible", optional),
                                      WAYMARK_FIELD(S, signals.search, "search", always),
                                      WAYMARK_FIELD(S, signals.form_values, "formValues", optional),
                                      WAYMARK_RANGE(S, signals.heartbeat_ms, "heartbeatMs", always, heartbeat)};
  static constexpr Table signals_table = table_of(signals);

  static constexpr Range cookie_days{1, 400};
  static constexpr Field identity[] = {WAYMARK_FIELD(S, identity.cookie, "cookie", optional),
                                       WAYMARK_RANGE(S, identity.max_age_days, "maxAgeDays", always, cookie_days),
                                       WAYMARK_FIELD(S, identity.cross_domain, "crossDomain", optional)};
  static constexpr Table identity_table = table_of(identity);
  static constexpr Field consent_sources[] = {WAYMARK_FIELD(S, consent_sources.gcm, "gcm", optional),
                                              WAYMARK_FIELD(S, consent_sources.gcm_out, "gcmOut", optional),
                                              WAYMARK_FIELD(S, consent_sources.tcf, "tcf", optional),
                                              WAYMARK_FIELD(S, consent_sources.gpc, "gpc", optional),
                                              WAYMARK_FIELD(S, consent_sources.dnt, "dnt", optional)};
  static constexpr Table consent_sources_table = table_of(consent_sources);
  static constexpr Field cart[] = {
      WAYMARK_RANGE(S, cart.abandoned_after_ms, "abandonedAfterMs", optional, kTenYearsMs)};
  static constexpr Table cart_table = table_of(cart);
  static constexpr Field limits[] = {WAYMARK_RANGE(S, limits.session, "session", optional, kCount),
                                     WAYMARK_RANGE(S, limits.day, "day", optional, kCount),
                                     WAYMARK_DURATION(S, limits.gap_ms, "gap"),
                                     WAYMARK_RANGE(S, limits.gap_ms, "gapMs", optional, kTenYearsMs),
                                     WAYMARK_FIELD(S, limits.max_visible, "maxVisible", optional),
                                     WAYMARK_FIELD(S, limits.suppressed, "suppressed", optional)};
  static constexpr Table limits_table = table_of(limits);
  static constexpr Field catalogue[] = {WAYMARK_FIELD(S, catalogue_url, "url", optional)};
  static constexpr Table catalogue_table = table_of(catalogue);
  static constexpr Field model[] = {WAYMARK_FIELD(S, model_url, "url", optional),
                                    WAYMARK_FIELD(S, cards_url, "cards", optional)};
  static constexpr Table model_table = table_of(model);

  static constexpr Field fields[] = {
      WAYMARK_RANGE(S, version, "version", required, kVersion),
      WAYMARK_INLINE("site", optional, site_table),
      WAYMARK_FIELD(S, destinations, "destinations", optional),
      WAYMARK_INLINE("batch", optional, batch_table),
      WAYMARK_INLINE("retry", optional, retry_table),
      WAYMARK_INLINE("session", optional, session_table),
      WAYMARK_INLINE("attribution", optional, attribution_table),
      WAYMARK_INLINE("vocabulary", optional, vocabulary_table),
      WAYMARK_INLINE("privacy", optional, privacy_table),
      WAYMARK_FIELD(S, bots, "bots", always),
      WAYMARK_FIELD(S, consent, "consent", optional),
      WAYMARK_INLINE("signals", optional, signals_table),
      WAYMARK_FIELD(S, data_layer, "dataLayer", optional),
      WAYMARK_FIELD(S, json_ld, "jsonLd", optional),
      WAYMARK_INLINE("identity", optional, identity_table),
      WAYMARK_INLINE("consentSources", optional, consent_sources_table),
      WAYMARK_FIELD(S, profile, "profile", optional),
      WAYMARK_FIELD(S, loyalty, "loyalty", optional),
      WAYMARK_INLINE("cart", optional, cart_table),
      WAYMARK_FIELD(S, personas, "personas", optional),
      WAYMARK_FIELD(S, segments, "segments", optional),
      WAYMARK_FIELD(S, journey, "journey", optional),
      WAYMARK_INLINE("limits", optional, limits_table),
      WAYMARK_FIELD(S, holdouts, "holdouts", optional),
      WAYMARK_FIELD(S, forward, "forward", optional),
      WAYMARK_FIELD(S, theme, "theme", optional),
      WAYMARK_INLINE("catalogue", optional, catalogue_table),
      WAYMARK_INLINE("model", optional, model_table),
      WAYMARK_SPECIAL(S, slots, "slots", keyed_list, optional, &ListContainer<SlotConfig>::container),
      WAYMARK_FIELD(S, saved_groups, "savedGroups", optional),
      WAYMARK_FIELD(S, rules, "rules", optional)};
  static constexpr Table table = table_of(fields);
};

}  // namespace waymark::codec
