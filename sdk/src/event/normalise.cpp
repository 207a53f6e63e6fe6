#include "event/normalise.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "base/path.h"
#include "base/utf8.h"
#include "base/whole.h"

namespace waymark::event {
namespace {

using base::Path;

/// Warnings of one event; a hostile one does not flood the log.
constexpr std::size_t kMaxWarnings = 8;

/// Walks a tree once: cuts what is over a limit and adds up roughly what the rest costs as JSON.
class Cutter {
 public:
  explicit Cutter(List<Error>& warnings) : warnings_(warnings) {}

  std::size_t cut(Value& value, const Path& path, std::size_t depth = 0) {
    if (value.is_string()) return cut_text(value, path);
    if (!value.is_array() && !value.is_object()) return 8;
    if (depth >= kMaxDepth) {
      value = Value();
      warn("event.tooDeep", path, kMaxDepth);
      return 4;
    }
    std::size_t bytes = 2;
    if (value.truncate(kMaxMembers)) warn("event.tooManyMembers", path, kMaxMembers);
    for (std::size_t i = 0; i < value.items().size(); ++i) {
      bytes += cut(value.items()[i], Path{&path, {}, i}, depth + 1);
    }
    for (Member& member : value.members()) {
      base::utf8_truncate(member.key, kMaxNameBytes);
      bytes += member.key.size() + 4 + cut(member.value, Path{&path, member.key, 0}, depth + 1);
    }
    return bytes;
  }

  void warn(const char* code, const Path& path, std::size_t limit) {
    if (warnings_.size() < kMaxWarnings)
      warnings_.emplace_back(code, path.pointer(), ("at most " + base::count_text(limit)).c_str());
  }

 private:
  std::size_t cut_text(Value& value, const Path& path) {
    const std::size_t size = value.text_or().size();
    if (size <= kMaxStringBytes) return size + 3;
    std::string text(value.text_or());
    base::utf8_truncate(text, kMaxStringBytes);
    value = Value(std::move(text));
    warn("event.stringCut", path, kMaxStringBytes);
    return kMaxStringBytes + 3;
  }

  List<Error>& warnings_;
};

/// Rough bytes of a value that is within the limits already.
std::size_t weigh(Value& value) {
  List<Error> unused;
  return Cutter(unused).cut(value, {});
}

/// Takes members away, the heaviest first, until the object costs at most `budget` bytes.
void shed(Value& object, const Path& path, std::size_t bytes, std::size_t budget, List<Error>& warnings) {
  std::size_t weights[kMaxMembers];
  std::size_t count = 0;
  for (Member& member : object.members()) weights[count++] = member.key.size() + 4 + weigh(member.value);
  while (bytes > budget && count > 0) {
    std::size_t* const heaviest = std::max_element(weights, weights + count);
    const std::string key = object.members()[static_cast<std::size_t>(heaviest - weights)].key;
    Cutter(warnings).warn("event.propertyDropped", Path{&path, key, 0}, kMaxEventBytes);
    bytes -= *heaviest;
    object.erase(key);
    std::copy(heaviest + 1, weights + count, heaviest);
    --count;
  }
}

/// What a call of this type cannot do without: the member and its text.
std::pair<const char*, const std::string*> needed_by(const EventCall& call) {
  switch (call.type) {
    case EventType::track:
      return {"name", &call.name};
    case EventType::identify:
      return {"userId", call.traits.members().empty() ? &call.user_id : nullptr};
    case EventType::alias:
      return {"userId", &call.user_id};
    case EventType::group:
      return {"groupId", &call.group_id};
    case EventType::page:
      break;
  }
  return {"", nullptr};
}

}  // namespace

Result<Normalised> normalise(EventCall call) {
  Normalised out;
  const Path root{nullptr, "/event", 0};
  Cutter cutter(out.warnings);
  if (const auto [member, text] = needed_by(call); text && text->empty()) {
    return Error("event.missing", Path{&root, member, 0}.pointer(), "a text that is not empty", "nothing");
  }
  for (std::string* text :
       {&call.name, &call.user_id, &call.group_id, &call.previous_id, &call.anonymous_id, &call.message_id}) {
    if (base::utf8_truncate(*text, kMaxNameBytes)) cutter.warn("event.stringCut", root, kMaxNameBytes);
  }
  const std::pair<Value*, const char*> parts[] = {
      {&call.properties, "properties"}, {&call.traits, "traits"}, {&call.context, "context"}};
  std::size_t total = kEnvelopeBytes;
  std::size_t bytes[3];
  for (std::size_t i = 0; i < 3; ++i) {
    Value& part = *parts[i].first;
    const Path path{&root, parts[i].second, 0};
    if (!part.is_object() && !part.is_null()) {
      out.warnings.emplace_back("event.notAnObject", path.pointer(), "an object");
      part = Value();
    }
    total += bytes[i] = cutter.cut(part, path);
  }
  for (std::size_t i = 0; i < 3 && total > kMaxEventBytes; ++i) {
    const std::size_t over = total - kMaxEventBytes;
    const std::size_t budget = bytes[i] > over ? bytes[i] - over : 0;
    shed(*parts[i].first, Path{&root, parts[i].second, 0}, bytes[i], budget, out.warnings);
    total -= bytes[i] - weigh(*parts[i].first);
  }

  out.event = std::move(call);
  return out;
}

}  // namespace waymark::event
