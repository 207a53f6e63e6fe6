#include "profile/value.h"

#include <utility>

#include "rules/roots/roots.h"

namespace waymark::rules::roots {
namespace {

/// Repurchases told; a page shows a handful.
constexpr std::size_t kRepurchases = 20;

const ValueConfig& value_config(const Facts& facts, const ValueConfig& otherwise) {
  return facts.config ? facts.config->profile : otherwise;
}

Value number(double value) { return Value(value); }

Value traits(const Facts& facts) {
  Value out = Value::object();
  for (const profile::Entry& entry : facts.profile.view().lists[profile::kTraits]) {
    if (!entry.detail.is_null()) out.append_member(entry.key, entry.detail);
  }
  return out;
}

/// Interest in each key of a map.
Value interests(const Facts& facts, profile::Kind kind) {
  Value out = Value::object();
  for (const profile::Entry& entry : facts.profile.view().lists[kind]) {
    out.append_member(entry.key, Value(profile::decayed(entry, facts.now)));
  }
  return out;
}

Value best(const Facts& facts, profile::Kind kind, std::size_t count) {
  return texts(profile::best(facts.profile.view(), kind, facts.now, count));
}

constexpr int kPurchased = 3;

Value purchase(const Facts& facts, int what) {
  const profile::Purchases purchases = profile::purchases_of(facts.profile.view(), what == kPurchased);
  const ValueConfig none;
  const ValueConfig& config = value_config(facts, none);
  switch (what) {
    case 0:
      return Value::number(purchases.orders);
    case 1:
      return Value(purchases.revenue);
    case 2:
      return Value::number(purchases.last_session);
    case kPurchased:
      return texts(purchases.items);
    case 4: {
      const profile::Rfm rfm = profile::rfm_of(purchases, config, facts.now);
      Value out;
      out.add_number("recency", rfm.recency);
      out.add_number("frequency", rfm.frequency);
      out.add_number("money", rfm.money);
      return out;
    }
    case 5:
      return number(profile::lifetime_value(purchases, config, facts.now));
    case 6:
      return number(profile::churn_risk(purchases, config, facts.now));
    default:
      return purchases.last_ms > 0 ? Value::number(purchases.last_ms) : Value();
  }
}

Value repurchase(const Facts& facts) {
  const ValueConfig none;
  Value out = Value::array();
  for (const profile::Repurchase& one :
       profile::repurchases(facts.profile.view(), value_config(facts, none), facts.now, kRepurchases)) {
    Value row;
    row.add("id", one.id);
    row.add("category", one.category);
    row.add_number("times", static_cast<double>(one.times));
    row.add_number("intervalDays", one.interval_days);
    row.add_number("dueMs", static_cast<double>(one.due_ms));
    row.add_number("due", one.due);
    out.push(std::move(row));
  }
  return out;
}

Value personas(const Facts& facts) {
  Value out = Value::object();
  if (!facts.standing) return out;
  for (const auto& [id, score] : facts.standing->personas) out.append_member(id, Value(score));
  return out;
}

struct Row {
  const char* name;
  Value (*read)(const Facts&);
};

constexpr Row kMembers[] = {
    {"id", [](const Facts& f) { return Value(f.identity.anonymous_id); }},
    {"userId", [](const Facts& f) { return f.identity.user_id.empty() ? Value() : Value(f.identity.user_id); }},
    {"groupId", [](const Facts& f) { return f.identity.group_id.empty() ? Value() : Value(f.identity.group_id); }},
    {"known", [](const Facts& f) { return Value(!f.identity.user_id.empty()); }},
    {"traits", traits},
    {"orders", [](const Facts& f) { return purchase(f, 0); }},
    {"revenue", [](const Facts& f) { return purchase(f, 1); }},
    {"lastOrderSession", [](const Facts& f) { return purchase(f, 2); }},
    {"purchased", [](const Facts& f) { return purchase(f, kPurchased); }},
    {"rfm", [](const Facts& f) { return purchase(f, 4); }},
    {"clv", [](const Facts& f) { return purchase(f, 5); }},
    {"churnRisk", [](const Facts& f) { return purchase(f, 6); }},
    {"lastOrderMs", [](const Facts& f) { return purchase(f, 7); }},
    {"repurchase", repurchase},
    {"favourites", [](const Facts& f) { return best(f, profile::kFavourites, 50); }},
    {"recent", [](const Facts& f) { return best(f, profile::kViewed, 30); }},
    {"favouriteCategories", [](const Facts& f) { return best(f, profile::kCategories, 5); }},
    {"favouriteBrands", [](const Facts& f) { return best(f, profile::kBrands, 5); }},
    {"priceBand", [](const Facts& f) { return profile::item(best(f, profile::kPrices, 1), 0); }},
    {"affinity", [](const Facts& f) { return interests(f, profile::kCategories); }},
    {"brands", [](const Facts& f) { return interests(f, profile::kBrands); }},
    {"prices", [](const Facts& f) { return interests(f, profile::kPrices); }},
    {"segments", [](const Facts& f) { return f.standing ? texts(f.standing->segments) : Value::array(); }},
    {"persona",
     [](const Facts& f) { return f.standing && !f.standing->persona.empty() ? Value(f.standing->persona) : Value(); }},
    {"personas", personas},
};

}  // namespace

Value visitor_member(const Facts& facts, std::string_view name) {
  for (const Row& row : kMembers) {
    if (name == row.name) return row.read(facts);
  }
  return {};
}

Value visitor(const Facts& facts) {
  Value out;
  for (const Row& row : kMembers) {
    Value value = row.read(facts);
    if (!value.is_null()) out.append_member(row.name, std::move(value));
  }
  return out;
}

}  // namespace waymark::rules::roots
