#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "profile/affinity.h"
#include "profile/cart.h"
#include "profile/event_log.h"
#include "waymark/event.h"
#include "waymark/list.h"
#include "waymark/value.h"

namespace waymark::profile {

/// Products remembered as recently viewed, newest first.
inline constexpr std::size_t kMaxRecentItems = 30;
/// Products remembered as bought, newest first.
inline constexpr std::size_t kMaxPurchasedItems = 100;

struct RecentItem {
  std::string id;
  std::string category;
  TimeMs at_ms = 0;
};

struct Purchases {
  std::int64_t orders = 0;
  double revenue = 0;  ///< Minor units.
  TimeMs last_ms = 0;
  std::int64_t last_session = 0;  ///< Number of the visit of the last order.
  std::vector<std::string> items;
  std::vector<double> times;  ///< Of the latest purchase of each; shorter where an older snapshot had none.
};

/// What is known about the visitor: the sum of their events.
struct Profile {
  Value traits = Value::object();
  EventLog log;
  List<Affinity> categories;
  List<RecentItem> recent;
  Cart cart;
  Purchases purchases;
  std::int64_t pages = 0;  ///< Page events ever; the number of the current page.
};

/// The name an event is counted under: its own for track, `Page Viewed` for page, else the type.
std::string_view counted_name(const Event& event);

/// Learns from one event.
void apply(Profile& profile, const Event& event);

}  // namespace waymark::profile
