#include "delivery/template/render.h"

#include <cmath>
#include <utility>

#include "base/utf8.h"
#include "delivery/template/encodings.h"
#include "delivery/template/evaluate.h"
#include "json/parse.h"
#include "json/write.h"

namespace waymark::delivery {
namespace {

using base::Path;

constexpr std::size_t kMaxReasonBytes = 200;
/// A reply is read as far as the host hands it over (64 KB).
constexpr json::ParseLimits kReplyLimits{64'000, 32};
/// Longest wait a body may ask for: a day.
constexpr double kMaxAfterMs = static_cast<double>(kDayMs);

constexpr Path kDefinition{nullptr, "/definition", 0};
constexpr Path kRequest{&kDefinition, "request", 0};

Value globals(const Target& target) {
  Value out = Value::object();
  out.append_member("settings", target.settings);
  out.add("writeKey", target.write_key);
  out.add("url", target.url);
  out.add_number("sentAt", static_cast<double>(target.sent_at));
  return out;
}

void add_query(std::string& url, std::string query) {
  if (!query.empty()) url.append(url.find('?') == std::string::npos ? "?" : "&").append(query);
}

/// Whole numbers below `records` and texts, out of lists of lists.
void gather(const Value& from, std::size_t records, Value& into) {
  for (const Value& item : from.items()) gather(item, records, into);
  const double place = from.number_or(-1);
  const bool placed = place >= 0 && place < static_cast<double>(records) && place == std::floor(place);
  if (placed || !from.text().empty()) into.push(from);
}

}  // namespace

Result<Value> render_event(const Definition& definition, const Value& event, const Target& target) {
  const Value known = globals(target);
  const Scope roots{nullptr, {}, &known};
  const Scope scope{&roots, "event", &event};
  Evaluator evaluator(definition.document["parts"], scope, kMaxTemplateSteps);
  Value made = evaluator.evaluate(definition.document["event"], Path{&kDefinition, "event", 0});
  if (evaluator.error()) return *evaluator.error();
  if (made.is_array()) return made;
  Value records = Value::array();
  if (!made.is_null()) records.push(std::move(made));
  return records;
}

Result<Request> render_batch(const Definition& definition, const Value& records, const Value& first,
                             const Target& target) {
  const Value known = globals(target);
  const Scope roots{nullptr, {}, &known};
  const Scope one{&roots, "first", &first};
  const Scope scope{&one, "records", &records};
  const Value& document = definition.document;
  const Value& request = document["request"];
  // Each record may cost as much as it did to make.
  Evaluator evaluator(document["parts"], scope, kMaxTemplateSteps * (1 + records.items().size()));
  const auto part = [&](const char* name) { return evaluator.evaluate(request[name], Path{&kRequest, name, 0}); };

  Request out;
  out.url = request["url"].is_null() ? std::string(target.url) : text_of(part("url"));
  add_query(out.url, query_of(part("query")));
  if (request["gzipQuery"].is_object()) {
    out.gzip_url = out.url;
    add_query(out.gzip_url, query_of(part("gzipQuery")));
  }
  const Value headers = part("headers");
  for (const Member& header : headers.members()) {
    out.headers.emplace_back(header.key, text_of(header.value));
  }
  const Value body =
      document["body"].is_null() ? records : evaluator.evaluate(document["body"], Path{&kDefinition, "body", 0});
  if (evaluator.error()) return *evaluator.error();
  out.body = text_of(body);
  return out;
}

ReplyReading read_reply(const Definition& definition, int status, std::string_view body, std::size_t records) {
  ReplyReading out;
  input::SendResult result;
  result.status = status;
  out.verdict = verdict_of(result);
  out.refused = Value::array();
  out.again = Value::array();
  if (definition.document["reply"].is_null()) return out;

  Result<Value> parsed = json::parse(body, kReplyLimits);
  const Value known = parsed.ok() ? std::move(parsed.value()) : Value();
  Value counts = Value::object();
  counts.add_number("status", status);
  counts.add_number("count", static_cast<double>(records));
  const Scope roots{nullptr, {}, &counts};
  const Scope scope{&roots, "body", &known};
  Evaluator evaluator(definition.document["parts"], scope, kMaxTemplateSteps);
  const Value told = evaluator.evaluate(definition.document["reply"], Path{&kDefinition, "reply", 0});
  if (evaluator.error()) return out;

  static constexpr std::string_view kVerdicts[] = {"ack", "retry", "split", "park"};
  for (std::size_t i = 0; i < 4; ++i) {
    if (told["verdict"].text_or() == kVerdicts[i]) out.verdict = static_cast<Verdict>(i);
  }
  gather(told["refused"], records, out.refused);
  gather(told["again"], records, out.again);
  const double from = told["againFrom"].number_or(NAN);
  for (std::size_t i = 0; i < records; ++i) {
    if (static_cast<double>(i) >= from) out.again.push(Value::number(i));
  }
  const double after = told["afterMs"].number_or(0);
  if (after > 0) out.after_ms = static_cast<TimeMs>(after < kMaxAfterMs ? after : kMaxAfterMs);
  out.reason = text_of(told["reason"]);
  base::utf8_truncate(out.reason, kMaxReasonBytes);
  return out;
}

}  // namespace waymark::delivery
