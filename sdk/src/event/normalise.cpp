#include "event/normalise.h"

#include <string>
#include <utility>

#include "base/utf8.h"

namespace waymark::event {
namespace {

/// Walks a tree once: cuts what is over a limit and adds up roughly what the rest costs as JSON.
class Cutter {
 public:
  explicit Cutter(std::vector<Error>& warnings) : warnings_(warnings) {}

  std::size_t cut(Value& value, const std::string& pointer, std::size_t depth = 0) {
    switch (value.kind()) {
      case Value::Kind::string:
        return cut_text(value, pointer);
      case Value::Kind::array:
        if (too_deep(value, pointer, depth)) return 4;
        return cut_array(value, pointer, depth);
      case Value::Kind::object:
        if (too_deep(value, pointer, depth)) return 4;
        return cut_object(value, pointer, depth);
      default:
        return 8;
    }
  }

 private:
  std::size_t cut_text(Value& value, const std::string& pointer) {
    const std::size_t size = value.text_or().size();
    if (size <= kMaxStringBytes) return size + 3;
    std::string text(value.text_or());
    base::utf8_truncate(text, kMaxStringBytes);
    value = Value(std::move(text));
    warn("event.stringCut", pointer, "A text is too long and was cut.",
         "at most " + std::to_string(kMaxStringBytes) + " bytes", std::to_string(size) + " bytes");
    return kMaxStringBytes + 3;
  }

  bool too_deep(Value& value, const std::string& pointer, std::size_t depth) {
    if (depth < kMaxDepth) return false;
    value = Value();
    warn("event.tooDeep", pointer, "A value is nested too deeply and was left out.",
         "at most " + std::to_string(kMaxDepth) + " levels", "more");
    return true;
  }

  std::size_t cut_array(Value& value, const std::string& pointer, std::size_t depth) {
    if (value.items().size() > kMaxMembers) {
      too_many(pointer, value.items().size());
      Value kept = Value::array();
      for (std::size_t i = 0; i < kMaxMembers; ++i) kept.push(std::move(value.items()[i]));
      value = std::move(kept);
    }
    std::size_t bytes = 2;
    for (std::size_t i = 0; i < value.items().size(); ++i) {
      bytes += cut(value.items()[i], pointer + "/" + std::to_string(i), depth + 1);
    }
    return bytes;
  }

  std::size_t cut_object(Value& value, const std::string& pointer, std::size_t depth) {
    if (value.members().size() > kMaxMembers) {
      too_many(pointer, value.members().size());
      Value kept = Value::object();
      for (std::size_t i = 0; i < kMaxMembers; ++i) {
        Member& member = value.members()[i];
        kept.append_member(std::move(member.key), std::move(member.value));
      }
      value = std::move(kept);
    }
    std::size_t bytes = 2;
    for (Member& member : value.members()) {
      base::utf8_truncate(member.key, kMaxNameBytes);
      bytes += member.key.size() + 4 + cut(member.value, pointer + "/" + member.key, depth + 1);
    }
    return bytes;
  }

  void too_many(const std::string& pointer, std::size_t found) {
    warn("event.tooManyMembers", pointer, "There are too many members; the last ones were left out.",
         "at most " + std::to_string(kMaxMembers), std::to_string(found));
  }

  void warn(const char* code, const std::string& pointer, const char* message, std::string expected,
            std::string found) {
    if (warnings_.size() < 8) {
      warnings_.push_back(Error{code, pointer, message, std::move(expected), std::move(found)});
    }
  }

  std::vector<Error>& warnings_;
};

/// Rough bytes of a value that is within the limits already.
std::size_t weigh(Value& value) {
  std::vector<Error> unused;
  return Cutter(unused).cut(value, "");
}

/// Takes members away, the heaviest first, until the object costs at most `budget` bytes.
void shed(Value& object, const std::string& pointer, std::size_t bytes, std::size_t budget,
          std::vector<Error>& warnings) {
  while (bytes > budget && !object.members().empty()) {
    const Member* heaviest = nullptr;
    std::size_t most = 0;
    for (Member& member : object.members()) {
      const std::size_t weight = member.key.size() + 4 + weigh(member.value);
      if (weight > most) {
        most = weight;
        heaviest = &member;
      }
    }
    const std::string key = heaviest->key;
    warnings.push_back(Error{"event.propertyDropped", pointer + "/" + key,
                             "The event is too large; its heaviest property was left out.",
                             "at most " + std::to_string(kMaxEventBytes) + " bytes an event",
                             std::to_string(most) + " bytes here"});
    object.erase(key);
    bytes -= most;
  }
}

void keep_object(Value& value, const char* pointer, std::vector<Error>& warnings) {
  if (value.is_object() || value.is_null()) return;
  warnings.push_back(Error{"event.notAnObject", pointer, "This is no object and was left out.", "an object", ""});
  value = Value();
}

Error refused(const char* code, const char* pointer, const char* message, const char* expected) {
  return Error{code, pointer, message, expected, "nothing"};
}

}  // namespace

Result<Normalised> normalise(EventCall call) {
  Normalised out;
  for (std::string* text : {&call.name, &call.user_id, &call.group_id, &call.previous_id, &call.message_id}) {
    if (base::utf8_truncate(*text, kMaxNameBytes)) {
      out.warnings.push_back(Error{"event.stringCut", "", "A name or id is too long and was cut.",
                                   "at most " + std::to_string(kMaxNameBytes) + " bytes", "more"});
    }
  }
  switch (call.type) {
    case EventType::track:
      if (call.name.empty()) {
        return refused("event.nameMissing", "/event/name", "A track call needs the name of the event.", "a text");
      }
      break;
    case EventType::identify:
      if (call.user_id.empty() && call.traits.members().empty()) {
        return refused("event.userIdMissing", "/event/userId", "An identify call needs a user id or traits.",
                       "a text");
      }
      break;
    case EventType::alias:
      if (call.user_id.empty()) {
        return refused("event.userIdMissing", "/event/userId", "An alias call needs the new user id.", "a text");
      }
      break;
    case EventType::group:
      if (call.group_id.empty()) {
        return refused("event.groupIdMissing", "/event/groupId", "A group call needs the id of the group.", "a text");
      }
      break;
    case EventType::page:
      break;
  }

  keep_object(call.properties, "/event/properties", out.warnings);
  keep_object(call.traits, "/event/traits", out.warnings);
  keep_object(call.context, "/event/context", out.warnings);
  Cutter cutter(out.warnings);
  std::size_t bytes = 500 + cutter.cut(call.context, "/event/context");
  bytes += cutter.cut(call.traits, "/event/traits");
  const std::size_t properties = cutter.cut(call.properties, "/event/properties");
  if (bytes + properties > kMaxEventBytes) {
    shed(call.properties, "/event/properties", properties, bytes < kMaxEventBytes ? kMaxEventBytes - bytes : 0,
         out.warnings);
    if (bytes > kMaxEventBytes) {
      shed(call.traits, "/event/traits", weigh(call.traits), kMaxEventBytes / 2, out.warnings);
      shed(call.context, "/event/context", weigh(call.context), kMaxEventBytes / 4, out.warnings);
    }
  }

  out.event.type = call.type;
  out.event.message_id = std::move(call.message_id);
  out.event.name = std::move(call.name);
  out.event.user_id = std::move(call.user_id);
  out.event.group_id = std::move(call.group_id);
  out.event.previous_id = std::move(call.previous_id);
  out.event.properties = std::move(call.properties);
  out.event.traits = std::move(call.traits);
  out.event.context = std::move(call.context);
  return out;
}

}  // namespace waymark::event
