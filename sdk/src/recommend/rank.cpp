#include "recommend/rank.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "base/best_first.h"

namespace waymark::recommend {
namespace {

/// Why an item was picked.
using Reason = const char*;
constexpr Reason kSameCategory = "sameCategory";
constexpr Reason kRecentCategory = "recentCategory";
constexpr Reason kComplement = "complement";
constexpr Reason kRecentlyViewed = "recentlyViewed";
constexpr Reason kPopular = "popular";
constexpr Reason kViewedNext = "viewedNext";
constexpr Reason kBoughtTogether = "boughtTogether";
constexpr Reason kAlike = "alike";
constexpr Reason kBoughtBefore = "boughtBefore";
constexpr Reason kDueAgain = "dueAgain";
constexpr Reason kPinned = "pinned";

/// Interest in the category of the n-th newest item viewed: each step back counts this much less.
constexpr double kRecencyDecay = 0.7;
/// What an item just seen is worth against an equal one that was not.
constexpr double kSeenFactor = 0.25;
/// The best seller's advantage over the last one, next to a matching category's 1.
constexpr double kPopularityWeight = 0.5;
/// What stands above all guesses from categories: the model's list, the visitor's own history, what the site pins.
constexpr double kFromModel = 100;
constexpr double kFromHistory = 1'000;
constexpr double kFromSite = 10'000;
/// Neighbours asked of a model: enough when some are sold out.
constexpr std::size_t kFromModelMost = 100;
/// An item is due again from this part of its usual days on.
constexpr double kDue = 0.7;
/// The dearest an up-sell goes, by the price on screen.
constexpr double kDearest = 2;
/// How far `boost` and `bury` move an item.
constexpr double kShift = 500;

struct Scored {
  std::size_t index = 0;
  double score = 0;
  Reason reason = kPopular;
  std::uint32_t because = Model::kNone;  ///< The item it goes with, in the model.
};

/// What the model finds for a request, best first, and why.
struct Found {
  Model::Table table = Model::next;
  Reason reason = kViewedNext;
  std::vector<std::uint32_t> history;
  std::vector<Model::Ranked> items;
};

Found ask(Model& model, const Visitor& visitor, const Request& request, Strategy strategy) {
  Found out;
  Model::Table& table = out.table;
  Reason& reason = out.reason;
  std::vector<std::uint32_t>& history = out.history;
  std::vector<Model::Ranked>& found = out.items;
  const auto add = [&](std::string_view id) {
    const std::uint32_t item = model.find(id);
    const bool fresh = item != Model::kNone && std::find(history.begin(), history.end(), item) == history.end();
    if (fresh) history.push_back(item);
  };
  if (strategy == Strategy::cart && !visitor.cart.empty()) {
    for (auto id = visitor.cart.rbegin(); id != visitor.cart.rend(); ++id) add(*id);
  } else {
    add(request.item_id);
  }
  switch (strategy) {
    case Strategy::next:
    case Strategy::for_you:
      for (const std::string& id : visitor.recent) add(id);
      break;
    case Strategy::cart:
      table = Model::cart;
      reason = kBoughtTogether;
      break;
    case Strategy::similar:
    case Strategy::up_sell:
      table = Model::content;
      reason = kAlike;
      break;
    default:
      history.clear();
  }
  model.damp(request.slot ? request.slot->novelty : 0);
  found = model.rank(table, history, kFromModelMost, {});
  if (strategy == Strategy::popular) {
    reason = kPopular;
    for (const std::string& list : {request.category, std::string(), std::string("*")}) {
      if (!found.empty()) break;
      if (list.empty() && &list == &request.category) continue;
      for (const std::uint32_t item : model.popular(list)) found.push_back({item, 0});
    }
  }
  return out;
}

/// The same by place in the catalogue.
List<Scored> from_model(const Catalogue& catalogue, Model& model, const Visitor& visitor, const Request& request,
                        Strategy strategy) {
  List<Scored> out;
  const Found found = ask(model, visitor, request, strategy);
  for (const Model::Ranked& one : found.items) {
    const std::size_t place = catalogue.place(model.id(one.item));
    if (place == catalogue.items.size()) continue;
    const std::uint32_t because =
        found.reason == kPopular ? Model::kNone : model.because(found.table, found.history, one.item);
    out.emplace_back(place, 0.0, found.reason, because);
  }
  return out;
}

bool contains(const std::vector<std::string>& list, std::string_view id) {
  return std::find(list.begin(), list.end(), id) != list.end();
}

/// Weight of each category for one request, and why.
class CategoryWeights {
 public:
  void add(std::string_view category, double weight, Reason reason) {
    if (category.empty()) return;
    for (Weight& known : weights_) {
      if (known.category == category) {
        known.weight += weight;
        return;
      }
    }
    weights_.push_back(Weight{std::string(category), weight, reason});
  }

