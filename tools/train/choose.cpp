#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>

#include "damped.h"
#include "learn.h"
#include "linear.h"
#include "pair_cache.h"

namespace waymark::train {
namespace {

/// Clicks of held-out sessions asked at the most: enough to tell a thousandth of HR.
constexpr std::size_t kAsked = 24'000;
constexpr std::size_t kK = 20;
/// Clicks of a log that is short enough for trying everything.
constexpr std::size_t kLong = 600'000;
constexpr std::size_t kRecalled = 10;
constexpr std::size_t kKept = 100;

double worth(const Choice& choice) {
  return choice.p1.hit_rate + choice.p1.reciprocal_rank + choice.p2.hit_rate + choice.p2.reciprocal_rank;
}

/// Every n-th of the sessions from `begin` on, so that no more than `most` clicks are left.
Sessions thinned(const Sessions& sessions, std::size_t begin, std::size_t most) {
  Sessions out;
  const std::size_t clicks = sessions.items.size() - sessions.starts[begin];
  const std::size_t step = std::max<std::size_t>(1, (clicks + most - 1) / most);
  for (std::size_t i = begin; i < sessions.count(); i += step) out.add(sessions.at(i), 0);
  return out;
}

/// Pairs of some sessions, counted as a choice says; kept where there is room.
class Counted {
 public:
  Counted(const Sessions& sessions, std::size_t items, const Choice& choice, unsigned threads)
      : counter_(sessions, items, weights_of(choice)) {
    if (PairCache::has_room(sessions)) cache_.emplace(counter_, threads);
  }
  const PairSource& pairs() const { return cache_ ? static_cast<const PairSource&>(*cache_) : counter_; }

 private:
  static PairWeights weights_of(const Choice& choice) {
    PairWeights weights;
    weights.reach = choice.reach;
    weights.fade = choice.fade;
    return weights;
  }
  PairCounter counter_;
  std::optional<PairCache> cache_;
};

Neighbours learn_linear(const Counted& counted, const Choice& choice, const LearnSettings& settings) {
  LinearSettings linear;
  linear.again = choice.again;
  linear.whole = choice.whole;
  linear.ridge = choice.ridge;
  linear.keep = kKept;
  return train_linear(counted.pairs(), linear, settings.min_support, settings.threads);
}

Neighbours learn_damped(const Counted& counted, const Choice& choice, const LearnSettings& settings) {
  DampedSettings damped;
  damped.target_power = choice.damping;
  damped.keep = kKept;
  return train_damped(counted.pairs(), damped, settings.min_support, settings.threads);
}

/// Chooses step by step: what improves is kept.
class Chooser {
 public:
  Chooser(const Sessions& sessions, std::size_t items, const LearnSettings& settings)
      : items_(items), settings_(settings) {
    const auto held = static_cast<std::size_t>(settings.holdout * static_cast<double>(sessions.count()));
    const std::size_t first = sessions.count() - held;
    training_ = sessions.slice(0, first);
    test_ = thinned(sessions, first, kAsked);
    popularity_ = popularity_of(training_, items);
    best_.share = settings.model == "ll" ? 0 : settings.model == "ii" ? 1 : best_.share;
  }

  Choice run() {
    linear_ = settings_.model != "ii";
    damped_ = settings_.model != "ll";
    // Nobody to ask: what has done well elsewhere.
    if (test_.items.size() == test_.count()) return best_;
    for (const double fade : {0.0, 1.0, 2.0, 3.5, 6.0}) {
      Choice choice = best_;
      choice.fade = fade;
      if (!recount(choice)) break;
    }
    if (linear_) try_linear(&Choice::again, {0.5});
    if (linear_ && damped_) try_cheap(&Choice::share, {0.0, 0.25, 0.75, 1.0});
    try_cheap(&Choice::decay, {0.35, 0.65, 0.8});
    // A long log says the same of what follows, at a price.
    if (training_.items.size() <= kLong) {
      if (best_.share < 1) {
        try_linear(&Choice::whole, {0.1, 0.4});
        try_linear(&Choice::ridge, {20.0, 100.0});
        for (const double reach : {0.3, 1.0}) {
          Choice choice = best_;
          choice.reach = reach;
          if (recount(choice)) break;
        }
      }
      if (best_.share > 0) try_damped({0.1, 0.4});
      if (linear_ && damped_) try_cheap(&Choice::share, {best_.share - 0.15, best_.share + 0.15});
      if (settings_.min_support > 1) best_.free_p2 = without_floor();
    }
    return best_;
  }

