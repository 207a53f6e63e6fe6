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
                                     WAYMARK_FIELD(S, entry_url, "entryUrl", optional),
                                     WAYMARK_FIELD(S, entry_referrer, "entryReferrer", optional),
                                     WAYMARK_FIELD(S, channel, "channel", optional),
                                     WAYMARK_FIELD(S, utm, "utm", optional),
                                     WAYMARK_FIELD(S, touches.first, "firstTouch", optional),
                                     WAYMARK_FIELD(S, touches.last, "lastTouch", optional),
                                     WAYMARK_FIELD(S, campaign_key, "campaign", optional)};
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
struct Described<profile::LoggedEvent> {
  using S = profile::LoggedEvent;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, counter, "", always), WAYMARK_FIELD(S, time, "", always),
                                     WAYMARK_FIELD(S, session, "", always), WAYMARK_FIELD(S, page, "", always)};
  static constexpr Table table = table_of(fields, true);
};

template <>
struct Described<profile::Affinity> {
  using S = profile::Affinity;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, key, "", always), WAYMARK_FIELD(S, score, "", always),
                                     WAYMARK_FIELD(S, updated_ms, "", always)};
  static constexpr Table table = table_of(fields, true);
};

template <>
struct Described<profile::RecentItem> {
  using S = profile::RecentItem;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, id, "", always), WAYMARK_FIELD(S, category, "", always),
                                     WAYMARK_FIELD(S, at_ms, "", always)};
  static constexpr Table table = table_of(fields, true);
};

template <>
struct Described<profile::CartItem> {
  using S = profile::CartItem;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, id, "", always), WAYMARK_FIELD(S, category, "", always),
                                     WAYMARK_FIELD(S, price, "", always), WAYMARK_FIELD(S, quantity, "", always)};
  static constexpr Table table = table_of(fields, true);
};

template <>
struct Described<profile::Profile> {
  using S = profile::Profile;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, traits, "traits", optional),
                                     WAYMARK_FIELD(S, pages, "pages", always),
                                     WAYMARK_FIELD(S, log.counters, "counters", lenient),
                                     WAYMARK_FIELD(S, log.latest, "latest", lenient),
                                     WAYMARK_FIELD(S, categories, "categories", lenient),
                                     WAYMARK_FIELD(S, recent, "recent", lenient),
                                     WAYMARK_FIELD(S, cart.items, "cart", lenient),
                                     WAYMARK_FIELD(S, purchases.orders, "orders", always),
                                     WAYMARK_FIELD(S, purchases.revenue, "revenue", always),
                                     WAYMARK_FIELD(S, purchases.last_ms, "lastOrder", always),
                                     WAYMARK_FIELD(S, purchases.last_session, "lastOrderSession", always),
                                     WAYMARK_FIELD(S, purchases.items, "purchased", always),
                                     WAYMARK_FIELD(S, purchases.times, "purchasedAt", optional)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<journey::Spent> {
  static constexpr Field fields[] = {WAYMARK_FIELD(journey::Spent, stage, "", always),
                                     WAYMARK_FIELD(journey::Spent, ms, "", always)};
  static constexpr Table table = table_of(fields, true);
};

template <>
struct Described<journey::State> {
  using S = journey::State;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, stage, "stage", always), WAYMARK_FIELD(S, since, "since", always),
                                     WAYMARK_FIELD(S, spent, "spent", lenient)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<decision::RuleHistory> {
  using S = decision::RuleHistory;
  static constexpr Field fields[] = {
      WAYMARK_FIELD(S, rule, "", always),          WAYMARK_FIELD(S, session, "", always),
      WAYMARK_FIELD(S, session_count, "", always), WAYMARK_FIELD(S, lifetime_count, "", always),
      WAYMARK_FIELD(S, last_shown_ms, "", always), WAYMARK_FIELD(S, last_dismissed_ms, "", always)};
  static constexpr Table table = table_of(fields, true);
};

template <>
struct Described<decision::History> {
  using S = decision::History;
  static constexpr Field fields[] = {
      WAYMARK_FIELD(S, session, "session", always), WAYMARK_FIELD(S, session_count, "sessionCount", always),
      WAYMARK_FIELD(S, last_shown_ms, "lastShown", always), WAYMARK_FIELD(S, rules, "rules", lenient)};
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
                                     WAYMARK_FIELD(S, history, "history", always),
                                     WAYMARK_FIELD(S, consent, "consent", always),
                                     WAYMARK_FIELD(S, proofs, "proofs", lenient),
                                     WAYMARK_FIELD(S, positions.last, "positions", lenient),
                                     WAYMARK_FIELD(S, acknowledged, "acknowledged", lenient),
                                     WAYMARK_FIELD(S, health, "health", lenient)};
  static constexpr Table table = table_of(fields);
};

}  // namespace waymark::codec
