#include "host.h"

#include <algorithm>
#include <utility>

#include "definitions.h"
#include "json_text.h"

namespace waymark::tool {
namespace {

/// Wakes without time passing, after which an engine that asks for more is given up on.
constexpr int kMaxTurns = 10'000;

}  // namespace

void Host::renew() {
  engine_ = std::make_unique<JsonEngine>();
  replies_.clear();
  wake_at_ = kNever;
}

void Host::start(std::string_view config, std::string_view page, std::string_view seed) {
  renew();
  std::string journal;
  for (const auto& [id, record] : journal_) journal.append(journal.empty() ? "" : ",").append(record);
  std::string own_seed(seed);
  own_seed.resize(32, '0');
  own_seed[31] = "0123456789abcdef"[starts_ % 16];
  own_seed[30] = "0123456789abcdef"[starts_ / 16 % 16];
  ++starts_;
  const auto snapshot = texts_.find("waymark.snapshot");
  std::string input = R"({"type":"start","config":)";
  input.append(with_definitions(std::string(config)));
  input.append(",\"snapshot\":").append(snapshot == texts_.end() ? "null" : quoted(snapshot->second));
  std::string sent;
  for (const auto& [key, text] : texts_) {
    if (key.starts_with("waymark.sent.")) sent.append(sent.empty() ? "" : ",").append(quoted(text));
  }
  if (!sent.empty()) input.append(",\"sent\":[").append(sent).append("]");
  input.append(",\"journal\":").append(settings.storage ? "[" + journal + "]" : "null");
  input.append(",\"seed\":").append(quoted(own_seed)).append(",\"page\":").append(page).append("}");
  put(input);
}

void Host::put(std::string_view input) {
  watch_.input(now_, input);
  carry_out(engine_->handle(input, static_cast<double>(now_)));
  drain();
}

void Host::load(std::string_view kind, std::string_view bytes) {
  carry_out(engine_->load(kind, bytes));
  drain();
}

void Host::advance_to(TimeMs to) {
  for (int turns = 0; turns < kMaxTurns && to >= now_; ++turns) {
    TimeMs next = wake_at_;
    for (const Reply& reply : replies_) next = std::min(next, reply.due);
    if (next > to) break;
    now_ = std::max(now_, next);
    if (wake_at_ <= now_) {
      wake_at_ = kNever;
      put(R"({"type":"wake"})");
    }
    drain();
  }
  now_ = to;
}

void Host::drain() {
  for (;;) {
    const auto due = std::find_if(replies_.begin(), replies_.end(), [&](const Reply& one) { return one.due <= now_; });
    if (due == replies_.end()) return;
    const std::string input = std::move(due->input);
    replies_.erase(due);
    watch_.input(now_, input);
    carry_out(engine_->handle(input, static_cast<double>(now_)));
  }
}

void Host::carry_out(const std::string& effects) {
  for (const std::string_view effect : items_of(effects)) {
    watch_.effect(effect);
    const std::string type = text_of(member(effect, "type"));
    if (type == "append") {
      const std::string_view record = member(effect, "record");
      journal_.emplace_back(text_of(member(record, "id")), record);
    } else if (type == "release") {
      for (const std::string_view id : items_of(member(effect, "ids"))) {
        std::erase_if(journal_, [&, text = text_of(id)](const auto& entry) { return entry.first == text; });
      }
    } else if (type == "persist") {
      const bool ok = settings.persist_failure.empty();
      if (ok) texts_[text_of(member(effect, "key"))] = text_of(member(effect, "text"));
      std::string answer = R"({"type":"persistResult","key":)" + std::string(member(effect, "key"));
      answer += ok ? ",\"ok\":true}" : ",\"ok\":false,\"reason\":" + quoted(settings.persist_failure) + "}";
      if (settings.answers) replies_.push_back({now_, std::move(answer)});
    } else if (type == "remove") {
      texts_.erase(text_of(member(effect, "key")));
    } else if (type == "wake") {
      wake_at_ = static_cast<TimeMs>(number_of(member(effect, "atMs"), 0));
    } else if (type == "showMessage") {
      decisions_.emplace_back(text_of(member(effect, "rule")), member(effect, "decisionId"));
    } else if (type == "send") {
      send(effect);
    }
  }
}

void Host::send(std::string_view effect) {
  batch_ = member(effect, "batchId");
  std::string reply = "200";
  if (!settings.refuse.empty() && text_of(member(effect, "body")).find(settings.refuse) != std::string::npos) {
    reply = "400";
  } else if (!settings.replies.empty()) {
    reply = settings.replies.front();
    settings.replies.erase(settings.replies.begin());
  }
  std::string answer = R"({"type":"sendResult","batchId":)" + batch_ + ",\"outcome\":";
  if (is_text(reply)) {
    answer += reply;
  } else {
    answer += "\"response\"";
    const std::string said = is_object(reply) ? reply : "{\"status\":" + reply + "}";
    for (const auto& [key, value] : members_of(said)) {
      answer.append(",").append(quoted(key)).append(":").append(value);
    }
  }
  if (settings.answers) replies_.push_back({now_ + settings.latency_ms, answer + "}"});
}

std::string Host::decision(std::string_view rule) const {
  for (auto one = decisions_.rbegin(); one != decisions_.rend(); ++one) {
    if (rule.empty() || one->first == rule) return one->second;
  }
  return {};
}

}  // namespace waymark::tool
