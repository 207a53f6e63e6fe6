#include "delivery/encode_ndjson.h"

#include <algorithm>

#include "json/parse.h"
#include "json/write.h"

namespace waymark::delivery {
namespace {

/// Members an event shares with the header where they are equal: name there, name on the wire.
constexpr const char* kHoisted[][2] = {{"anonymousId", "a"}, {"userId", "u"}, {"groupId", "g"}, {"previousId", "v"}};

Value session_row(const Value& session) {
  Value row = Value::array();
  for (const char* part : {"id", "number", "start"}) row.push(session[part]);
  return row;
}

/// Milliseconds since 1970 in a UUID version 7 (RFC 9562, section 5.7); 0 in any other text.
double time_in(const std::string& id) {
  if (id.size() != 36 || id[14] != '7') return 0;
  double time = 0;
  for (std::size_t i = 0; i < 13; ++i) {
    if (i == 8) continue;
    const char c = id[i];
    if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) return 0;
    time = time * 16 + (c <= '9' ? c - '0' : c - 'a' + 10);
  }
  return time;
}

/// Members of `value` that the shared ones lack or have otherwise; null for those only the shared ones have.
void write_difference(json::Writer& out, const Value& value, const Value& shared) {
  out.key("c");
  out.begin_object();
  for (const Member& member : value.members()) {
    if (member.key == "userAgent" || shared[member.key] == member.value) continue;
    out.value_member(member.key, member.value);
  }
  for (const Member& member : shared.members()) {
    if (!value.find(member.key)) out.value_member(member.key, Value());
  }
  out.end_object();
}

class Encoder {
 public:
  Encoder(json::Writer& out, const Value& first) : out_(out), first_(first) {
    session_ = session_row(first["session"]);
    context_ = first["context"];
    // The request says it itself, in a header.
    context_.erase("userAgent");
  }

  void header_members() {
    if (first_.is_null()) return;
    for (const auto& [name, wire] : kHoisted) out_.optional_member(wire, first_[name].text());
    out_.value_member("s", session_);
    out_.value_member("c", context_);
  }

  void line(const Value& event) {
    out_.begin_object();
    id(event["messageId"].text());
    if (event["type"].text() != "track") out_.value_member("t", event["type"]);
    out_.optional_member("n", event["name"].text());
    // Most ids hold their event's time.
    const double later = event["timestamp"].number_or(0) - time_in(event["messageId"].text());
    if (later != 0) {
      out_.key("ts");
      out_.number(later);
    }
    for (const auto& [name, wire] : kHoisted) {
      if (!(event[name] == first_[name])) out_.value_member(wire, event[name]);
    }
    if (Value session = session_row(event["session"]); !(session == session_)) out_.value_member("s", session);
    for (const auto& [name, wire] : {std::pair{"properties", "p"}, std::pair{"traits", "tr"}}) {
      if (!event[name].members().empty()) out_.value_member(wire, event[name]);
    }
    const json::Writer::Mark before = out_.mark();
    write_difference(out_, event["context"], context_);
    if (out_.ends_with("{}")) out_.rewind(before);
    out_.end_object();
  }

 private:
  void id(const std::string& id) {
    const std::size_t most = std::min(id.size(), last_id_.size());
    std::size_t kept = 0;
    // Up to the first character that is not ASCII: only there does everyone count alike.
    while (kept < most && id[kept] == last_id_[kept] && static_cast<unsigned char>(id[kept]) < 0x80) ++kept;
    out_.key("id");
    if (kept > 0) {
      out_.begin_array();
      out_.integer(static_cast<std::int64_t>(kept));
      out_.string(std::string_view(id).substr(kept));
      out_.end_array();
    } else {
      out_.string(id);
    }
    last_id_ = id;
  }

  json::Writer& out_;
  const Value& first_;
  Value session_;
  Value context_;
  std::string last_id_;
};

}  // namespace

Request encode_ndjson(const DestinationConfig& destination, const Batchable& batch) {
  Request request;
  request.url = destination.url;
  request.headers.emplace_back("Content-Type", kPlainText);
  request.compress = true;
  request.gzip_url = destination.url + (destination.url.find('?') == std::string::npos ? "?gzip=1" : "&gzip=1");
  List<Value> events;
  for (const queue::Number number : batch.events) {
    Result<Value> event = json::parse(batch.text(number));
    request.records.push_back(event.ok() ? 1 : kUnsendable);
    if (event.ok()) events.push_back(std::move(event.value()));
  }

  json::Writer out;
  const Value none;
  Encoder encoder(out, events.empty() ? none : events.front());
  out.begin_object();
  out.key("$");
  out.integer(1);
  out.optional_member("key", destination.write_key);
  out.member("batch", batch.id);
  out.key("sentAt");
  out.integer(batch.now);
  if (!batch.asked.empty()) {
    out.key("ask");
    out.begin_array();
    for (const std::string& id : batch.asked) out.string(id);
    out.end_array();
  }
  encoder.header_members();
  out.end_object();
  out.end_line();
  for (const Value& event : events) {
    encoder.line(event);
    out.end_line();
  }
  request.body = out.take();
  return request;
}

}  // namespace waymark::delivery
