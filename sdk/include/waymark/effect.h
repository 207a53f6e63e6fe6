#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "waymark/event.h"
#include "waymark/input.h"
#include "waymark/list.h"
#include "waymark/time.h"
#include "waymark/value.h"

/// Everything the core can ask of its host, in the order it is to be done.
namespace waymark::effect {

enum class Urgency { normal, hidden, leaving };

/// Send one batch; always answered by `sendResult`.
struct Send {
  std::string batch_id;
  std::string destination;
  std::string method = "POST";
  std::string url;
  List<std::pair<std::string, std::string>> headers;
  std::string body;
  Urgency urgency = Urgency::normal;
  bool compress = false;
  std::string gzip_url;  ///< Where a gzipped body goes instead; empty: to `url`, with a Content-Encoding header.
};

/// Write one record to the journal, now.
struct Append {
  JournalRecord record;
};

/// Delete these records from the journal.
struct Release {
  std::vector<std::string> ids;
};

/// Store a text; always answered by `persistResult`.
struct Persist {
  std::string key;
  std::string text;
};

struct Remove {
  std::string key;
};

enum class Template {
  bar,
  modal,
  slide_in,
  toast,
  full_screen,
  banner,
  hero,
  recommendations,
  coupon,
  free_shipping,
  lead_form,
  survey,
  social_proof,
  wheel,
  scratch,
  loyalty,
  replenish,
  custom,
};

/// Draw a message; answered by `messageOutcome`. With the `decision_id` of one that stands: draw that one anew, which
/// is no second showing, and not before the visitor has left what is being filled in.
struct ShowMessage {
  std::string decision_id;
  std::string rule;
  std::string variant;
  Template form = Template::bar;
  std::string slot;
  std::vector<std::string> reserve;  ///< Web Locks the host takes before it draws, so that no other tab draws too.
  Value content;  ///< What its author wrote for one language, with `language`; and `items`, `currency`, `strategy`.
};

/// `stale`: what it was decided by no longer holds. `over`: the same of one that stands and is kept up to date; it goes
/// once the visitor has left it, which is answered by the outcome `closed`.
enum class HideReason { route, peer, consent, reset, replaced, stale, over };

struct HideMessage {
  std::string decision_id;
  HideReason reason = HideReason::route;
};

/// Answer to a `recommend` input.
struct Recommendations {
  std::string request_id;
  std::string slot;
  Strategy strategy = Strategy::next;
  std::string decision_id;
  Value items;  ///< The same.
};

/// Go to another page.
struct Redirect {
  std::string url;  ///< A path of the site or an http(s) address.
};

/// Fetch these files of cards; each is answered by `load("cards")`, with no bytes where it cannot be had.
struct Cards {
  std::vector<std::string> urls;
};

/// Tell the browser's other tabs.
using Health = input::Health;

/// A destination that has events left after a flush, and why.
struct Unflushed {
  std::string id;
  std::int64_t waiting = 0;
  std::string reason;  ///< `retry`, `parked`, `disabled`, `held`, `denied`; `unconfigured` with an empty id.
};

/// Answer to a `flush` input.
struct Flushed {
  std::string request_id;
  std::int64_t delivered = 0;  ///< Since the flush was asked for, over all destinations.
  std::int64_t waiting = 0;
  List<Unflushed> destinations;
};

/// Answer to an `export` input.
struct Exported {
  std::string request_id;
  Value data;
};

/// Keep one timer; this one replaces it.
struct Wake {
  TimeMs at_ms = kNever;
};

enum class Target { data_layer, gtag, fbq, listener, inspector };

struct Forward {
  Target target = Target::listener;
  std::string name;
  Value payload;
  std::string id{};        ///< `messageId` of the event that is handed on; empty for what is none.
  double price_scale = 0;  ///< For a tag, its amounts times this; 0: as they are.
};

enum class Level { debug, info, warn, error };

struct Log {
  Level level = Level::info;
  std::string code;
  std::string pointer;
  std::string expected;
  std::string found;
};

}  // namespace waymark::effect

namespace waymark {

using Effect =
    std::variant<effect::Send, effect::Append, effect::Release, effect::Persist, effect::Remove, effect::ShowMessage,
                 effect::HideMessage, effect::Recommendations, effect::Health, effect::Flushed, effect::Exported,
                 effect::Redirect, effect::Cards, effect::Wake, effect::Forward, effect::Log>;
using Effects = List<Effect>;

}  // namespace waymark
