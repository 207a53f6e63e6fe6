#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "waymark/event.h"
#include "waymark/list.h"
#include "waymark/time.h"
#include "waymark/value.h"

/// Everything that can enter the core. `js-bindings/src/protocol.ts` says the same to the host.
namespace waymark::input {

/// First input of an engine.
struct Start {
  Value config;
  std::optional<std::string> snapshot;         ///< Text of the last `waymark.snapshot`, if any.
  std::optional<List<JournalRecord>> journal;  ///< Oldest first; absent where nothing can be stored.
  std::string seed;                            ///< 32 hexadecimal digits.
  PageFacts page;
};

/// A call of the site.
struct Event {
  EventCall event;
};

enum class SignalKind { route, click, scroll, form, visible, idle, exit_intent, vitals, error };

/// What the DOM reports; `detail` has the shape protocol.ts gives for the kind.
struct Signal {
  SignalKind kind = SignalKind::route;
  Value detail;
};

enum class ConsentState { unknown, granted, denied };

/// Purposes that are not named stay as they are.
struct Consent {
  List<std::pair<std::string, ConsentState>> purposes;
};

enum class LifecycleState { visible, hidden, leaving, restored, online, offline };

struct Lifecycle {
  LifecycleState state = LifecycleState::visible;
};

/// `unknown`: handed to a beacon whose reply nobody will see.
enum class SendOutcome { response, network_failure, timeout, unknown };

/// Answer to a `send` effect.
struct SendResult {
  std::string batch_id;
  SendOutcome outcome = SendOutcome::response;
  int status = 0;             ///< HTTP status, with `response`.
  TimeMs retry_after_ms = 0;  ///< 0 where the far end named none.
  std::string body;
};

/// Answer to a `persist` effect.
struct PersistResult {
  std::string key;
  bool ok = false;
  std::string reason;
};

enum class Outcome { shown, blocked, clicked, dismissed, submitted };

/// What became of a message.
struct MessageOutcome {
  std::string decision_id;
  Outcome outcome = Outcome::shown;
  Value detail;  ///< target, itemId, position, url, reason; each optional.
};

enum class Strategy { next, similar, cart, popular, recent };

struct Recommend {
  std::string request_id;
  std::string slot;
  Strategy strategy = Strategy::next;
  std::string item_id;
  std::string category;
  std::vector<std::string> exclude;
  int limit = 8;  ///< 1 to 50.
};

/// Records another tab appended.
struct Peer {
  List<JournalRecord> records;
};

struct Wake {};

struct Config {
  Value config;
};

/// Forget this visitor.
struct Reset {};

/// Ask for the state; answered by `forward` to the inspector.
struct Inspect {};

}  // namespace waymark::input

namespace waymark {

using Input = std::variant<input::Start, input::Event, input::Signal, input::Consent, input::Lifecycle,
                           input::SendResult, input::PersistResult, input::MessageOutcome, input::Recommend,
                           input::Peer, input::Wake, input::Config, input::Reset, input::Inspect>;

using input::ConsentState;
using input::Strategy;

}  // namespace waymark
