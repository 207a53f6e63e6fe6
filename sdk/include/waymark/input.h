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
  List<JournalRecord> peers;                   ///< Of pages that are alive and send them themselves.
  std::vector<std::string> sent;               ///< What pages that have left had on its way (delivery/sent.h).
  std::string seed;                            ///< 32 hexadecimal digits.
  std::string anonymous_id;  ///< By a cookie or link; empty for none. Counts more than the snapshot's.
  PageFacts page;
};

/// A call of the site.
struct Event {
  EventCall event;
};

enum class SignalKind {
  route,
  click,
  scroll,
  form,
  visible,
  idle,
  exit_intent,
  vitals,
  error,
  loss,
  engagement,
  rage_click,
  dead_click,
  copy,
  print,
  media,
  duplicate_tab,
  product,
  api
};

/// What the DOM reports; `detail` has the shape protocol.ts gives for the kind.
struct Signal {
  SignalKind kind = SignalKind::route;
  Value detail;
};

enum class ConsentState { unknown, granted, denied };

/// Purposes that are not named stay as they are.
struct Consent {
  List<std::pair<std::string, ConsentState>> purposes;
  std::string source;   ///< Who says so: `site` (also where empty), `gcm`, `tcf`, `gpc`, `dnt`; any other is kept.
  std::string version;  ///< Of the notice the visitor saw.
  std::string proof;    ///< What the consent tool gives as evidence, such as a TC string.
  /// True: a setting that stands until the visitor chooses here, such as GPC. It gives way to any choice and is not
  /// remembered: the host says it again on each page.
  bool preset = false;
};

enum class LifecycleState { visible, hidden, leaving, restored, online, offline };

struct Lifecycle {
  LifecycleState state = LifecycleState::visible;
  Value owned;  ///< With `restored`: ids of the records that are still this page's; null where nobody knows.
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

/// `ready`: it could be drawn now; the core takes back what has been overtaken (`hideMessage`, reason `stale`).
enum class Outcome { shown, blocked, clicked, dismissed, submitted, closed, ready };

/// What became of a message.
struct MessageOutcome {
  std::string decision_id;
  Outcome outcome = Outcome::shown;
  Value detail;  ///< target, itemId, position, url, reason, answers, traits, consent; each optional.
};

enum class Strategy { next, similar, cart, popular, recent, buy_again, replenish, up_sell, for_you };

struct Recommend {
  std::string request_id;
  std::string slot;
  Strategy strategy = Strategy::next;
  std::string item_id;
  std::string category;
  std::vector<std::string> exclude;
  int limit = 8;  ///< 1 to 50.
};

/// How a destination is doing, told from tab to tab.
struct Health {
  std::string destination;
  int attempt = 0;  ///< Failures in a row; 0: it has just answered well.
  TimeMs retry_at_ms = 0;
};

/// What another tab told: records it appended, how it fared with destinations.
struct Peer {
  List<JournalRecord> records;
  List<Health> health;
};

/// Records of a page that has left are this page's to send from now on.
struct Adopt {
  List<JournalRecord> records;
  std::vector<std::string> sent;  ///< What that page had on its way.
};

/// Send what waits; answered by `flushed`.
struct Flush {
  std::string request_id;
};

struct Wake {};

struct Config {
  Value config;
};

/// Forget this visitor.
struct Reset {};

/// The visitor asks for what is known of them; answered by `exported`.
struct Export {
  std::string request_id;
  std::string of;  ///< Empty: all there is; `profile`: what the page may lean on; `parts`: what `mergeProfile` takes.
};

/// What another device or a server knows of the visitor (profile/profile.h).
struct MergeProfile {
  Value profile;
};

/// The visitor asks to be erased, here and at the destinations.
struct Forget {};

/// Ask for the state; answered by `forward` to the inspector.
struct Inspect {
  std::string preview;  ///< Id of a rule whose message is shown now, whatever its conditions and caps.
  std::string stage;    ///< On this page rules take the visitor for one in this stage; nothing of it is counted.
};

}  // namespace waymark::input

namespace waymark {

using Input = std::variant<input::Start, input::Event, input::Signal, input::Consent, input::Lifecycle,
                           input::SendResult, input::PersistResult, input::MessageOutcome, input::Recommend,
                           input::Peer, input::Adopt, input::Flush, input::Wake, input::Config, input::Reset,
                           input::Export, input::MergeProfile, input::Forget, input::Inspect>;

using input::ConsentState;
using input::Strategy;

}  // namespace waymark
