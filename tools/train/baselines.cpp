#include "baselines.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <unordered_map>

#include "pairs.h"
#include "parallel.h"
#include "top.h"

namespace waymark::train {
namespace {

/// Settings of the nearest-session models: what does best on Yoochoose 1/64 of those published.
struct NearestSettings {
  std::size_t sample = 0;   ///< Newest sessions looked at.
  std::size_t nearest = 0;  ///< Of them, kept.
  bool cosine = false;      ///< Divide by the lengths of both sessions.
  int match_decay = 0;  ///< What the last common item is worth by its place: 0 all, 1 linear in the place, 2 1/place.
  double position_decay = 0;  ///< λ1: exp(-distance/λ) of an item of the session in its similarity; 0: linear in place.
  double near_decay = 0;      ///< λ3: exp(-distance/λ) to the last common item in a neighbour; 0: none.
  double rarity = 0;          ///< Weight of log(sessions/sessions with the item).
};

class Nearest {
 public:
  Nearest(const Sessions& training, const Popularity& popularity, const NearestSettings& settings)
      : training_(training), popularity_(popularity), settings_(settings), sessions_of_(popularity.clicks.size()) {
    for (std::size_t session = 0; session < training.count(); ++session) {
      for (const Item item : training.at(session)) {
        auto& list = sessions_of_[item];
        if (list.empty() || list.back() != session) list.push_back(static_cast<std::uint32_t>(session));
      }
    }
  }

  void rank(std::span<const Item> past, std::vector<double>& score, std::vector<Item>& touched) const {
    std::vector<Item> newest;
    newest_first(past, past.size(), newest);
    // By session: similarity, and the place of the newest common item, 1 the last.
    std::unordered_map<std::uint32_t, std::pair<double, std::size_t>> found;
    std::vector<std::uint32_t> order;
    const auto length = static_cast<double>(newest.size());
    for (std::size_t age = 0; age < newest.size(); ++age) {
      const double weight = settings_.position_decay > 0
                                ? std::exp(-static_cast<double>(age) / settings_.position_decay)
                                : (length - static_cast<double>(age)) / length;
      const auto& sessions = sessions_of_[newest[age]];
      const std::size_t from = sessions.size() > settings_.sample ? sessions.size() - settings_.sample : 0;
      for (std::size_t i = from; i < sessions.size(); ++i) {
        auto [at, fresh] = found.emplace(sessions[i], std::pair{0.0, age + 1});
        if (fresh) order.push_back(sessions[i]);
        at->second.first += weight;
      }
    }
    if (order.size() > settings_.sample) {
      std::sort(order.begin(), order.end(), std::greater<>());
      order.resize(settings_.sample);
    }
    struct Near {
      double similarity;
      std::uint32_t session;
      std::size_t place;
    };
    std::vector<Near> near;
    for (const std::uint32_t session : order) {
      auto [similarity, place] = found[session];
      if (settings_.cosine) {
        similarity /= std::sqrt(length) * std::sqrt(static_cast<double>(training_.at(session).size()));
      }
      near.push_back(Near{similarity, session, place});
    }
    const auto better = [](const Near& a, const Near& b) {
      return a.similarity != b.similarity ? a.similarity > b.similarity : a.session > b.session;
    };
    if (near.size() > settings_.nearest) {
      std::nth_element(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(settings_.nearest), near.end(), better);
      near.resize(settings_.nearest);
    }
    for (const Near& one : near) {
      const auto session = training_.at(one.session);
      const auto place = static_cast<double>(one.place);
      double weight = one.similarity;
      if (settings_.match_decay == 1) weight *= std::max(0.0, 1 - 0.1 * place);
      if (settings_.match_decay == 2) weight /= place;
      std::ptrdiff_t common = -1;
      if (settings_.near_decay > 0) {
        for (std::size_t i = session.size(); i-- > 0 && common < 0;) {
          if (session[i] == newest[one.place - 1]) common = static_cast<std::ptrdiff_t>(i);
        }
      }
      for (std::size_t i = 0; i < session.size(); ++i) {
        // An item counts once in a neighbour, where it came last.
        if (std::find(session.begin() + static_cast<std::ptrdiff_t>(i) + 1, session.end(), session[i]) != session.end())
          continue;
        double say = weight;
        if (common >= 0) {
          say *=
              std::exp(-std::abs(static_cast<double>(static_cast<std::ptrdiff_t>(i) - common)) / settings_.near_decay);
        }
        if (settings_.rarity > 0) {
          say *= 1 + settings_.rarity *
                         std::log(static_cast<double>(popularity_.session_count) / popularity_.sessions[session[i]]);
        }
        if (score[session[i]] == 0) touched.push_back(session[i]);
        score[session[i]] += say;
      }
    }
  }