  const std::pair<double, Reason> of(std::string_view category) const {
    for (const Weight& known : weights_) {
      if (known.category == category) return {known.weight, known.reason};
    }
    return {0, kPopular};
  }

 private:
  struct Weight {
    std::string category;
    double weight;
    Reason reason;
  };
  List<Weight> weights_;
};

std::string_view category_of(const Catalogue& catalogue, std::string_view id) {
  const Item* item = catalogue.find(id);
  return item ? std::string_view(item->category) : std::string_view();
}

void add_interests(CategoryWeights& weights, const Catalogue& catalogue, const Visitor& visitor) {
  double weight = 1;
  for (const std::string& id : visitor.recent) {
    weights.add(category_of(catalogue, id), weight, kRecentCategory);
    weight *= kRecencyDecay;
  }
  weight = 0.5;
  for (const std::string& category : visitor.favourite_categories) {
    weights.add(category, weight, kRecentCategory);
    weight *= 0.5;
  }
}

void add_complements(CategoryWeights& weights, const Catalogue& catalogue, std::string_view category, double weight) {
  for (const Value& other : catalogue.complements_of(std::string(category))) {
    weights.add(other.text(), weight, kComplement);
    weight *= 0.6;
  }
}

CategoryWeights weights_for(const Catalogue& catalogue, const Visitor& visitor, const Request& request) {
  CategoryWeights weights;
  const std::string_view on_screen =
      request.item_id.empty() ? std::string_view(request.category) : category_of(catalogue, request.item_id);
  switch (request.strategy) {
    case Strategy::next:
      weights.add(on_screen, 2, kSameCategory);
      add_interests(weights, catalogue, visitor);
      break;
    case Strategy::similar:
      weights.add(on_screen, 2, kSameCategory);
      break;
    case Strategy::cart: {
      // What was put in last says most about what is wanted now.
      double weight = 2;
      for (auto id = visitor.cart.rbegin(); id != visitor.cart.rend(); ++id) {
        add_complements(weights, catalogue, category_of(catalogue, *id), weight);
        weight *= kRecencyDecay;
      }
      if (visitor.cart.empty()) add_complements(weights, catalogue, on_screen, weight);
      break;
    }
    case Strategy::for_you:
      add_interests(weights, catalogue, visitor);
      break;
    case Strategy::up_sell:
      weights.add(on_screen, 2, kSameCategory);
      break;
    case Strategy::popular:
    case Strategy::recent:
    case Strategy::buy_again:
    case Strategy::replenish:
      break;
  }
  return weights;
}

/// 1 for the same price, 0.5 at twice or half of it.
double price_closeness(double price, double other) {
  if (price <= 0 || other <= 0) return 0;
  return std::min(price, other) / std::max(price, other);
}

Value present(const Item& item, const Scored& scored, const Model& model, std::string_view language) {
  Value out;
  out.add("id", item.id);
  out.add_number("score", scored.score);
  out.add("reason", std::string_view(scored.reason));
  if (scored.because != Model::kNone) out.add("because", model.id(scored.because));
  out.add("name", item.name(language));
  out.add("url", item.row["url"].text());
  out.add("image", item.row["image"].text());
  out.add_number("price", item.price);
  if (const double old = item.row["oldPrice"].number_or(0); old > item.price) out.add_number("oldPrice", old);
  if (const double rating = item.row["rating"].number_or(0); rating > 0) out.add_number("rating", rating);
  out.add("category", item.category);
  return out;
}

/// What the visitor's own history says of an item, above everything else; 0 for nothing.
double own_score(const Item& item, const Model& model, const Visitor& visitor, Strategy strategy, Reason& reason) {
  double place = 0;
  if (strategy == Strategy::recent) {
    for (const std::string& id : visitor.recent) {
      if (id == item.id) {
        reason = kRecentlyViewed;
        return kFromHistory - place;
      }
      ++place;
    }
  }
  if (strategy != Strategy::buy_again && strategy != Strategy::replenish) return 0;
  for (const Bought& bought : visitor.bought) {
    ++place;
    if (bought.id != item.id) continue;
    reason = kBoughtBefore;
    if (strategy == Strategy::buy_again) return kFromHistory - place;
    const std::uint32_t number = model.find(item.id);
    const double usual = number == Model::kNone ? 0 : model.usual_days(number);
    if (usual <= 0 || bought.days < kDue * usual) return 0;
    reason = kDueAgain;
    // The longer over its time, the further in front.
    return kFromHistory + std::min(bought.days / usual, 100.0);
  }
  return 0;
}

/// Pins, boosts and buries what the site says.
void shift(const Item& item, const SlotConfig* slot, Scored& scored) {
  if (!slot) return;
  const auto named = [&](const std::vector<std::string>& list) {
    return contains(list, item.id) || contains(list, item.category);
  };
  if (named(slot->boost)) scored.score += kShift;
  if (named(slot->bury)) scored.score -= 2 * kFromHistory;
  for (std::size_t i = 0; i < slot->pin.size(); ++i) {
    if (slot->pin[i] != item.id) continue;
    scored.score = kFromSite - static_cast<double>(i);
    scored.reason = kPinned;
  }
}

bool wanted(const Item& item, const Visitor& visitor, const Request& request) {
  if (!item.in_stock || item.id == request.item_id || contains(request.exclude, item.id) ||
      contains(visitor.cart, item.id)) {
    return false;
  }
  if (!request.slot) return true;
  if (contains(request.slot->exclude, item.id)) return false;
  return !request.slot->exclude_bought ||
         !visitor.bought.find_if([&](const Bought& bought) { return bought.id == item.id; });
}

}  // namespace

std::vector<std::uint32_t> shards_for(const Catalogue& catalogue, Model& model, const Visitor& visitor,
                                      const Request& request) {
  std::vector<std::uint32_t> out;
  const auto limit = static_cast<std::size_t>(std::max(0, request.limit));
  const auto want = [&](std::uint32_t item) {
    if (item != Model::kNone && !catalogue.find(model.id(item))) out.push_back(item / Model::kShard);
  };
  std::size_t wanted = 0;
  const auto of = [&](Strategy strategy, std::size_t most) {
    for (const Model::Ranked& one : ask(model, visitor, request, strategy).items) {
      if (wanted++ < most) want(one.item);
    }
  };
  const auto name = [&](std::string_view id) { want(model.find(id)); };
  if (request.strategy == Strategy::recent) std::for_each(visitor.recent.begin(), visitor.recent.end(), name);
  if (request.strategy == Strategy::buy_again || request.strategy == Strategy::replenish) {
    for (const Bought& bought : visitor.bought) name(bought.id);
  }
  // The price on screen is what an up-sell goes by.
  if (request.strategy == Strategy::up_sell) name(request.item_id);
  // Twice as many: some are sold out or in the cart. What fills up is of the many, and hardly ever missing.
  of(request.strategy, limit * 2);
  if (request.slot) {
    std::for_each(request.slot->pin.begin(), request.slot->pin.end(), name);
    if (request.slot->fallback) of(*request.slot->fallback, limit + 2);
  }
  of(Strategy::popular, limit + 2);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

bool is_strange(const Catalogue& catalogue, const Model& model) {
  const std::size_t asked = std::min<std::size_t>(catalogue.items.size(), 200);
  std::size_t known = 0;
  for (std::size_t i = 0; i < asked; ++i) known += model.find(catalogue.items[i].id) != Model::kNone ? 1U : 0U;
  return known * 10 < asked;
}

Value rank(const Catalogue& catalogue, Model& model, const Visitor& visitor, const Request& request) {
  const CategoryWeights weights = weights_for(catalogue, visitor, request);
  const Item* on_screen = catalogue.find(request.item_id);
  std::vector<std::uint32_t> place(catalogue.items.size());  // In `learned`, plus 1.
  List<Scored> learned = from_model(catalogue, model, visitor, request, request.strategy);
  if (request.slot && request.slot->fallback) {
    learned.append(from_model(catalogue, model, visitor, request, *request.slot->fallback));
  }
  for (std::size_t i = learned.size(); i-- > 0;) place[learned[i].index] = static_cast<std::uint32_t>(i + 1);

  List<Scored> scored;
  for (std::size_t index = 0; index < catalogue.items.size(); ++index) {
    const Item& item = catalogue.items[index];
    if (!wanted(item, visitor, request)) continue;
    Scored one{index};
    one.score = own_score(item, model, visitor, request.strategy, one.reason);
    // Its own fallback: nothing fills up.
    if (one.score <= 0 && request.slot && request.slot->fallback == request.strategy && !place[index]) continue;
    const bool dearer = !on_screen || (item.price > on_screen->price && item.price <= kDearest * on_screen->price);
    if (one.score > 0) {
      // The visitor's own.
    } else if (place[index] && (request.strategy != Strategy::up_sell || dearer)) {
      const Scored& found = learned[place[index] - 1];
      one.reason = found.reason;
      one.because = found.because;
      one.score = kFromModel + static_cast<double>(learned.size() - place[index]);
    } else {
      // What is no step up comes after everything that is.
      const double liked =
          request.strategy == Strategy::up_sell && !dearer ? kPopularityWeight / 10 : kPopularityWeight;
      const double popularity = liked * (1 - static_cast<double>(index) / static_cast<double>(catalogue.items.size()));
      auto [score, reason] = weights.of(item.category);
      const bool priced = request.strategy == Strategy::similar || request.strategy == Strategy::up_sell;
      if (priced && score > 0 && on_screen) {
        score = request.strategy == Strategy::up_sell && !dearer
                    ? 0
                    : score + 2 * price_closeness(item.price, on_screen->price);
      }
      one.reason = score > 0 ? reason : kPopular;
      score += popularity;
      if (contains(visitor.recent, item.id)) score *= kSeenFactor;
      // Four decimals: enough to compare, and no order that hangs on a last bit.
      one.score = std::floor(score * 10'000 + 0.5) / 10'000;
    }
    shift(item, request.slot, one);
    scored.push_back(one);
  }

  const auto better = [&](std::uint32_t a, std::uint32_t b) {
    return scored[a].score != scored[b].score ? scored[a].score > scored[b].score : a < b;
  };
  Value items = Value::array();
  const auto limit = static_cast<std::size_t>(std::max(0, request.limit));
  const double diversify = request.slot ? request.slot->diversify : 0;
  // With `diversify`, from several times as many, each time the one whose place and company cost least.
  std::vector<std::uint32_t> order = base::best_first(scored.size(), diversify > 0 ? limit * 4 : limit, better);
  std::vector<std::string> shown;
  while (items.items().size() < limit && !order.empty()) {
    std::size_t best = 0;
    double least = 1e9;
    for (std::size_t i = 0; i < (diversify > 0 ? order.size() : 1); ++i) {
      const std::string& category = catalogue.items[scored[order[i]].index].category;
      const auto company = std::count(shown.begin(), shown.end(), category);
      const double cost =
          static_cast<double>(i) + diversify * static_cast<double>(limit) * static_cast<double>(company);
      if (cost >= least) continue;
      least = cost;
      best = i;
    }
    const Scored& one = scored[order[best]];
    const Item& item = catalogue.items[one.index];
    items.push(present(item, one, model, request.language));
    shown.push_back(item.category);
    order.erase(order.begin() + static_cast<std::ptrdiff_t>(best));
  }
  return items;
}

}  // namespace waymark::recommend
