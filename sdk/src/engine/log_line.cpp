#include "engine/log_line.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/decimal.h"
#include "base/utf8.h"
#include "event/names.h"

// Never linked into the Wasm, as log_replay.cpp.
namespace waymark {
namespace {

/// Deeper than any event of ours; what lies deeper is for the reader of JSON to judge.
constexpr int kMaxDepth = 12;
/// Whole numbers of so many digits are exact.
constexpr std::size_t kExactDigits = 15;
/// No date is greater.
constexpr double kMostWhole = 9007199254740992.0;  // 2^53

/// Walks over one line. Every step is false where something is out of the ordinary, and then nothing else counts.
class Line {
 public:
  explicit Line(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  bool at_end() {
    space();
    return at_ == end_;
  }

  bool take(char c) {
    space();
    if (at_ == end_ || *at_ != c) return false;
    ++at_;
    return true;
  }

  bool next_is(char c) {
    space();
    return at_ != end_ && *at_ == c;
  }

  /// A text without escapes.
  bool plain(std::string_view& out) {
    if (!take('"')) return false;
    const char* const begin = at_;
    while (at_ != end_ && *at_ != '"') {
      const auto c = static_cast<unsigned char>(*at_);
      if (c == '\\' || c < 0x20) return false;
      const std::size_t bytes = c < 0x80 ? 1 : base::utf8_length({at_, static_cast<std::size_t>(end_ - at_)});
      if (bytes == 0) return false;
      at_ += bytes;
    }
    out = {begin, static_cast<std::size_t>(at_ - begin)};
    return take('"');
  }

  bool text(std::string& out) {
    std::string_view found;
    if (!plain(found)) return false;
    out.assign(found);
    return true;
  }

  bool number(double& out) {
    space();
    const char* const begin = at_;
    const bool negative = at_ != end_ && *at_ == '-';
    if (negative) ++at_;
    const char* const first = at_;
    std::int64_t whole = 0;
    while (at_ != end_ && *at_ >= '0' && *at_ <= '9') whole = whole * 10 + (*at_++ - '0');
    const auto digits = static_cast<std::size_t>(at_ - first);
    if (digits == 0 || digits > kExactDigits || (*first == '0' && digits > 1)) return false;
    if (at_ == end_ || (*at_ != '.' && (*at_ | 0x20) != 'e')) {
      out = static_cast<double>(negative ? -whole : whole);
      return whole != 0 || !negative;
    }
    if (*at_ != '.') return false;
    const char* const point = ++at_;
    while (at_ != end_ && *at_ >= '0' && *at_ <= '9') ++at_;
    if (at_ == point || (at_ != end_ && (*at_ | 0x20) == 'e')) return false;
    out = base::decimal_to_double({begin, static_cast<std::size_t>(at_ - begin)});
    return true;
  }

  bool word(std::string_view wanted) {
    if (static_cast<std::size_t>(end_ - at_) < wanted.size() || std::string_view(at_, wanted.size()) != wanted) {
      return false;
    }
    at_ += wanted.size();
    return true;
  }

  /// The members of an object, each by its key.
  template <class Each>
  bool members(Each each) {
    if (!take('{')) return false;
    if (take('}')) return true;
    do {
      std::string_view key;
      if (!plain(key) || !take(':') || !each(key)) return false;
    } while (take(','));
    return take('}');
  }

  bool value(Value& out, int depth = 0) {
    if (depth == kMaxDepth) return false;
    space();
    if (at_ == end_) return false;
    switch (*at_) {
      case '{': {
        std::vector<Member> found;
        found.reserve(8);
        const bool good = members([&](std::string_view key) {
          for (const Member& one : found) {
            if (one.key == key) return false;
          }
          return value(found.emplace_back(Member{std::string(key), Value()}).value, depth + 1);
        });
        if (good) out = Value::of(std::move(found));
        return good;
      }
      case '[':
        out = Value::array();
        ++at_;
        if (take(']')) return true;
        do {
          out.push(Value());
          if (!value(out.items().back(), depth + 1)) return false;
        } while (take(','));
        return take(']');
      case '"': {
        std::string_view found;
        if (!plain(found)) return false;
        out = Value(found);
        return true;
      }
      case 't':
        out = Value(true);
        return word("true");
      case 'f':
        out = Value(false);
        return word("false");
      case 'n':
        out = Value();
        return word("null");
      default: {
        double found = 0;
        if (!number(found)) return false;
        out = Value(found);
        return true;
      }
    }
  }

  /// Something nobody wants.
  bool skip(int depth = 0) {
    if (depth == kMaxDepth) return false;
    space();
    if (at_ == end_) return false;
    std::string_view text;
    double ignored = 0;
    switch (*at_) {
      case '{':
        return members([&](std::string_view) { return skip(depth + 1); });
      case '[':
        ++at_;
        if (take(']')) return true;
        do {
          if (!skip(depth + 1)) return false;
        } while (take(','));
        return take(']');
      case '"':
        return plain(text);
      case 't':
        return word("true");
      case 'f':
        return word("false");
      case 'n':
        return word("null");
      default:
        return number(ignored);
    }
  }

  /// The rest of a value, whatever is in it: only where it ends.
  bool leap() {
    int depth = 0;
    for (; at_ != end_; ++at_) {
      if (*at_ == '"') {
        for (++at_; at_ != end_ && *at_ != '"'; ++at_) {
          if (*at_ == '\\' && ++at_ == end_) return false;
        }
        if (at_ == end_) return false;
      } else if (*at_ == '{' || *at_ == '[') {
        ++depth;
      } else if (*at_ == '}' || *at_ == ']') {
        if (depth-- == 0) return true;
      } else if (*at_ == ',' && depth == 0) {
        return true;
      }
    }
    return false;
  }

 private:
  void space() {
    while (at_ != end_ && (*at_ == ' ' || *at_ == '\t' || *at_ == '\r' || *at_ == '\n')) ++at_;
  }

  const char* at_;
  const char* end_;
};

bool read_moment(Line& line, std::int64_t& out) {
  double number = 0;
  if (!line.number(number) || number < 0 || number > kMostWhole) return false;
  out = static_cast<std::int64_t>(number);
  return true;
}

/// Of an object the members named, as they are; of the others only that they are well-formed.
template <std::size_t N>
bool read_some(Line& line, Value& out, const std::string_view (&wanted)[N], bool (*read)(Line&, Value&)) {
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

bool read_context_member(Line& line, Value& out) {
  if (!line.next_is('{')) return line.value(out);
  return read_some(line, out, kOfPage, [](Line& inner, Value& value) { return inner.value(value); });
}

bool read_session(Line& line, SessionRef& out) {
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

bool read_type(Line& line, EventType& out) {
  std::string_view word;
  if (!line.plain(word)) return false;
  const std::optional<EventType> type = event::from_text<EventType>(word);
  if (type) out = *type;
  return type.has_value();
}

}  // namespace

std::string_view visitor_in(std::string_view text) {
  Line line(text);
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
  Line line(text);
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
