#pragma once

#include "codec/event_tables.h"
#include "waymark/input.h"

/// How each Input stands in JSON.
namespace waymark::codec {

template <>
struct Described<input::Start> {
  using S = input::Start;
  static constexpr Field fields[] = {
      WAYMARK_FIELD(S, config, "config", always),
      WAYMARK_FIELD(S, snapshot, "snapshot", always),
      WAYMARK_SPECIAL(S, journal, "journal", nullable_list, lenient, &NullableContainer<JournalRecord>::container),
      WAYMARK_FIELD(S, peers, "peers", lenient),
      WAYMARK_FIELD(S, sent, "sent", optional),
      WAYMARK_FIELD(S, seed, "seed", required),
      WAYMARK_FIELD(S, anonymous_id, "anonymousId", optional),
      WAYMARK_FIELD(S, page, "page", required)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<input::Event> {
  static constexpr Field fields[] = {
      WAYMARK_SPECIAL(input::Event, event, "event", object, required, &CalledEvent::table)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<input::Signal> {
  static constexpr Field fields[] = {WAYMARK_FIELD(input::Signal, kind, "kind", required),
                                     WAYMARK_FIELD(input::Signal, detail, "detail", always)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<input::Consent> {
  using S = input::Consent;
  static constexpr Field fields[] = {
      WAYMARK_FIELD(S, purposes, "purposes", required), WAYMARK_FIELD(S, source, "source", optional),
      WAYMARK_FIELD(S, version, "version", optional), WAYMARK_FIELD(S, proof, "proof", optional),
      WAYMARK_FIELD(S, preset, "preset", optional)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<input::Lifecycle> {
  static constexpr Field fields[] = {WAYMARK_FIELD(input::Lifecycle, state, "state", required),
                                     WAYMARK_FIELD(input::Lifecycle, owned, "owned", optional)};
  static constexpr Table table = table_of(fields);
};

inline constexpr Range kStatus{0, 999};

template <>
struct Described<input::SendResult> {
  using S = input::SendResult;
  static constexpr Field fields[] = {
      WAYMARK_FIELD(S, batch_id, "batchId", required), WAYMARK_FIELD(S, outcome, "outcome", required),
      WAYMARK_RANGE(S, status, "status", optional, kStatus), WAYMARK_FIELD(S, retry_after_ms, "retryAfterMs", optional),
      WAYMARK_FIELD(S, body, "body", optional)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<input::PersistResult> {
  using S = input::PersistResult;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, key, "key", required), WAYMARK_FIELD(S, ok, "ok", always),
                                     WAYMARK_FIELD(S, reason, "reason", optional)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<input::MessageOutcome> {
  using S = input::MessageOutcome;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, decision_id, "decisionId", required),
                                     WAYMARK_FIELD(S, outcome, "outcome", required),
                                     WAYMARK_FIELD(S, detail, "detail", optional)};
  static constexpr Table table = table_of(fields);
};

inline constexpr Range kItemLimit{1, 50};

template <>
struct Described<input::Recommend> {
  using S = input::Recommend;
  static constexpr Field context[] = {WAYMARK_FIELD(S, item_id, "itemId", optional),
                                      WAYMARK_FIELD(S, category, "category", optional),
                                      WAYMARK_FIELD(S, exclude, "exclude", optional)};
  static constexpr Table context_table = table_of(context);
  static constexpr Field fields[] = {
      WAYMARK_FIELD(S, request_id, "requestId", required), WAYMARK_FIELD(S, slot, "slot", optional),
      WAYMARK_FIELD(S, strategy, "strategy", required), WAYMARK_INLINE("context", optional, context_table),
      WAYMARK_RANGE(S, limit, "limit", always, kItemLimit)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<input::Health> {
  using S = input::Health;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, destination, "destination", required),
                                     WAYMARK_FIELD(S, attempt, "attempt", always),
                                     WAYMARK_FIELD(S, retry_at_ms, "retryAtMs", always)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<input::Peer> {
  static constexpr Field fields[] = {WAYMARK_FIELD(input::Peer, records, "records", lenient),
                                     WAYMARK_FIELD(input::Peer, health, "health", lenient)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<input::Adopt> {
  static constexpr Field fields[] = {WAYMARK_FIELD(input::Adopt, records, "records", lenient),
                                     WAYMARK_FIELD(input::Adopt, sent, "sent", optional)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<input::Flush> {
  static constexpr Field fields[] = {WAYMARK_FIELD(input::Flush, request_id, "requestId", required)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<input::Config> {
  static constexpr Field fields[] = {WAYMARK_FIELD(input::Config, config, "config", always)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<input::Wake> {
  static constexpr Table table{nullptr, 0, false};
};

template <>
struct Described<input::Reset> {
  static constexpr Table table{nullptr, 0, false};
};

template <>
struct Described<input::Export> {
  static constexpr Field fields[] = {WAYMARK_FIELD(input::Export, request_id, "requestId", required),
                                     WAYMARK_FIELD(input::Export, of, "of", optional)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<input::MergeProfile> {
  static constexpr Field fields[] = {WAYMARK_FIELD(input::MergeProfile, profile, "profile", required)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<input::Forget> {
  static constexpr Table table{nullptr, 0, false};
};

template <>
struct Described<input::Inspect> {
  static constexpr Field fields[] = {WAYMARK_FIELD(input::Inspect, preview, "preview", optional),
                                     WAYMARK_FIELD(input::Inspect, stage, "stage", optional)};
  static constexpr Table table = table_of(fields);
};

}  // namespace waymark::codec
