#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/uuid.h"
#include "consent/consent.h"
#include "delivery/destination.h"
#include "delivery/reply.h"
#include "queue/queue.h"
#include "timers/timers.h"
#include "waymark/config.h"
#include "waymark/effect.h"
#include "waymark/event.h"
#include "waymark/input.h"
#include "waymark/list.h"

namespace waymark::delivery {

/// A parked destination is asked again after this long.
inline constexpr TimeMs kParkMs = kHourMs;
/// What gives way first (heartbeats, scroll depths, clicks) waits so many batch ages longer: a request costs the page
/// more than it.
inline constexpr TimeMs kPatience = 9;
/// A host that never answers a send (it promised to) is taken for a failure after this long.
inline constexpr TimeMs kLeaseMs = kMinuteMs;
/// A batch whose page was left may arrive for this long; then, if the collector does not have it, it is sent again.
inline constexpr TimeMs kUncertainMs = 10 * kSecondMs;
/// So many events refused one by one and none taken: the destination is at fault, not they.
inline constexpr std::size_t kMaxSuspects = 10;

/// Gathers batches, hands them out as `send` effects and acts on the replies: one batch in flight a
/// destination, unless the page is being left or a flush was asked for. No destination waits for another.
class Delivery {
 public:
  /// What all steps work on.
  struct World {
    queue::Queue& queue;
    timers::Timers& timers;
    base::UuidSource& ids;
    Effects& out;
    TimeMs now;
  };

  /// Takes the destinations out of a configuration; `formats` are theirs. Batches on their way keep their replies; what
  /// waits in the queue follows its destination by id.
  void configure(Config& config, List<Format> formats, const consent::Ledger& consent, const World& world);
  /// The visitor's choices changed: what a denied destination waited for is dropped, what was held may go.
  void apply_consent(const consent::Ledger& consent, queue::Queue& queue);
  /// Destinations an event is for; kUnassigned before the first configuration.
  /// `paused`: those that are not enabled too, for events that may have waited for them before.
  queue::DestinationMask wanted_by(const Event& event, bool paused = false) const;
  /// The clock was set back.
  void shift(TimeMs delta);
  std::vector<std::string> names() const;

  /// Sends whatever is due. Any urgency but normal sends all that waits, in-flight limits and ages aside, as far
  /// as the bytes of keepalive requests reach; a destination that asked for patience still gets it. After `leaving`
  /// nothing is sent until `come_back`.
  void pump(const World& world, effect::Urgency urgency);
  void on_result(const input::SendResult& result, const World& world);
  /// A lease of `destination` ran out.
  void on_lease_end(std::uint32_t destination, const World& world);
  /// The network came back or the page is seen again: ask at once, except who must not be asked yet.
  void retry_now(const World& world);
  void on_health(const input::Health& health, const World& world);

  /// The page is there again after `leaving`.
  void come_back() { left_ = false; }
  /// Text for the page that follows (delivery/sent.h); empty where nothing is on its way.
  std::string sent_text(std::string_view key, const queue::Queue& queue,
                        const std::vector<std::string>& released) const;
  /// What earlier pages had on their way. The texts are removed, if their keys begin with `prefix`.
  void recall(const std::vector<std::string>& texts, const char* prefix, const World& world);

  /// Asks for everything to be sent; answered by a `flushed` effect from `answer_flushes`.
  void flush(const std::string& request_id, const World& world);
  void answer_flushes(const World& world);

  /// Health by destination id, to be stored and given back.
  List<SavedHealth> health() const;
  void restore_health(const List<SavedHealth>& health, const World& world);

  /// Members `sentBatches`, `delivered`, `retries`, `setAside`, and `destinations`, one entry each.
  void describe(Value& stats, Value& destinations, const queue::Queue& queue, const timers::Timers& timers) const;
  /// A snapshot says that these events have reached a destination.
  void acknowledge(const std::string& destination, const std::vector<std::string>& ids, queue::Queue& queue) const;
  /// Events set aside since this was last asked.
  std::int64_t take_lost() { return std::exchange(lost_, 0); }

 private:
  struct FlushRequest {
    std::string id;
    std::int64_t delivered_before = 0;
  };

  void widen(Destination& destination) const;
  bool due(Destination& destination, std::uint32_t index, const World& world);
  std::size_t bytes_in_flight() const;
  bool send(std::uint32_t index, std::size_t budget, const World& world, effect::Urgency urgency);
  void act_on(const Reply& reply, const input::SendResult& result, const Batch& batch, std::uint32_t index,
              const World& world);
  void take(const Reply& reply, const Batch& batch, std::uint32_t index, const World& world);
  void resolve_uncertain(const Reply& reply, const Batch& batch, std::uint32_t index, const World& world);
  void set_aside(queue::Number number, const std::string& reason, std::uint32_t index, const World& world);
  void set_aside_suspects(std::uint32_t index, const World& world);
  void park(const std::string& found, std::uint32_t index, const World& world);
  const char* stuck(const Destination& destination, std::uint32_t index, const timers::Timers& timers) const;

  bool configured_ = false;
  bool left_ = false;
  List<DestinationConfig> configs_;
  List<Destination> destinations_;
  List<FlushRequest> flushes_;
  BatchConfig batch_;
  RetryConfig retry_;
  std::int64_t sent_batches_ = 0;
  std::int64_t delivered_ = 0;
  std::int64_t lost_ = 0;
};

}  // namespace waymark::delivery
