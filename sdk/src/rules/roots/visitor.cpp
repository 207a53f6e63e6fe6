#include "rules/roots/roots.h"

#include <utility>

namespace waymark::rules::roots {

Value visitor(const Facts& facts) {
  const profile::Profile& profile = facts.profile;
  Value out;
  out.add("id", facts.identity.anonymous_id);
  out.add("userId", facts.identity.user_id);
  out.append_member("known", Value(!facts.identity.user_id.empty()));
  out.append_member("traits", profile.traits);
  out.add_number("orders", static_cast<double>(profile.purchases.orders));
  out.add_number("revenue", profile.purchases.revenue);
  out.add_number("lastOrderSession", static_cast<double>(profile.purchases.last_session));
  out.append_member("purchased", texts(profile.purchases.items));
  out.append_member("favouriteCategories", texts(profile::strongest(profile.categories, facts.now, 5)));
  Value affinity = Value::object();
  for (const profile::Affinity& one : profile.categories) affinity.add_number(one.key.c_str(), one.at(facts.now));
  out.append_member("affinity", std::move(affinity));
  Value recent = Value::array();
  for (const profile::RecentItem& item : profile.recent) recent.push(Value(item.id));
  out.append_member("recent", std::move(recent));
  return out;
}

}  // namespace waymark::rules::roots
