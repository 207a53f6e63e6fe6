#pragma once

#include "codec/event_tables.h"
#include "codec/input_tables.h"
#include "waymark/effect.h"

/// How each Effect stands in JSON.
namespace waymark::codec {

template <>
struct Described<effect::Send> {
  using S = effect::Send;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, batch_id, "batchId", required),
                                     WAYMARK_FIELD(S, destination, "destination", required),
                                     WAYMARK_FIELD(S, method, "method", always),
                                     WAYMARK_FIELD(S, url, "url", required),
                                     WAYMARK_SPECIAL(S, headers, "headers", text_map, always, nullptr),
                                     WAYMARK_FIELD(S, body, "body", always),
                                     WAYMARK_FIELD(S, urgency, "urgency", required),
                                     WAYMARK_FIELD(S, compress, "compress", always),
                                     WAYMARK_FIELD(S, gzip_url, "gzipUrl", optional)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<effect::Append> {
  static constexpr Field fields[] = {WAYMARK_FIELD(effect::Append, record, "record", required)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<effect::Release> {
  static constexpr Field fields[] = {WAYMARK_FIELD(effect::Release, ids, "ids", required)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<effect::Persist> {
  static constexpr Field fields[] = {WAYMARK_FIELD(effect::Persist, key, "key", required),
                                     WAYMARK_FIELD(effect::Persist, text, "text", always)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<effect::Remove> {
  static constexpr Field fields[] = {WAYMARK_FIELD(effect::Remove, key, "key", required)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<effect::ShowMessage> {
  using S = effect::ShowMessage;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, decision_id, "decisionId", required),
                                     WAYMARK_FIELD(S, rule, "rule", required),
                                     WAYMARK_FIELD(S, variant, "variant", optional),
                                     WAYMARK_FIELD(S, form, "template", required),
                                     WAYMARK_FIELD(S, slot, "slot", optional),
                                     WAYMARK_FIELD(S, reserve, "reserve", optional),
                                     WAYMARK_FIELD(S, content, "content", required)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<effect::HideMessage> {
  static constexpr Field fields[] = {WAYMARK_FIELD(effect::HideMessage, decision_id, "decisionId", required),
                                     WAYMARK_FIELD(effect::HideMessage, reason, "reason", required)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<effect::Recommendations> {
  using S = effect::Recommendations;
  static constexpr Field fields[] = {
      WAYMARK_FIELD(S, request_id, "requestId", required), WAYMARK_FIELD(S, slot, "slot", optional),
      WAYMARK_FIELD(S, strategy, "strategy", required), WAYMARK_FIELD(S, decision_id, "decisionId", required),
      WAYMARK_FIELD(S, items, "items", always)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<effect::Unflushed> {
  using S = effect::Unflushed;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, id, "id", required), WAYMARK_FIELD(S, waiting, "waiting", always),
                                     WAYMARK_FIELD(S, reason, "reason", always)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<effect::Flushed> {
  using S = effect::Flushed;
  static constexpr Field fields[] = {
      WAYMARK_FIELD(S, request_id, "requestId", required), WAYMARK_FIELD(S, delivered, "delivered", always),
      WAYMARK_FIELD(S, waiting, "waiting", always), WAYMARK_FIELD(S, destinations, "destinations", always)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<effect::Exported> {
  static constexpr Field fields[] = {WAYMARK_FIELD(effect::Exported, request_id, "requestId", required),
                                     WAYMARK_FIELD(effect::Exported, data, "data", always)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<effect::Redirect> {
  static constexpr Field fields[] = {WAYMARK_FIELD(effect::Redirect, url, "url", required)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<effect::Cards> {
  static constexpr Field fields[] = {WAYMARK_FIELD(effect::Cards, urls, "urls", required)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<effect::Wake> {
  static constexpr Field fields[] = {WAYMARK_FIELD(effect::Wake, at_ms, "atMs", required)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<effect::Forward> {
  using S = effect::Forward;
  static constexpr Field fields[] = {WAYMARK_FIELD(S, target, "target", required),
                                     WAYMARK_FIELD(S, name, "name", always),
                                     WAYMARK_FIELD(S, payload, "payload", always), WAYMARK_FIELD(S, id, "id", optional),
                                     WAYMARK_FIELD(S, price_scale, "priceScale", optional)};
  static constexpr Table table = table_of(fields);
};

template <>
struct Described<effect::Log> {
  using S = effect::Log;
  static constexpr Field fields[] = {
      WAYMARK_FIELD(S, level, "level", required), WAYMARK_FIELD(S, code, "code", required),
      WAYMARK_FIELD(S, pointer, "pointer", optional), WAYMARK_FIELD(S, expected, "expected", optional),
      WAYMARK_FIELD(S, found, "found", optional)};
  static constexpr Table table = table_of(fields);
};

}  // namespace waymark::codec
