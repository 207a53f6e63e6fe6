#include "support/world.h"

#include <algorithm>
#include <utility>

#include "support/json_help.h"
#include "support/ndjson.h"

namespace waymark::test {
namespace {

/// Wakes one after the other without time passing: an engine that asks for more never comes to rest.
constexpr int kMaxWakes = 10'000;

Value object(std::string_view type) {
  Value value = Value::object();
  value.set("type", Value(type));
  return value;
}

}  // namespace

std::string name_of(const Value& event) {
  for (const char* key : {"event", "name"}) {
    if (!event[key].text_or().empty()) return std::string(event[key].text_or());
  }
  return event["type"].text_or() == "page" ? "Page Viewed" : std::string(event["type"].text_or());
}

World::World(Value config_in, TimeMs now_in) : now(now_in), config(std::move(config_in)) {
  Value destinations = Value::array();
  for (Value destination : config["destinations"].items()) {
    const std::string file = "destinations/" + destination["type"].text() + ".json";
    const bool named = destination["definition"].is_null() && destination["type"].is_string();
    if (named && file_exists(file)) destination.set("definition", parse_exactly(read_file(file)));
    destinations.push(std::move(destination));
  }
  if (config["destinations"].is_array()) config.set("destinations", std::move(destinations));
  page = json("{'url':'https://shop.example/','language':'vi','siteOffsetMinutes':420}");
}

void World::start() {
  engine_ = std::make_unique<JsonEngine>();
  replies_.clear();
  wake_at.reset();
  effects_left.reset();
  Value input = object("start");
  input.set("config", config);
  const auto snapshot = texts.find("waymark.snapshot");
  input.set("snapshot", snapshot == texts.end() ? Value() : Value(snapshot->second));
  Value records = Value::array();
  for (const Value& record : journal) records.push(record);
  input.set("journal", host.storage ? std::move(records) : Value());
  Value sent = Value::array();
  for (const auto& [key, text] : texts) {
    if (key.starts_with("waymark.sent.")) sent.push(Value(text));
  }
  if (!sent.items().empty()) input.set("sent", std::move(sent));
  // Every page load draws its own seed.
  std::string own_seed = seed;
  own_seed[31] = "0123456789abcdef"[starts_ % 16];
  own_seed[30] = "0123456789abcdef"[starts_ / 16 % 16];
  ++starts_;
  input.set("seed", Value(own_seed));
  if (!host.anonymous_id.empty()) input.set("anonymousId", Value(host.anonymous_id));
  input.set("page", page);
  put(input);
}

void World::put(const Value& input) { put_text(text_of(input)); }

void World::put_text(std::string_view text) {
  if (!engine_) engine_ = std::make_unique<JsonEngine>();
  carry_out(engine_->handle(text, static_cast<double>(now)));
  drain();
}

void World::load(std::string_view kind, std::string_view bytes) {
  carry_out(engine_->load(kind, bytes));
  drain();
}

/// Replies that are due now go to the engine, whose effects may call for more.
void World::drain() {
  while (!dead()) {
    const auto due =
        std::find_if(replies_.begin(), replies_.end(), [&](const Reply& reply) { return reply.due <= now; });
    if (due == replies_.end()) return;
    const Value input = std::move(due->input);
    replies_.erase(due);
    carry_out(engine_->handle(text_of(input), static_cast<double>(now)));
  }
}

void World::advance_to(TimeMs to) {
  for (int turns = 0; !dead(); ++turns) {
    if (turns > kMaxWakes) broken_test("the engine never comes to rest");
    TimeMs next = wake_at.value_or(kNever);
    for (const Reply& reply : replies_) next = std::min(next, reply.due);
    if (next > to) break;
    now = std::max(now, next);
    if (wake_at && *wake_at <= now) {
      wake_at.reset();
      carry_out(engine_->handle(R"({"type":"wake"})", static_cast<double>(now)));
    }
    drain();
  }
  now = to;
}

void World::carry_out(std::string_view effects) {
  const Value list = parse_exactly(effects);
  for (const Value& effect : list.items()) {
    if (dead()) return;
    log_.push_back(effect);
    one(effect);
    if (effects_left) --*effects_left;
  }
}

void World::one(const Value& effect) {
  const std::string_view type = effect["type"].text_or();
  if (type == "append") {
    journal.push_back(effect["record"]);
    appended.emplace_back(effect["record"]["id"].text_or());
  } else if (type == "release") {
    for (const Value& id : effect["ids"].items()) {
      released.emplace_back(id.text_or());
      std::erase_if(journal, [&](const Value& record) { return record["id"] == id; });
    }
  } else if (type == "persist") {
    const bool ok = host.persist_failure.empty();
    if (ok) texts[std::string(effect["key"].text_or())] = effect["text"].text_or();
    Value answer = object("persistResult");
    answer.set("key", effect["key"]);
    answer.set("ok", Value(ok));
    if (!ok) answer.set("reason", Value(host.persist_failure));
    if (host.answers) replies_.push_back({now, std::move(answer)});
  } else if (type == "remove") {
    texts.erase(std::string(effect["key"].text_or()));
  } else if (type == "wake") {
    wake_at = static_cast<TimeMs>(effect["atMs"].number_or(0));
  } else if (type == "send") {
    send(effect);
  }
}

void World::send(const Value& effect) {
  Value answer = object("sendResult");
  answer.set("batchId", effect["batchId"]);
  const std::string_view body = effect["body"].text_or();
  Value reply(200.0);
  if (!host.refuse.empty() && body.find(host.refuse) != std::string_view::npos) {
    reply = Value(400.0);
  } else if (!host.replies.empty()) {
    reply = host.replies.front();
    host.replies.erase(host.replies.begin());
  }
  if (reply.is_string()) {
    answer.set("outcome", reply);
  } else {
    answer.set("outcome", Value("response"));
    answer.set("status", reply.is_number() ? reply : reply["status"]);
    for (const char* key : {"retryAfterMs", "body"}) {
      if (!reply[key].is_null()) answer.set(key, reply[key]);
    }
  }
  const double status = answer["status"].number_or(0);
  const bool arrives = (status >= 200 && status < 300) || reply.text_or() == "unknown";
  if (arrives) {
    const bool own = body.starts_with("{\"$\":");
    const Value batch = own ? read_ndjson(body) : parse_exactly(body);
    for (const Value& event : batch["batch"].items()) {
      const bool known = std::any_of(collected_.begin(), collected_.end(),
                                     [&](const Value& one) { return one["messageId"] == event["messageId"]; });
      known ? void(++duplicates) : collected_.push_back(event);
    }
    if (own && host.receipts && !batch["header"]["ask"].is_null() && !answer.find("body")) {
      Value known = Value::array();
      for (const Value& id : batch["header"]["ask"].items()) {
        if (batches_.contains(id.text())) known.push(id);
      }
      Value receipt;
      receipt.set("known", std::move(known));
      answer.set("body", Value(text_of(receipt)));
    }
    batches_.insert(effect["batchId"].text());
  }
  if (host.answers) replies_.push_back({now + host.latency_ms, std::move(answer)});
}

void World::track(std::string_view name, std::string_view properties) {
  Value event = object("track");
  event.set("name", Value(name));
  event.set("properties", json(properties));
  Value input = object("event");
  input.set("event", std::move(event));
  put(input);
}

void World::visit(std::string_view path, std::string_view trigger, std::string_view referrer) {
  page.set("url", Value("https://shop.example" + std::string(path)));
  page.set("referrer", Value(referrer));
  Value detail = Value::object();
  detail.set("trigger", Value(trigger));
  detail.set("page", page);
  Value input = object("signal");
  input.set("kind", Value("route"));
  input.set("detail", std::move(detail));
  put(input);
}

void World::outcome(std::string_view decision_id, std::string_view outcome) {
  Value input = object("messageOutcome");
  input.set("decisionId", Value(decision_id));
  input.set("outcome", Value(outcome));
  put(input);
}

Value World::state() {
  const Value list = parse_exactly(engine_->handle(R"({"type":"inspect"})", static_cast<double>(now)));
  Value payload;
  for (const Value& effect : list.items()) {
    if (effect["type"].text_or() == "forward" && effect["target"].text_or() == "inspector") payload = effect["payload"];
  }
  carry_out(text_of(list));
  drain();
  return payload;
}

std::vector<Value> World::effects() const { return {log_.begin() + static_cast<std::ptrdiff_t>(mark_), log_.end()}; }

std::vector<Value> World::effects(std::string_view type) const {
  std::vector<Value> found = effects();
  std::erase_if(found, [&](const Value& effect) { return effect["type"].text_or() != type; });
  return found;
}

std::vector<std::string> World::codes() const {
  std::vector<std::string> codes;
  for (const Value& log : effects("log")) codes.emplace_back(log["code"].text_or());
  return codes;
}

Value World::last_event(std::string_view name) const {
  Value found;
  for (const Value& append : effects("append")) {
    const Value& event = append["record"]["event"];
    if (event["name"] == Value(std::string(name))) found = event;
  }
  return found;
}

Value World::last(std::string_view type) const {
  for (auto effect = log_.rbegin(); effect != log_.rend(); ++effect) {
    if ((*effect)["type"].text_or() == type) return *effect;
  }
  return {};
}

std::size_t World::collected(std::string_view name) const {
  return static_cast<std::size_t>(
      std::count_if(collected_.begin(), collected_.end(), [&](const Value& event) { return name_of(event) == name; }));
}

}  // namespace waymark::test
