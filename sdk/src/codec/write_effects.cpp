#include <optional>
#include <string_view>

#include "codec/effect_codec.h"
#include "codec/event_codec.h"
#include "event/names.h"
#include "json/write.h"

namespace waymark::codec {
namespace {

class EffectWriter {
 public:
  explicit EffectWriter(json::Writer& out) : out_(out) {}

  void operator()(const effect::Send& send) {
    begin("send");
    out_.member("batchId", send.batch_id);
    out_.member("destination", send.destination);
    out_.member("method", send.method);
    out_.member("url", send.url);
    out_.key("headers");
    out_.begin_object();
    for (const auto& [name, value] : send.headers) out_.member(name, value);
    out_.end_object();
    out_.member("body", send.body);
    out_.member("urgency", event::text_of(send.urgency));
    out_.key("compress");
    out_.boolean(send.compress);
    out_.end_object();
  }

  void operator()(const effect::Append& append) {
    begin("append");
    out_.key("record");
    write_record(out_, append.record);
    out_.end_object();
  }

  void operator()(const effect::Release& release) {
    begin("release");
    out_.key("ids");
    out_.begin_array();
    for (const std::string& id : release.ids) out_.string(id);
    out_.end_array();
    out_.end_object();
  }

  void operator()(const effect::Persist& persist) {
    begin("persist");
    out_.member("key", persist.key);
    out_.member("text", persist.text);
    out_.end_object();
  }

  void operator()(const effect::Remove& remove) {
    begin("remove");
    out_.member("key", remove.key);
    out_.end_object();
  }

  void operator()(const effect::ShowMessage& message) {
    begin("showMessage");
    out_.member("decisionId", message.decision_id);
    out_.member("rule", message.rule);
    out_.optional_member("variant", message.variant);
    out_.member("template", event::text_of(message.form));
    out_.optional_member("slot", message.slot);
    out_.key("content");
    write_content(message.content);
    out_.end_object();
  }

  void operator()(const effect::HideMessage& hide) {
    begin("hideMessage");
    out_.member("decisionId", hide.decision_id);
    out_.member("reason", event::text_of(hide.reason));
    out_.end_object();
  }

  void operator()(const effect::Recommendations& recommendations) {
    begin("recommendations");
    out_.member("requestId", recommendations.request_id);
    out_.optional_member("slot", recommendations.slot);
    out_.member("strategy", event::text_of(recommendations.strategy));
    out_.member("decisionId", recommendations.decision_id);
    write_items(recommendations.items);
    out_.end_object();
  }

  void operator()(const effect::Wake& wake) {
    begin("wake");
    out_.integer_member("atMs", wake.at_ms);
    out_.end_object();
  }

  void operator()(const effect::Forward& forward) {
    begin("forward");
    out_.member("target", event::text_of(forward.target));
    out_.member("name", forward.name);
    out_.value_member("payload", forward.payload);
    out_.end_object();
  }

  void operator()(const effect::Log& log) {
    begin("log");
    out_.member("level", event::text_of(log.level));
    out_.member("code", log.code);
    out_.optional_member("pointer", log.pointer);
    out_.member("message", log.message);
    out_.optional_member("expected", log.expected);
    out_.optional_member("found", log.found);
    out_.end_object();
  }

 private:
  void begin(std::string_view type) {
    out_.begin_object();
    out_.member("type", type);
  }

  void write_content(const effect::MessageContent& content) {
    out_.begin_object();
    out_.member("language", content.language);
    out_.optional_member("title", content.title);
    out_.optional_member("text", content.text);
    if (!content.action_label.empty()) {
      out_.key("action");
      out_.begin_object();
      out_.member("label", content.action_label);
      out_.optional_member("url", content.action_url);
      out_.end_object();
    }
    out_.optional_member("closeLabel", content.close_label);
    out_.optional_member("position", content.position);
    out_.optional_member("currency", content.currency);
    if (content.strategy) out_.member("strategy", event::text_of(*content.strategy));
    if (!content.items.empty()) write_items(content.items);
    out_.end_object();
  }

  void write_items(const std::vector<effect::RecommendedItem>& items) {
    out_.key("items");
    out_.begin_array();
    for (const effect::RecommendedItem& item : items) write_item(item);
    out_.end_array();
  }

  void write_item(const effect::RecommendedItem& item) {
    out_.begin_object();
    out_.member("id", item.id);
    out_.key("score");
    out_.number(item.score);
    out_.member("reason", event::text_of(item.reason));
    out_.member("name", item.name);
    out_.member("url", item.url);
    out_.optional_member("image", item.image);
    optional_number("price", item.price);
    optional_number("oldPrice", item.old_price);
    optional_number("rating", item.rating);
    out_.member("category", item.category);
    out_.end_object();
  }

  void optional_number(std::string_view name, std::optional<double> number) {
    if (!number) return;
    out_.key(name);
    out_.number(*number);
  }

  json::Writer& out_;
};

}  // namespace

std::string write_effects(const Effects& effects) {
  json::Writer out;
  out.begin_array();
  for (const Effect& effect : effects) std::visit(EffectWriter(out), effect);
  out.end_array();
  return out.take();
}

}  // namespace waymark::codec