 private:
  using Parameter = double Choice::*;

  bool judge(Choice choice, const Neighbours& ll, const Neighbours& ii) {
    const Recall recall = fading(choice.decay, kRecalled);
    const Neighbours both = blend(ll, ii, choice.share, kKept, settings_.threads);
    for (const auto& [protocol, quality] : {std::pair{Protocol::p1, &choice.p1}, {Protocol::p2, &choice.p2}}) {
      *quality = evaluate(test_, popularity_, ranker_of(both, recall, popularity_, protocol, settings_.threads),
                          protocol, kK, settings_.threads);
    }
    if (settings_.progress) {
      char text[120];
      std::snprintf(text, sizeof text, "p1 HR@20 %.4f MRR@20 %.4f, p2 HR@20 %.4f MRR@20 %.4f", choice.p1.hit_rate,
                    choice.p1.reciprocal_rank, choice.p2.hit_rate, choice.p2.reciprocal_rank);
      settings_.progress(text);
    }
    if (best_.p1.queries > 0 && worth(choice) <= worth(best_)) return false;
    best_ = choice;
    return true;
  }

  /// What the floor of sessions costs: p2 of the same model, with every pair in it.
  Quality without_floor() const {
    LearnSettings all = settings_;
    all.min_support = 1;
    Neighbours ll;
    Neighbours ii;
    if (best_.share < 1) ll = learn_linear(*counted_, best_, all);
    if (best_.share > 0) ii = learn_damped(*counted_, best_, all);
    const Neighbours both = blend(ll, ii, best_.share, kKept, all.threads);
    const Recall recall = fading(best_.decay, kRecalled);
    return evaluate(test_, popularity_, ranker_of(both, recall, popularity_, Protocol::p2, all.threads), Protocol::p2,
                    kK, all.threads);
  }

  /// With other weights of pairs; true where that is better.
  bool recount(const Choice& choice) {
    std::unique_ptr<Counted> counted = std::make_unique<Counted>(training_, items_, choice, settings_.threads);
    Neighbours ll;
    Neighbours ii;
    if (linear_) ll = learn_linear(*counted, choice, settings_);
    if (damped_) ii = learn_damped(*counted, choice, settings_);
    if (!judge(choice, ll, ii)) return false;
    counted_ = std::move(counted);
    ll_ = std::move(ll);
    ii_ = std::move(ii);
    return true;
  }

  void try_linear(Parameter parameter, std::initializer_list<double> values) {
    for (const double value : values) {
      Choice choice = best_;
      choice.*parameter = value;
      Neighbours tried = learn_linear(*counted_, choice, settings_);
      if (judge(choice, tried, ii_)) ll_ = std::move(tried);
    }
  }

  void try_damped(std::initializer_list<double> values) {
    for (const double value : values) {
      Choice choice = best_;
      choice.damping = value;
      Neighbours tried = learn_damped(*counted_, choice, settings_);
      if (judge(choice, ll_, tried)) ii_ = std::move(tried);
    }
  }

  void try_cheap(Parameter parameter, std::initializer_list<double> values) {
    for (const double value : values) {
      Choice choice = best_;
      choice.*parameter = std::clamp(value, 0.0, 1.0);
      judge(choice, ll_, ii_);
    }
  }

  std::size_t items_;
  const LearnSettings& settings_;
  Sessions training_;
  Sessions test_;
  Popularity popularity_;
  bool linear_ = true;
  bool damped_ = true;
  std::unique_ptr<Counted> counted_;
  Neighbours ll_;
  Neighbours ii_;
  Choice best_;
};

}  // namespace

Choice choose(const Sessions& sessions, std::size_t items, const LearnSettings& settings) {
  return Chooser(sessions, items, settings).run();
}

Neighbours learn_next(const Sessions& sessions, std::size_t items, const Choice& choice,
                      const LearnSettings& settings) {
  const Counted counted(sessions, items, choice, settings.threads);
  Neighbours ii;
  Neighbours ll;
  if (choice.share > 0) ii = learn_damped(counted, choice, settings);
  if (choice.share < 1) ll = learn_linear(counted, choice, settings);
  return blend(ll, ii, choice.share, kKept, settings.threads);
}

}  // namespace waymark::train
