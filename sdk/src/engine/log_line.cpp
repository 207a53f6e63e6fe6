#include "engine/log_line.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/log_walker.h"
#include "event/names.h"

// Never linked into the Wasm, as log_replay.cpp.
namespace waymark {
namespace {

/// No date is greater.
constexpr double kMostWhole = 9007199254740992.0;  // 2^53

bool read_moment(LogWalker& line, std::int64_t& out) {
  double number = 0;
  if (!line.number(number) || number < 0 || number > kMostWhole) return false;
  out = static_cast<std::int64_t>(number);
  return true;
}

/// Of an object the members named, as they are; of the others only that they are well-formed.
template <std::size_t N>
bool read_some(LogWalker& line, Value& out, const std::string_view (&wanted)[N], bool (*read)(LogWalker&, Value&)) {
  std::vector<Member> found;
  found.reserve(N);
  const bool good = line.members([&](std::string_view key) {
    if (std::find(std::begin(wanted), std::end(wanted), key) == std::end(wanted)) return line.skip();
    for (const Member& one : found) {
      if (one.key == key) return false;
    }
    return read(line, found.emplace_back(Member{std::string(key), Value()}).value);
  });
  if (good) out = Value::of(std::move(found));
  return good;
}

constexpr std::string_view kOfContext[] = {"page", "locale", "channel"};
constexpr std::string_view kOfPage[] = {"url", "referrer", "title"};

bool read_context_member(LogWalker& line, Value& out) {
  if (!line.next_is('{')) return line.value(out);
  return read_some(line, out, kOfPage, [](LogWalker& inner, Value& value) { return inner.value(value); });
}

bool read_session(LogWalker& line, SessionRef& out) {
  unsigned seen = 0;
  const bool good = line.members([&](std::string_view key) {
    const unsigned bit = key == "id" ? 1 : key == "number" ? 2 : key == "start" ? 4 : 0;
    if (seen & bit) return false;
    seen |= bit;
    switch (bit) {
      case 1:
        return line.text(out.id);
      case 2:
        return read_moment(line, out.number);
      case 4:
        return read_moment(line, out.start);
      default:
        return line.skip();
    }
  });
  return good && seen == 7;
}

enum Part : std::uint8_t {
  kType,
  kName,
  kMessageId,
  kTimestamp,
  kAnonymousId,
  kUserId,
  kSession,
  kProperties,
  kTraits,
  kContext,
  kParts
};
constexpr std::string_view kKeys[kParts] = {"type",   "name",    "messageId",  "timestamp", "anonymousId",
                                            "userId", "session", "properties", "traits",    "context"};
/// Without them a line is no event, or not as ours are.
constexpr unsigned kNeeded = 1U << kType | 1U << kMessageId | 1U << kTimestamp | 1U << kAnonymousId | 1U << kSession;

bool read_type(LogWalker& line, EventType& out) {
  std::string_view word;
  if (!line.plain(word)) return false;
  const std::optional<EventType> type = event::from_text<EventType>(word);
  if (type) out = *type;
  return type.has_value();
}

}  // namespace

std::string_view visitor_in(std::string_view text) {
  LogWalker line(text);
  if (!line.take('{')) return {};
  do {
    std::string_view key;
    if (!line.plain(key) || !line.take(':')) return {};
    if (key == "anonymousId") return line.plain(key) ? key : std::string_view();
    // Spelled otherwise, or in other places.
    if (key == "anonymous_id" || !line.leap()) return {};
  } while (line.take(','));
  return {};
}

bool read_log_line(std::string_view text, Event& event) {
  LogWalker line(text);
  event.name.clear();
  event.user_id.clear();
  event.group_id.clear();
  event.previous_id.clear();
  event.properties = Value();
  event.traits = Value();
  event.context = Value();
  unsigned seen = 0;
  const bool good = line.members([&](std::string_view key) {
    const auto* const part = std::find(std::begin(kKeys), std::end(kKeys), key);
    const unsigned bit = 1U << (part - std::begin(kKeys));
    if (seen & bit) return false;
    if (part != std::end(kKeys)) seen |= bit;
    switch (part - std::begin(kKeys)) {
      case kType:
        return read_type(line, event.type);
      case kName:
        return line.text(event.name);
      case kMessageId:
        return line.text(event.message_id) && !event.message_id.empty();
      case kTimestamp:
        return read_moment(line, event.timestamp);
      case kAnonymousId:
        return line.text(event.anonymous_id) && !event.anonymous_id.empty();
      case kUserId:
        return line.text(event.user_id);
      case kSession:
        return read_session(line, event.session);
      case kProperties:
        return line.next_is('{') && line.value(event.properties);
      case kTraits:
        return line.next_is('{') && line.value(event.traits);
      case kContext:
        return line.next_is('{') && read_some(line, event.context, kOfContext, read_context_member);
      default:
        // In a log of a server's these keys mean something.
        return key != "groupId" && key != "previousId" && line.skip();
    }
  });
  return good && line.at_end() && (seen & kNeeded) == kNeeded &&
         (event.type != EventType::track || !event.name.empty());
}

}  // namespace waymark
