#pragma once

#include "codec/table.h"
#include "state/state.h"

/// How the snapshot stands in JSON. What there is many of is written as rows.
namespace waymark::codec {

template <>
struct Described<identity::Identity> {
  using S = identity::Identity;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, anonymous_id, "anonymousId", optional),
                                     WAYMARK_FIELD(S, user_id, "userId", optional),
                                     WAYMARK_FIELD(S, group_id, "groupId", optional)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<identity::Session> {
  using S = identity::Session;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, id, "id", always),
                                     WAYMARK_FIELD(S, number, "number", always),
                                     WAYMARK_FIELD(S, start, "start", always),
                                     WAYMARK_FIELD(S, last_activity, "lastActivity", always),
                                     WAYMARK_FIELD(S, pageviews, "pageviews", always),
                                     WAYMARK_FIELD(S, active_ms, "activeMs", always),
                                     WAYMARK_FIELD(S, entry_url, "entryUrl", optional),
                                     WAYMARK_FIELD(S, entry_referrer, "entryReferrer", optional),
                                     WAYMARK_FIELD(S, channel, "channel", optional),
                                     WAYMARK_FIELD(S, utm, "utm", optional),
                                     WAYMARK_FIELD(S, touches.first, "firstTouch", optional),
                                     WAYMARK_FIELD(S, touches.last, "lastTouch", optional),
                                     WAYMARK_FIELD(S, campaign_key, "campaign", optional),
                                     WAYMARK_FIELD(S, facts, "facts", optional)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<profile::Counter> {
  using S = profile::Counter;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, name, "", always), WAYMARK_FIELD(S, count, "", always),
                                     WAYMARK_FIELD(S, first_ms, "", always), WAYMARK_FIELD(S, last_ms, "", always)};
  static constexpr Table table = table_of(fields, true);
};

template <>
struct Described<profile::Entry> {
  using S = profile::Entry;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, key, "", always), WAYMARK_FIELD(S, at_ms, "", always),
                                     WAYMARK_FIELD(S, number, "", always), WAYMARK_FIELD(S, detail, "", always)};
  static constexpr Table table = table_of(fields, true);
};

constexpr Field entries(profile::Kind kind, const char* key) {
  return {key, Type::list, Presence::lenient,
          static_cast<std::uint16_t>(offsetof(profile::Part, lists) + kind * sizeof(List<profile::Entry>)),
          &ListContainer<profile::Entry>::container};
}

template <>
struct Described<profile::Part> {
  using S = profile::Part;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, id, "id", always),  WAYMARK_FIELD(S, last_ms, "last", always),
                                     entries(profile::kTraits, "traits"), entries(profile::kCategories, "categories"),
                                     entries(profile::kBrands, "brands"), entries(profile::kPrices, "prices"),
                                     entries(profile::kViewed, "viewed"), entries(profile::kFavourites, "favourites"),
                                     entries(profile::kCart, "cart"),     entries(profile::kOrders, "orders"),
                                     entries(profile::kTotals, "totals"), entries(profile::kMoments, "moments")};
  static constexpr Table table = table_of(fields);
};

/// What another device takes.
inline constexpr Field kProfilePartsFields[] = {WAYMARK_FIELD(profile::Profile, parts, "parts", lenient)};
inline constexpr Table kProfileParts = table_of(kProfilePartsFields);

template <>
struct Described<profile::Profile> {
  using S = profile::Profile;
  static constexpr Field fields[] = {
      WAYMARK_FIELD(S, parts, "parts", lenient), WAYMARK_FIELD(S, pages, "pages", always),
      WAYMARK_FIELD(S, trimmed, "trimmed", optional), WAYMARK_FIELD(S, log.counters, "counters", lenient),
      WAYMARK_FIELD(S, saved_log, "log", optional)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<journey::Spent> {
  static constexpr Field fields[] = {WAYMARK_FIELD(journey::Spent, stage, "", always),
                                     WAYMARK_FIELD(journey::Spent, ms, "", always),
                                     WAYMARK_FIELD(journey::Spent, times, "", always)};
  static constexpr Table table = table_of(fields, true);
};

template <>
struct Described<journey::Touchpoint> {
  using S = journey::Touchpoint;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, stage, "", always), WAYMARK_FIELD(S, channel, "", always),
                                     WAYMARK_FIELD(S, count, "", always)};
  static constexpr Table table = table_of(fields, true);
};

