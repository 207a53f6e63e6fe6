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

/// Interest in the category of the n-th newest item viewed: each step back counts this much less.
constexpr double kRecencyDecay = 0.7;
/// What an item just seen is worth against an equal one that was not.
constexpr double kSeenFactor = 0.25;
/// The best seller's advantage over the last one, next to a matching category's 1.
constexpr double kPopularityWeight = 0.5;

struct Scored {
  std::size_t index = 0;
  double score = 0;
  Reason reason = kPopular;
};

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
    case Strategy::popular:
    case Strategy::recent:
      break;
  }
  return weights;
}

/// 1 for the same price, 0.5 at twice or half of it.
double price_closeness(double price, double other) {
  if (price <= 0 || other <= 0) return 0;
  return std::min(price, other) / std::max(price, other);
}

Value present(const Item& item, const Scored& scored, std::string_view language) {
  Value out;
  out.add("id", item.id);
  out.add_number("score", scored.score);
  out.add("reason", std::string_view(scored.reason));
  out.add("name", item.name(language));
  out.add("url", item.row["url"].text());
  out.add("image", item.row["image"].text());
  out.add_number("price", item.price);
  if (const double old = item.row["oldPrice"].number_or(0); old > item.price) out.add_number("oldPrice", old);
  if (const double rating = item.row["rating"].number_or(0); rating > 0) out.add_number("rating", rating);
  out.add("category", item.category);
  return out;
}

}  // namespace

Value rank(const Catalogue& catalogue, const Visitor& visitor, const Request& request) {
  const CategoryWeights weights = weights_for(catalogue, visitor, request);
  const Item* on_screen = catalogue.find(request.item_id);
  const bool only_recent = request.strategy == Strategy::recent;
  List<Scored> scored;
  for (std::size_t index = 0; index < catalogue.items.size(); ++index) {
    const Item& item = catalogue.items[index];
    if (!item.in_stock || item.id == request.item_id || contains(request.exclude, item.id) ||
        contains(visitor.cart, item.id)) {
      continue;
    }
    const double popularity =
        kPopularityWeight * (1 - static_cast<double>(index) / static_cast<double>(catalogue.items.size()));
    const auto seen = std::find(visitor.recent.begin(), visitor.recent.end(), item.id);
    if (only_recent && seen != visitor.recent.end()) {
      const auto age = static_cast<double>(seen - visitor.recent.begin());
      scored.emplace_back(index, 1'000 - age, kRecentlyViewed);
      continue;
    }
    auto [score, reason] = weights.of(item.category);
    if (request.strategy == Strategy::similar && score > 0 && on_screen) {
      score += 2 * price_closeness(item.price, on_screen->price);
    }
    score += popularity;
    if (seen != visitor.recent.end()) score *= kSeenFactor;
    // Four decimals: enough to compare, and no order that hangs on a last bit.
    scored.emplace_back(index, std::floor(score * 10'000 + 0.5) / 10'000, reason);
  }

  const auto better = [&](std::uint32_t a, std::uint32_t b) {
    return scored[a].score != scored[b].score ? scored[a].score > scored[b].score : a < b;
  };
  Value items = Value::array();
  const auto limit = static_cast<std::size_t>(std::max(0, request.limit));
  for (const std::uint32_t i : base::best_first(scored.size(), limit, better)) {
    items.push(present(catalogue.items[scored[i].index], scored[i], request.language));
  }
  return items;
}

}  // namespace waymark::recommend