 private:
  const Sessions& training_;
  const Popularity& popularity_;
  NearestSettings settings_;
  std::vector<std::vector<std::uint32_t>> sessions_of_;
};

/// The hundred best neighbours of each item by `score`, given the item and the pair; of a score of 0 it is none.
template <class Score>
Neighbours neighbours(const PairCounter& pairs, std::size_t items, unsigned threads, Score score) {
  Neighbours model;
  model.rows.resize(items);
  auto scratch = pairs.scratch();
  std::vector<Pair> row;
  for (Item item = 0; item < items; ++item) {
    pairs.row(item, scratch, row);
    for (const Pair& pair : row) {
      const double says = score(item, pair);
      if (says > 0) model.rows[item].push_back(Neighbour{pair.other, pair.sessions, says, 0});
    }
  }
  sort_rows(model, 100, threads);
  return model;
}

/// Added to the sessions of an item: a pair seen once between two rare items is no sure sign (as in the item-kNN of
/// Hidasi et al., "Session-based Recommendations with Recurrent Neural Networks", ICLR 2016).
constexpr double kRegular = 20;

Neighbours cosine(const Sessions& training, std::size_t items, unsigned threads) {
  const PairCounter pairs(training, items, {});
  return neighbours(pairs, items, threads, [&](Item item, const Pair& pair) {
    if (pair.other == item || pair.sessions == 0) return 0.0;
    return pair.sessions / std::sqrt((pairs.sessions(item) + kRegular) * (pairs.sessions(pair.other) + kRegular));
  });
}

Neighbours rules(const Sessions& training, std::size_t items, unsigned threads) {
  PairWeights weights;
  weights.length_power = 0;
  const PairCounter pairs(training, items, weights);
  return neighbours(pairs, items, threads, [](Item, const Pair& pair) { return static_cast<double>(pair.forward); });
}

NearestSettings settings_of(const std::string& name) {
  if (name == "vsknn") return {5'000, 300, true, 2, 0, 0, 0};
  if (name == "vmis") return {5'000, 500, false, 1, 0, 0, 1};
  if (name == "stan") return {5'000, 500, true, 0, 1.5, 3, 0};
  return {5'000, 500, true, 1, 1.5, 3, 2};
}

}  // namespace

Ranker baseline(const std::string& name, const Sessions& training, const Popularity& popularity, Protocol protocol,
                unsigned threads) {
  const std::size_t items = popularity.clicks.size();
  if (name == "popularity") {
    return [](auto, auto, auto, auto&) {};
  }
  if (name == "itemknn" || name == "sr") {
    auto model =
        std::make_shared<Neighbours>(name == "sr" ? rules(training, items, threads) : cosine(training, items, threads));
    auto recall = std::make_shared<Recall>(Recall{{1}});
    Ranker inner = ranker_of(*model, *recall, popularity, protocol, threads);
    return [model, recall, inner](auto past, auto k, auto worker, auto& out) { inner(past, k, worker, out); };
  }
  auto nearest = std::make_shared<Nearest>(training, popularity, settings_of(name));
  auto scores = std::make_shared<std::vector<std::vector<double>>>(threads, std::vector<double>(items));
  return [nearest, scores, &popularity, protocol](std::span<const Item> past, std::size_t k, unsigned worker,
                                                  std::vector<Item>& out) {
    std::vector<Item> touched;
    std::vector<double>& score = (*scores)[worker];
    nearest->rank(past, score, touched);
    std::vector<Item> all = touched;
    if (protocol == Protocol::p2 && !past.empty()) std::erase(touched, past.back());
    take_top(touched, k, score, popularity.clicks, out);
    for (const Item item : all) score[item] = 0;
  };
}

}  // namespace waymark::train
