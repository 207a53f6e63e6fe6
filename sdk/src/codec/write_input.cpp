#include <string_view>

#include "codec/event_codec.h"
#include "codec/input_codec.h"
#include "event/names.h"
#include "json/write.h"

namespace waymark::codec {
namespace {

/// One overload a type writes all members but `type`.
class InputWriter {
 public:
  std::string take() { return out_.take(); }

  void operator()(const input::Start& start) {
    begin("start");
    out_.value_member("config", start.config);
    out_.key("snapshot");
    start.snapshot ? out_.string(*start.snapshot) : out_.null();
    out_.key("journal");
    start.journal ? write_records(*start.journal) : out_.null();
    out_.member("seed", start.seed);
    out_.key("page");
    write_page(out_, start.page);
    out_.end_object();
  }

  void operator()(const input::Event& event) {
    const EventCall& call = event.event;
    begin("event");
    out_.key("event");
    out_.begin_object();
    out_.member("type", event::text_of(call.type));
    out_.optional_member("name", call.name);
    out_.optional_value("properties", call.properties);
    out_.optional_value("traits", call.traits);
    out_.optional_member("userId", call.user_id);
    out_.optional_member("groupId", call.group_id);
    out_.optional_member("previousId", call.previous_id);
    out_.optional_member("messageId", call.message_id);
    out_.optional_value("context", call.context);
    out_.end_object();
    out_.end_object();
  }

  void operator()(const input::Signal& signal) {
    begin("signal");
    out_.member("kind", event::text_of(signal.kind));
    out_.value_member("detail", signal.detail);
    out_.end_object();
  }

  void operator()(const input::Consent& consent) {
    begin("consent");
    out_.key("purposes");
    out_.begin_object();
    for (const auto& [purpose, state] : consent.purposes) out_.member(purpose, event::text_of(state));
    out_.end_object();
    out_.end_object();
  }

  void operator()(const input::Lifecycle& lifecycle) {
    begin("lifecycle");
    out_.member("state", event::text_of(lifecycle.state));
    out_.end_object();
  }

  void operator()(const input::SendResult& result) {
    begin("sendResult");
    out_.member("batchId", result.batch_id);
    out_.member("outcome", event::text_of(result.outcome));
    if (result.status) out_.integer_member("status", result.status);
    if (result.retry_after_ms) out_.integer_member("retryAfterMs", result.retry_after_ms);
    out_.optional_member("body", result.body);
    out_.end_object();
  }

  void operator()(const input::PersistResult& result) {
    begin("persistResult");
    out_.member("key", result.key);
    out_.key("ok");
    out_.boolean(result.ok);
    out_.optional_member("reason", result.reason);
    out_.end_object();
  }

  void operator()(const input::MessageOutcome& outcome) {
    begin("messageOutcome");
    out_.member("decisionId", outcome.decision_id);
    out_.member("outcome", event::text_of(outcome.outcome));
    out_.optional_value("detail", outcome.detail);
    out_.end_object();
  }

  void operator()(const input::Recommend& recommend) {
    begin("recommend");
    out_.member("requestId", recommend.request_id);
    out_.optional_member("slot", recommend.slot);
    out_.member("strategy", event::text_of(recommend.strategy));
    out_.key("context");
    out_.begin_object();
    out_.optional_member("itemId", recommend.item_id);
    out_.optional_member("category", recommend.category);
    if (!recommend.exclude.empty()) {
      out_.key("exclude");
      out_.begin_array();
      for (const std::string& id : recommend.exclude) out_.string(id);
      out_.end_array();
    }
    out_.end_object();
    out_.integer_member("limit", recommend.limit);
    out_.end_object();
  }

  void operator()(const input::Peer& peer) {
    begin("peer");
    out_.key("records");
    write_records(peer.records);
    out_.end_object();
  }

  void operator()(const input::Config& config) {
    begin("config");
    out_.value_member("config", config.config);
    out_.end_object();
  }

  void operator()(const input::Wake&) { only("wake"); }
  void operator()(const input::Reset&) { only("reset"); }
  void operator()(const input::Inspect&) { only("inspect"); }

 private:
  void begin(std::string_view type) {
    out_.begin_object();
    out_.member("type", type);
  }

  void only(std::string_view type) {
    begin(type);
    out_.end_object();
  }

  void write_records(const std::vector<JournalRecord>& records) {
    out_.begin_array();
    for (const JournalRecord& record : records) write_record(out_, record);
    out_.end_array();
  }

  json::Writer out_;
};

}  // namespace

std::string write_input(const Input& input) {
  InputWriter writer;
  std::visit(writer, input);
  return writer.take();
}

}  // namespace waymark::codec