template <>
struct Described<journey::State> {
  using S = journey::State;
  static constexpr Field fields[] = {
      WAYMARK_FIELD(S, stage, "stage", always),       WAYMARK_FIELD(S, since, "since", always),
      WAYMARK_FIELD(S, spent, "spent", lenient),      WAYMARK_FIELD(S, touchpoints, "touchpoints", lenient),
      WAYMARK_FIELD(S, session, "session", optional), WAYMARK_FIELD(S, told, "told", optional)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<decision::RuleHistory> {
  using S = decision::RuleHistory;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, rule, "", always),
                                     WAYMARK_FIELD(S, session, "", always),
                                     WAYMARK_FIELD(S, session_count, "", always),
                                     WAYMARK_FIELD(S, lifetime_count, "", always),
                                     WAYMARK_FIELD(S, last_shown_ms, "", always),
                                     WAYMARK_FIELD(S, last_dismissed_ms, "", always),
                                     WAYMARK_FIELD(S, day, "", always),
                                     WAYMARK_FIELD(S, day_count, "", always),
                                     WAYMARK_FIELD(S, per, "", always),
                                     WAYMARK_FIELD(S, last_clicked_ms, "", always),
                                     WAYMARK_FIELD(S, last_exposed_ms, "", always),
                                     WAYMARK_FIELD(S, last_converted_ms, "", always),
                                     WAYMARK_FIELD(S, variant, "", always),
                                     WAYMARK_FIELD(S, decision, "", always)};
  static constexpr Table table = table_of(fields, true);
};

template <>
struct Described<decision::Exposure> {
  using S = decision::Exposure;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, key, "", always), WAYMARK_FIELD(S, rule, "", always),
                                     WAYMARK_FIELD(S, variant, "", always), WAYMARK_FIELD(S, session, "", always)};
  static constexpr Table table = table_of(fields, true);
};

template <>
struct Described<decision::History> {
  using S = decision::History;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, session, "session", always),
                                     WAYMARK_FIELD(S, session_count, "sessionCount", always),
                                     WAYMARK_FIELD(S, last_shown_ms, "lastShown", always),
                                     WAYMARK_FIELD(S, rules, "rules", lenient),
                                     WAYMARK_FIELD(S, day, "day", always),
                                     WAYMARK_FIELD(S, day_count, "dayCount", always),
                                     WAYMARK_FIELD(S, exposures, "exposures", lenient),
                                     WAYMARK_FIELD(S, requested, "requested", optional)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<consent::Proof> {
  using S = consent::Proof;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, at, "at", always), WAYMARK_FIELD(S, source, "source", optional),
                                     WAYMARK_FIELD(S, version, "version", optional),
                                     WAYMARK_FIELD(S, proof, "proof", optional),
                                     WAYMARK_FIELD(S, purposes, "purposes", always)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<state::Position> {
  static constexpr Field fields[] = {WAYMARK_FIELD(state::Position, origin, "", always),
                                     WAYMARK_FIELD(state::Position, seq, "", always)};
  static constexpr Table table = table_of(fields, true);
};

template <>
struct Described<state::Acknowledged> {
  static constexpr Field fields[] = {WAYMARK_FIELD(state::Acknowledged, destination, "", always),
                                     WAYMARK_FIELD(state::Acknowledged, ids, "", always)};
  static constexpr Table table = table_of(fields, true);
};

template <>
struct Described<delivery::SavedHealth> {
  using S = delivery::SavedHealth;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, destination, "", always), WAYMARK_FIELD(S, numbers, "", always)};
  static constexpr Table table = table_of(fields, true);
};

template <>
struct Described<state::State> {
  using S = state::State;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, version, "version", required),
                                     WAYMARK_FIELD(S, identity, "identity", always),
                                     WAYMARK_FIELD(S, session, "session", always),
                                     WAYMARK_FIELD(S, profile, "profile", always),
                                     WAYMARK_FIELD(S, journey, "journey", always),
                                     WAYMARK_FIELD(S, standing.segments, "segments", optional),
                                     WAYMARK_FIELD(S, history, "history", always),
                                     WAYMARK_FIELD(S, consent, "consent", always),
                                     WAYMARK_FIELD(S, proofs, "proofs", lenient),
                                     WAYMARK_FIELD(S, positions.last, "positions", lenient),
                                     WAYMARK_FIELD(S, acknowledged, "acknowledged", lenient),
                                     WAYMARK_FIELD(S, health, "health", lenient)};
  static constexpr Table table = table_of(fields);
};

}  // namespace waymark::codec
