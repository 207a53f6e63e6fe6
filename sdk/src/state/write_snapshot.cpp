#include "event/names.h"
#include "json/write.h"
#include "state/snapshot.h"

namespace waymark::state {
namespace {

class SnapshotWriter {
 public:
  std::string write(const State& state) {
    out_.begin_object();
    out_.integer_member("version", kSnapshotVersion);
    identity(state.identity);
    session(state.session);
    profile(state.profile);
    journey(state.journey);
    history(state.history);
    list("consent", state.consent, [&](const auto& choice) {
      out_.string(choice.first);
      out_.string(event::text_of(choice.second));
    });
    list("positions", state.positions.last, [&](const auto& position) {
      out_.string(position.first);
      out_.integer(position.second);
    });
    list("acknowledged", state.acknowledged, [&](const auto& destination) {
      out_.string(destination.first);
      for (const std::string& id : destination.second) out_.string(id);
    });
    out_.end_object();
    return out_.take();
  }

 private:
  /// One array a row, to spare the member names.
  template <class Rows, class Row>
  void list(std::string_view name, const Rows& rows, Row row) {
    out_.key(name);
    out_.begin_array();
    for (const auto& item : rows) {
      out_.begin_array();
      row(item);
      out_.end_array();
    }
    out_.end_array();
  }

  void texts(std::string_view name, const std::vector<std::string>& texts) {
    out_.key(name);
    out_.begin_array();
    for (const std::string& text : texts) out_.string(text);
    out_.end_array();
  }

  void identity(const identity::Identity& identity) {
    out_.key("identity");
    out_.begin_object();
    out_.member("anonymousId", identity.anonymous_id);
    out_.optional_member("userId", identity.user_id);
    out_.optional_member("groupId", identity.group_id);
    out_.end_object();
  }

  void session(const identity::Session& session) {
    out_.key("session");
    out_.begin_object();
    out_.member("id", session.id);
    out_.integer_member("number", session.number);
    out_.integer_member("start", session.start);
    out_.integer_member("lastActivity", session.last_activity);
    out_.integer_member("pageviews", session.pageviews);
    out_.optional_member("entryUrl", session.entry_url);
    out_.optional_member("entryReferrer", session.entry_referrer);
    out_.optional_member("channel", session.channel);
    out_.optional_member("campaign", session.campaign_key);
    out_.end_object();
  }

  void profile(const profile::Profile& profile) {
    out_.key("profile");
    out_.begin_object();
    out_.optional_value("traits", profile.traits);
    out_.integer_member("pages", profile.pages);
    list("counters", profile.log.counters, [&](const profile::Counter& counter) {
      out_.string(counter.name);
      out_.integer(counter.count);
      out_.integer(counter.first_ms);
      out_.integer(counter.last_ms);
    });
    list("latest", profile.log.latest, [&](const profile::LoggedEvent& event) {
      out_.integer(event.counter);
      out_.integer(event.time);
      out_.integer(event.session);
      out_.integer(event.page);
    });
    list("categories", profile.categories, [&](const profile::Affinity& affinity) {
      out_.string(affinity.key);
      out_.number(affinity.score);
      out_.integer(affinity.updated_ms);
    });
    list("recent", profile.recent, [&](const profile::RecentItem& item) {
      out_.string(item.id);
      out_.string(item.category);
      out_.integer(item.at_ms);
    });
    list("cart", profile.cart.items, [&](const profile::CartItem& item) {
      out_.string(item.id);
      out_.string(item.category);
      out_.number(item.price);
      out_.number(item.quantity);
    });
    out_.integer_member("orders", profile.purchases.orders);
    out_.key("revenue");
    out_.number(profile.purchases.revenue);
    out_.integer_member("lastOrder", profile.purchases.last_ms);
    out_.integer_member("lastOrderSession", profile.purchases.last_session);
    texts("purchased", profile.purchases.items);
    out_.end_object();
  }

  void journey(const journey::State& journey) {
    out_.key("journey");
    out_.begin_object();
    out_.member("stage", journey.stage);
    out_.integer_member("since", journey.since);
    list("spent", journey.spent, [&](const auto& spent) {
      out_.string(spent.first);
      out_.integer(spent.second);
    });
    out_.end_object();
  }

  void history(const decision::History& history) {
    out_.key("history");
    out_.begin_object();
    out_.integer_member("session", history.session);
    out_.integer_member("sessionCount", history.session_count);
    out_.integer_member("lastShown", history.last_shown_ms);
    list("rules", history.rules, [&](const decision::RuleHistory& rule) {
      out_.string(rule.rule);
      out_.integer(rule.session);
      out_.integer(rule.session_count);
      out_.integer(rule.lifetime_count);
      out_.integer(rule.last_shown_ms);
      out_.integer(rule.last_dismissed_ms);
    });
    out_.end_object();
  }

  json::Writer out_;
};

}  // namespace

std::string write_snapshot(const State& state) { return SnapshotWriter().write(state); }

}  // namespace waymark::state
