#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace waymark::tool {

using Words = std::set<std::string, std::less<>>;

/// Members of each root that a condition can ask for (docs/rules.md has them in words; tests/tools hold the two
/// together). What stands below them, and below `event`, is the site's own.
inline const std::map<std::string, Words, std::less<>>& fact_members() {
  static const std::map<std::string, Words, std::less<>> members = {
      {"visitor", {"id",         "userId",    "groupId",     "known",      "traits",
                   "orders",     "revenue",   "purchased",   "rfm",        "lastOrderSession",
                   "clv",        "churnRisk", "lastOrderMs", "repurchase", "favouriteCategories",
                   "favourites", "recent",    "priceBand",   "affinity",   "favouriteBrands",
                   "brands",     "prices",    "segments",    "persona",    "personas"}},
      {"session", {"id", "number", "start", "pageviews", "activeMs", "channel", "utm", "entry", "facts"}},
      {"touch", {"first", "last"}},
      {"page", {"url", "host", "path", "query", "title", "referrer", "language"}},
      {"device", {"language", "timeZone", "width"}},
      {"cart", {"items", "quantity", "value", "ids", "categories", "products", "coupon", "changedMs"}},
      {"loyalty", {"points", "earned", "tier", "nextTier", "toNext"}},
      {"journey", {"stage", "since", "sinceMs", "score", "spentMs", "entered", "touchpoints"}},
      {"now", {"hour", "dow", "ms"}},
  };
  return members;
}

}  // namespace waymark::tool
