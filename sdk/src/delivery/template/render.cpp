#include "delivery/template/render.h"

#include <cmath>
#include <utility>

#include "base/utf8.h"
#include "delivery/template/encodings.h"
#include "delivery/template/evaluate.h"
#include "json/parse.h"

namespace waymark::delivery {
namespace {

constexpr std::size_t kMaxReasonBytes = 200;
/// A reply is read as far as the host hands it over (64 KB).
constexpr json::ParseLimits kReplyLimits{64'000, 32};
/// Longest wait a body may ask for.
constexpr double kMaxAfterMs = static_cast<double>(kDayMs);

Value globals(const Target& target) {
  Value out = Value::object();
  out.append_member("settings", target.settings);
  out.add("writeKey", target.write_key);
  out.add("url", target.url);
  out.add_number("sentAt", static_cast<double>(target.sent_at));
  return out;
}

void add_query(std::string& url, const Value& members) {
  const std::string query = query_of(members);
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
  Evaluator evaluator(definition.document, scope, kMaxTemplateSteps);
  Value made = evaluator.evaluate(definition.document["event"]);
  if (evaluator.failed()) return evaluator.error("/definition");
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
  // Each record may cost as much as it did to make.
  Evaluator evaluator(document, scope, kMaxTemplateSteps * (1 + records.items().size()));
  const Value request = evaluator.evaluate(document["request"]);
  const Value body = document["body"].is_null() ? records : evaluator.evaluate(document["body"]);
  if (evaluator.failed()) return evaluator.error("/definition");

  Request out;
  out.url = request["url"].is_null() ? std::string(target.url) : request["url"].text();
  add_query(out.url, request["query"]);
  if (request["gzipQuery"].is_object()) add_query(out.gzip_url = out.url, request["gzipQuery"]);
  for (const Member& header : request["headers"].members()) {
    out.headers.emplace_back(header.key, text_of(header.value));
  }
  out.body = text_of(body);
  return out;
}

ReplyReading read_reply(const Definition& definition, int status, std::string_view body, std::size_t records) {
  ReplyReading out;
  input::SendResult result;
  result.status = status;
  out.verdict = verdict_of(result);

  Value known = Value::object();
  known.add_number("status", status);
  known.add_number("count", static_cast<double>(records));
  Result<Value> parsed = json::parse(body, kReplyLimits);
  if (parsed.ok()) known.append_member("body", std::move(parsed.value()));
  const Scope scope{nullptr, {}, &known};
  Evaluator evaluator(definition.document, scope, kMaxTemplateSteps);
  const Value told = evaluator.evaluate(definition.document["reply"]);
  if (evaluator.failed()) return out;

  static constexpr const char* kVerdicts[] = {"ack", "retry", "split", "park"};
  for (int i = 0; i < 4; ++i) {
    if (told["verdict"].text() == kVerdicts[i]) out.verdict = static_cast<Verdict>(i);
  }
  gather(told["refused"], records, out.refused);
  gather(told["again"], records, out.again);
  const double from = told["againFrom"].number_or(NAN);
  for (std::size_t i = 0; i < records; ++i) {
    if (static_cast<double>(i) >= from) out.again.push(Value::number(i));
  }
  const double lost = told["lost"].number_or(0);
  if (lost > 0) out.lost = lost < static_cast<double>(records) ? static_cast<std::size_t>(lost) : records;
  const double after = told["afterMs"].number_or(0);
  if (after > 0) out.after_ms = static_cast<TimeMs>(after < kMaxAfterMs ? after : kMaxAfterMs);
  out.reason = text_of(told["reason"]);
  base::utf8_truncate(out.reason, kMaxReasonBytes);
  return out;
}

}  // namespace waymark::delivery
