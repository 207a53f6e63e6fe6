#include "waymark/encode.h"

#include <utility>

#include "delivery/template/render.h"
#include "json/parse.h"
#include "json/write.h"

namespace waymark {
namespace {

using delivery::Definition;
using delivery::Request;
using delivery::Target;

/// Gathers records until the next one does not belong to the same request any more.
class Batcher {
 public:
  Batcher(const Definition& definition, const Target& target)
      : definition_(definition),
        target_(target),
        max_events_(definition.limit("maxEvents")),
        max_bytes_(definition.limit("maxBytes")) {}

  void add(std::size_t place, const Value& event, const Value& records) {
    const std::size_t bytes = json::write(records).size();
    const std::size_t count = records.items().size();
    const bool full =
        (max_events_ && records_.items().size() + count > max_events_) || (max_bytes_ && bytes_ + bytes > max_bytes_);
    if (!records_.items().empty() && (full || !same_group(event))) flush();
    if (records_.items().empty()) {
      first_ = event;
      place_ = place;
    }
    for (const Value& record : records.items()) records_.push(record);
    bytes_ += bytes;
  }

  void flush() {
    if (records_.items().empty()) return;
    const Result<Request> request = delivery::render_batch(definition_, records_, first_, target_);
    if (request.ok()) {
      write(request.value());
    } else {
      out_.faults.push_back(EncodeFault{place_, request.error()});
    }
    records_ = Value::array();
    bytes_ = 0;
  }

  Encoded& out() { return out_; }

 private:
  bool same_group(const Value& event) const {
    for (const Value& member : definition_.group_by()) {
      if (!(event[member.text()] == first_[member.text()])) return false;
    }
    return true;
  }

  void write(const Request& request) {
    json::Writer writer;
    writer.begin_object();
    writer.member("url", request.url);
    writer.optional_member("gzipUrl", request.gzip_url);
    writer.key("headers");
    writer.begin_object();
    for (const auto& [name, value] : request.headers) writer.member(name, value);
    writer.end_object();
    writer.member("body", request.body);
    writer.end_object();
    out_.requests.push_back(writer.take());
  }

  const Definition& definition_;
  const Target& target_;
  const std::size_t max_events_;
  const std::size_t max_bytes_;
  Value records_ = Value::array();
  Value first_;            ///< The event the first record came from, and
  std::size_t place_ = 0;  ///< its place.
  std::size_t bytes_ = 0;
  Encoded out_;
};

}  // namespace

Result<Encoded> encode(std::string_view text, const std::vector<std::string>& events, const EncodeTarget& given) {
  Result<Value> document = json::parse(text);
  if (!document.ok()) return document.error();
  const Result<Definition> definition = Definition::read(document.value(), "");
  if (!definition.ok()) return definition.error();
  const Result<Value> settings = json::parse(given.settings.empty() ? "{}" : given.settings);
  if (!settings.ok()) return settings.error();
  const Target target{given.url, given.write_key, settings.value(), given.sent_at};
  if (const std::string_view lacking = delivery::missing(definition.value(), target); !lacking.empty()) {
    return Error("template.needs", "", std::string(lacking).c_str());
  }

  Batcher batcher(definition.value(), target);
  for (std::size_t i = 0; i < events.size(); ++i) {
    const Result<Value> event = json::parse(events[i]);
    const Result<Value> records =
        event.ok() ? delivery::render_event(definition.value(), event.value(), target) : event.error();
    if (records.ok()) {
      batcher.add(i, event.value(), records.value());
    } else {
      batcher.out().faults.push_back(EncodeFault{i, records.error()});
    }
  }
  batcher.flush();
  return std::move(batcher.out());
}

}  // namespace waymark
