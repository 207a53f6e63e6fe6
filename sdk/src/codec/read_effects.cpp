#include <array>
#include <string_view>
#include <utility>

#include "codec/effect_codec.h"
#include "codec/event_codec.h"
#include "codec/reader.h"

namespace waymark::codec {
namespace {

std::optional<double> optional_number(Reader& in, std::string_view key) {
  return in.any(key).is_number() ? std::optional<double>(in.any(key).number_or(0)) : std::nullopt;
}

std::vector<effect::RecommendedItem> read_items(Reader& in) {
  std::vector<effect::RecommendedItem> items;
  std::vector<Error> ignored;
  for (const Value& json : in.items("items")) {
    Reader item(json, in.at("items"), "effect.invalid", ignored);
    items.push_back(effect::RecommendedItem{item.text("id"), item.number("score", -1e9, 1e9, 0),
                                            item.required_enum<effect::ItemReason>("reason"), item.text("name"),
                                            item.text("url"), item.text("image"), optional_number(item, "price"),
                                            optional_number(item, "oldPrice"), optional_number(item, "rating"),
                                            item.text("category")});
  }
  return items;
}

effect::MessageContent read_content(Reader in) {
  effect::MessageContent content;
  content.language = in.text("language");
  content.title = in.text("title");
  content.text = in.text("text");
  Reader action = in.object("action");
  content.action_label = action.text("label");
  content.action_url = action.text("url");
  content.close_label = in.text("closeLabel");
  content.position = in.text("position");
  content.currency = in.text("currency");
  content.strategy = in.optional_enum<Strategy>("strategy");
  content.items = read_items(in);
  return content;
}

Effect read_send(Reader& in) {
  effect::Send send;
  send.batch_id = in.required_text("batchId");
  send.destination = in.required_text("destination");
  send.method = in.text("method");
  send.url = in.required_text("url");
  for (const Member& header : in.any("headers").members()) {
    send.headers.emplace_back(header.key, header.value.text_or());
  }
  send.body = in.text("body");
  send.urgency = in.required_enum<effect::Urgency>("urgency");
  send.compress = in.boolean("compress", false);
  return send;
}

Effect read_append(Reader& in) {
  Value list = Value::array();
  list.push(in.any("record"));
  std::vector<Error> errors;
  std::vector<JournalRecord> records = read_records(list, "", errors);
  if (records.empty()) in.fail("record", "a journal record", in.any("record"));
  return effect::Append{records.empty() ? JournalRecord{} : std::move(records.front())};
}

Effect read_release(Reader& in) { return effect::Release{in.texts("ids", {})}; }
Effect read_persist(Reader& in) { return effect::Persist{in.required_text("key"), in.text("text")}; }
Effect read_remove(Reader& in) { return effect::Remove{in.required_text("key")}; }

Effect read_show(Reader& in) {
  return effect::ShowMessage{in.required_text("decisionId"), in.required_text("rule"), in.text("variant"),
                             in.required_enum<effect::Template>("template"), in.text("slot"),
                             read_content(in.object("content"))};
}

Effect read_hide(Reader& in) {
  return effect::HideMessage{in.required_text("decisionId"), in.required_enum<effect::HideReason>("reason")};
}

Effect read_recommendations(Reader& in) {
  return effect::Recommendations{in.required_text("requestId"), in.text("slot"), in.required_enum<Strategy>("strategy"),
                                 in.required_text("decisionId"), read_items(in)};
}

Effect read_wake(Reader& in) {
  return effect::Wake{static_cast<TimeMs>(in.number("atMs", 0, static_cast<double>(kLatestMs), 0))};
}

Effect read_forward(Reader& in) {
  return effect::Forward{in.required_enum<effect::Target>("target"), in.text("name"), in.any("payload")};
}

Effect read_log(Reader& in) {
  return effect::Log{in.required_enum<effect::Level>("level"), in.required_text("code"), in.text("pointer"),
                     in.text("message"), in.text("expected"), in.text("found")};
}

struct Kind {
  std::string_view type;
  Effect (*read)(Reader&);
};

constexpr std::array<Kind, 11> kKinds = {{{"send", read_send},
                                          {"append", read_append},
                                          {"release", read_release},
                                          {"persist", read_persist},
                                          {"remove", read_remove},
                                          {"showMessage", read_show},
                                          {"hideMessage", read_hide},
                                          {"recommendations", read_recommendations},
                                          {"wake", read_wake},
                                          {"forward", read_forward},
                                          {"log", read_log}}};

}  // namespace

Result<Effects> read_effects(const Value& json) {
  Effects effects;
  std::vector<Error> errors;
  for (std::size_t i = 0; i < json.items().size(); ++i) {
    const Value& item = json.items()[i];
    Reader reader(item, "/" + std::to_string(i), "effect.invalid", errors);
    bool known = false;
    for (const Kind& kind : kKinds) {
      if (kind.type != item["type"].text_or()) continue;
      effects.push_back(kind.read(reader));
      known = true;
    }
    if (!known) reader.fail("type", "one of the types of Effect in protocol.ts", item["type"]);
  }
  if (!errors.empty()) return std::move(errors.front());
  return effects;
}

}  // namespace waymark::codec
