#include <algorithm>
#include <cmath>
#include <cstddef>

#include "event/names.h"
#include "json/parse.h"
#include "state/snapshot.h"

namespace waymark::state {
namespace {

std::int64_t integer(const Value& value) {
  const double number = value.number_or(0);
  return std::isfinite(number) ? static_cast<std::int64_t>(std::clamp(number, 0.0, static_cast<double>(kLatestMs))) : 0;
}

double amount(const Value& value) {
  const double number = value.number_or(0);
  return std::isfinite(number) ? number : 0;
}

std::string text(const Value& value) { return std::string(value.text_or()); }

/// A row as SnapshotWriter::list wrote it; cells that are missing read as null.
struct Row {
  std::span<const Value> cells;

  const Value& operator[](std::size_t i) const {
    static const Value none;
    return i < cells.size() ? cells[i] : none;
  }
};

template <class Add>
void rows(const Value& list, Add add) {
  for (const Value& row : list.items()) add(Row{row.items()});
}

identity::Session read_session(const Value& json) {
  identity::Session session;
  session.id = text(json["id"]);
  session.number = integer(json["number"]);
  session.start = integer(json["start"]);
  session.last_activity = integer(json["lastActivity"]);
  session.pageviews = integer(json["pageviews"]);
  session.entry_url = text(json["entryUrl"]);
  session.entry_referrer = text(json["entryReferrer"]);
  session.channel = text(json["channel"]);
  session.campaign_key = text(json["campaign"]);
  return session;
}

profile::Profile read_profile(const Value& json) {
  profile::Profile profile;
  if (json["traits"].is_object()) profile.traits = json["traits"];
  profile.pages = integer(json["pages"]);
  rows(json["counters"], [&](const Row& row) {
    profile.log.counters.push_back({text(row[0]), integer(row[1]), integer(row[2]), integer(row[3])});
  });
  rows(json["latest"], [&](const Row& row) {
    const auto counter = static_cast<std::uint64_t>(integer(row[0]));
    if (counter >= profile.log.counters.size()) return;
    profile.log.latest.push_back(
        {static_cast<std::uint32_t>(counter), integer(row[1]), integer(row[2]), integer(row[3])});
  });
  rows(json["categories"], [&](const Row& row) {
    profile.categories.push_back({text(row[0]), amount(row[1]), integer(row[2])});
  });
  rows(json["recent"], [&](const Row& row) {
    profile.recent.push_back({text(row[0]), text(row[1]), integer(row[2])});
  });
  rows(json["cart"], [&](const Row& row) {
    profile.cart.items.push_back({text(row[0]), text(row[1]), amount(row[2]), amount(row[3])});
  });
  profile.purchases.orders = integer(json["orders"]);
  profile.purchases.revenue = amount(json["revenue"]);
  profile.purchases.last_ms = integer(json["lastOrder"]);
  profile.purchases.last_session = integer(json["lastOrderSession"]);
  for (const Value& item : json["purchased"].items()) profile.purchases.items.push_back(text(item));
  return profile;
}

journey::State read_journey(const Value& json) {
  journey::State journey;
  journey.stage = text(json["stage"]);
  journey.since = integer(json["since"]);
  rows(json["spent"], [&](const Row& row) { journey.spent.emplace_back(text(row[0]), integer(row[1])); });
  return journey;
}

decision::History read_history(const Value& json) {
  decision::History history;
  history.session = integer(json["session"]);
  history.session_count = integer(json["sessionCount"]);
  history.last_shown_ms = integer(json["lastShown"]);
  rows(json["rules"], [&](const Row& row) {
    history.rules.push_back(
        {text(row[0]), integer(row[1]), integer(row[2]), integer(row[3]), integer(row[4]), integer(row[5])});
  });
  return history;
}

}  // namespace

Result<State> read_snapshot(std::string_view text_in) {
  const Result<Value> parsed = json::parse(text_in);
  const Error broken{"snapshot.broken", "", "The stored snapshot cannot be read; what it knew is rebuilt from the journal.",
                     "a snapshot", parsed.ok() ? "another JSON text" : parsed.error().found};
  if (!parsed.ok()) return broken;
  const Value& json = parsed.value();
  if (json["version"].number_or(0) > kSnapshotVersion) {
    return Error{"snapshot.newer", "/version", "A later library wrote this snapshot; it is left alone.",
                 std::to_string(kSnapshotVersion), std::to_string(integer(json["version"]))};
  }
  State state;
  state.identity.anonymous_id = text(json["identity"]["anonymousId"]);
  state.identity.user_id = text(json["identity"]["userId"]);
  state.identity.group_id = text(json["identity"]["groupId"]);
  // Without an id it is a snapshot of a visitor who allows nothing: only their choices are in it.
  if (json["version"].number_or(0) != kSnapshotVersion) return broken;
  state.session = read_session(json["session"]);
  state.profile = read_profile(json["profile"]);
  state.journey = read_journey(json["journey"]);
  state.history = read_history(json["history"]);
  rows(json["consent"], [&](const Row& row) {
    const auto choice = event::from_text<ConsentState>(row[1].text_or());
    if (choice) state.consent.emplace_back(text(row[0]), *choice);
  });
  rows(json["positions"], [&](const Row& row) { state.positions.include(row[0].text_or(), integer(row[1])); });
  rows(json["acknowledged"], [&](const Row& row) {
    state.acknowledged.emplace_back(text(row[0]), std::vector<std::string>());
    for (std::size_t i = 1; i < row.cells.size(); ++i) state.acknowledged.back().second.push_back(text(row[i]));
  });
  return state;
}

}  // namespace waymark::state
