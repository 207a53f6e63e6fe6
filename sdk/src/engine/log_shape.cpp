#include "engine/log_shape.h"

#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "json/parse.h"
#include "waymark/time.h"

// Never linked into the Wasm, as log_replay.cpp.
namespace waymark {
namespace {

constexpr std::pair<const char*, const char*> kColumns[] = {
    {"message_id", "messageId"}, {"anonymous_id", "anonymousId"}, {"user_id", "userId"},
    {"group_id", "groupId"},     {"previous_id", "previousId"},   {"session_id", "sessionId"}};

/// `2026-11-22T10:00:00.123Z`, with an offset or a space for the T; without an offset it is UTC. Days from civil date
/// as Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
std::optional<double> ms_of(const std::string& text) {
  int part[6] = {};
  const char* at = text.c_str();
  for (int i = 0; i < 6; ++i) {
    char* end = nullptr;
    part[i] = static_cast<int>(std::strtol(at, &end, 10));
    if (end == at || (i < 5 && *end != (i < 2 ? '-' : i == 2 ? *end : ':'))) return std::nullopt;
    at = i < 5 ? end + 1 : end;
  }
  if (part[1] < 1 || part[1] > 12 || part[2] < 1 || part[2] > 31) return std::nullopt;
  double ms = 0;
  if (*at == '.') {
    double place = 100;
    for (++at; *at >= '0' && *at <= '9'; ++at, place /= 10) ms += place >= 1 ? (*at - '0') * place : 0;
  }
  double ahead = 0;
  if (*at == '+' || *at == '-') {
    const double hours = std::strtod(std::string(at + 1, std::string(at + 1).size() < 2 ? 0 : 2).c_str(), nullptr);
    const std::string rest = std::string(at + 1).size() > 2 ? at + 3 : "";
    const double minutes = std::strtod(rest.c_str() + (rest.starts_with(':') ? 1 : 0), nullptr);
    ahead = (*at == '-' ? -1 : 1) * (hours * 60 + minutes);
  }
  const std::int64_t year = part[0] - (part[1] <= 2 ? 1 : 0);
  const std::int64_t era = year / 400;
  const std::int64_t of_era = year - era * 400;
  const std::int64_t of_year = (std::int64_t{153} * (part[1] > 2 ? part[1] - 3 : part[1] + 9) + 2) / 5 + part[2] - 1;
  const std::int64_t days = era * 146'097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719'468;
  const std::int64_t seconds = days * 86'400 + part[3] * std::int64_t{3'600} + part[4] * std::int64_t{60} + part[5];
  return static_cast<double>(seconds) * 1'000 + ms - ahead * static_cast<double>(kMinuteMs);
}

void rename(Value& event, const char* from, const char* to) {
  const Value* there = event.find(from);
  if (!there) return;
  if (event[to].is_null()) event.set(to, Value(*there));
  event.erase(from);
}

/// JSON columns come as text where a database wrote them so.
void unpack(Value& event, const char* key) {
  const Value* there = event.find(key);
  if (!there || !there->is_string()) return;
  Result<Value> parsed = json::parse(there->text());
  event.set(key, parsed.ok() && parsed.value().is_object() ? std::move(parsed.value()) : Value::object());
}

}  // namespace

void to_canonical(Value& event) {
  if (!event.is_object()) return;
  if (event.find("message_id") || event.find("anonymous_id")) {
    for (const auto& [from, to] : kColumns) rename(event, from, to);
  }
  for (const char* key : {"properties", "traits", "context"}) unpack(event, key);
  rename(event, "event", "name");
  for (const char* key : {"originalTimestamp", "sentAt", "receivedAt", "received_at"}) {
    if (event["timestamp"].is_null() && !event[key].is_null()) event.set("timestamp", Value(event[key]));
  }
  if (event["timestamp"].is_string()) {
    const std::optional<double> ms = ms_of(event["timestamp"].text());
    event.set("timestamp", ms ? Value(*ms) : Value());
  }
  if (event["type"].text_or() == "screen") event.set("type", Value("page"));
  if (event["anonymousId"].is_null() && event["userId"].is_string()) event.set("anonymousId", Value(event["userId"]));
  if (event["messageId"].is_null()) event.set("messageId", Value("log"));
  if (!event["session"].is_object()) {
    const Value& id = event["sessionId"].is_null() ? event["context"]["session"]["id"] : event["sessionId"];
    Value session = Value::object();
    if (id.is_string() || id.is_number()) session.set("id", id.is_string() ? Value(id) : Value("n"));
    event.set("session", std::move(session));
  }
  for (const char* key : {"userId", "groupId", "previousId", "name", "properties", "traits", "context"}) {
    if (const Value* there = event.find(key); there && there->is_null()) event.erase(key);
  }
}

}  // namespace waymark
