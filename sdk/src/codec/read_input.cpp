#include <array>
#include <string_view>
#include <utility>

#include "codec/event_codec.h"
#include "codec/input_codec.h"
#include "codec/reader.h"

namespace waymark::codec {
namespace {

using Warnings = std::vector<Error>;

Input read_start(Reader& in, Warnings& warnings) {
  input::Start start;
  start.config = in.any("config");
  const Value& snapshot = in.any("snapshot");
  if (snapshot.is_string()) start.snapshot = std::string(snapshot.text_or());
  const Value& journal = in.any("journal");
  if (journal.is_array()) start.journal = read_records(journal, "/journal", warnings);
  start.seed = in.required_text("seed");
  start.page = read_page(in.object("page"));
  return start;
}

Input read_event_call(Reader& in, Warnings&) {
  Reader event = in.object("event");
  EventCall call;
  call.type = event.required_enum<EventType>("type");
  call.name = event.text("name");
  call.properties = event.any("properties");
  call.traits = event.any("traits");
  call.user_id = event.text("userId");
  call.group_id = event.text("groupId");
  call.previous_id = event.text("previousId");
  call.message_id = event.text("messageId");
  call.context = event.any("context");
  return input::Event{std::move(call)};
}

Input read_signal(Reader& in, Warnings&) {
  return input::Signal{in.required_enum<input::SignalKind>("kind"), in.any("detail")};
}

Input read_consent(Reader& in, Warnings&) {
  input::Consent consent;
  Reader purposes = in.object("purposes");
  for (const Member& member : purposes.value().members()) {
    consent.purposes.emplace_back(member.key, purposes.required_enum<ConsentState>(member.key));
  }
  return consent;
}

Input read_lifecycle(Reader& in, Warnings&) {
  return input::Lifecycle{in.required_enum<input::LifecycleState>("state")};
}

Input read_send_result(Reader& in, Warnings&) {
  input::SendResult result;
  result.batch_id = in.required_text("batchId");
  result.outcome = in.required_enum<input::SendOutcome>("outcome");
  result.status = static_cast<int>(in.number("status", 0, 999, 0));
  result.retry_after_ms = static_cast<TimeMs>(in.number("retryAfterMs", 0, static_cast<double>(kLatestMs), 0));
  result.body = in.text("body");
  return result;
}

Input read_persist_result(Reader& in, Warnings&) {
  return input::PersistResult{in.required_text("key"), in.boolean("ok", false), in.text("reason")};
}

Input read_message_outcome(Reader& in, Warnings&) {
  return input::MessageOutcome{in.required_text("decisionId"), in.required_enum<input::Outcome>("outcome"),
                               in.any("detail")};
}

Input read_recommend(Reader& in, Warnings&) {
  input::Recommend recommend;
  recommend.request_id = in.required_text("requestId");
  recommend.slot = in.text("slot");
  recommend.strategy = in.required_enum<Strategy>("strategy");
  Reader context = in.object("context");
  recommend.item_id = context.text("itemId");
  recommend.category = context.text("category");
  recommend.exclude = context.texts("exclude", {});
  recommend.limit = static_cast<int>(in.number("limit", 1, 50, 8));
  return recommend;
}

Input read_peer(Reader& in, Warnings& warnings) {
  return input::Peer{read_records(in.any("records"), "/records", warnings)};
}

Input read_config_input(Reader& in, Warnings&) { return input::Config{in.any("config")}; }
Input read_wake(Reader&, Warnings&) { return input::Wake{}; }
Input read_reset(Reader&, Warnings&) { return input::Reset{}; }
Input read_inspect(Reader&, Warnings&) { return input::Inspect{}; }

struct Kind {
  std::string_view type;
  Input (*read)(Reader&, Warnings&);
};

constexpr std::array<Kind, 14> kKinds = {{{"start", read_start},
                                          {"event", read_event_call},
                                          {"signal", read_signal},
                                          {"consent", read_consent},
                                          {"lifecycle", read_lifecycle},
                                          {"sendResult", read_send_result},
                                          {"persistResult", read_persist_result},
                                          {"messageOutcome", read_message_outcome},
                                          {"recommend", read_recommend},
                                          {"peer", read_peer},
                                          {"wake", read_wake},
                                          {"config", read_config_input},
                                          {"reset", read_reset},
                                          {"inspect", read_inspect}}};

}  // namespace

Result<Input> read_input(const Value& json, std::vector<Error>& warnings) {
  for (const Kind& kind : kKinds) {
    if (kind.type != json["type"].text_or()) continue;
    std::vector<Error> errors;
    Reader reader(json, "", "input.invalid", errors);
    Input input = kind.read(reader, warnings);
    if (!errors.empty()) return std::move(errors.front());
    return input;
  }
  return Error{"input.unknownType", "/type", "There is no such input.", "one of the types of Input in protocol.ts",
               found_text(json["type"])};
}

}  // namespace waymark::codec
