#include "compare.h"

#include <functional>

#include "evaluate_cart.h"
#include "model_ranker.h"
#include "pack.h"

namespace waymark::train {
namespace {

constexpr std::size_t kK = 20;
constexpr std::size_t kCartK = 10;
constexpr std::size_t kRecalled = 10;

struct Split {
  Sessions before;
  Sessions after;
};

Split split(const Sessions& sessions, double holdout) {
  const auto held = static_cast<std::size_t>(holdout * static_cast<double>(sessions.count()));
  return {sessions.slice(0, sessions.count() - held), sessions.slice(sessions.count() - held, sessions.count())};
}

Draft draft_of(const Sessions& before, const std::vector<std::string>& names) {
  Draft draft;
  draft.names = names;
  draft.clicks = clicks_of(before, names.size());
  draft.recall = fading(0.5, kRecalled);
  draft.lists = best_sellers(before, std::vector<std::string>(names.size()));
  return draft;
}

/// Asks the file in use, then, where that is a model, the new one.
Comparison compare(const std::string& file, const std::function<std::string()>& fresh,
                   const std::vector<std::string>& names, unsigned threads,
                   const std::function<Quality(ModelRanker&)>& judge) {
  Comparison out;
  ModelRanker old(file, names, threads);
  out.wrong = old.wrong();
  if (out.wrong) return out;
  out.old = judge(old);
  ModelRanker young(fresh(), names, threads);
  if (!young.wrong()) out.fresh = judge(young);
  return out;
}

}  // namespace

Comparison compare_next(const Sessions& sessions, const std::vector<std::string>& names, const Choice& choice,
                        const LearnSettings& settings, std::size_t budget, const std::string& file) {
  const auto [before, after] = split(sessions, settings.holdout);
  const Popularity popularity = popularity_of(before, names.size());
  const auto fresh = [&, &before = before] {
    Draft draft = draft_of(before, names);
    draft.next = learn_next(before, names.size(), choice, settings);
    draft.recall = fading(choice.decay, kRecalled);
    return pack(draft, budget, settings.threads).bytes;
  };
  return compare(file, fresh, names, settings.threads, [&, &after = after](ModelRanker& ranker) {
    return evaluate(after, popularity, ranker.next(Protocol::p2), Protocol::p2, kK, settings.threads);
  });
}

Comparison compare_cart(const Sessions& baskets, const std::vector<std::string>& names, const CartChoice& choice,
                        const LearnSettings& settings, std::size_t budget, const std::string& file) {
  const auto [before, after] = split(baskets, settings.holdout);
  const Popularity popularity = popularity_of(before, names.size());
  const auto fresh = [&, &before = before] {
    Draft draft = draft_of(before, names);
    draft.cart = learn_cart(before, names.size(), choice, settings);
    draft.cart_blend = choice.blend;
    return pack(draft, budget, settings.threads).bytes;
  };
  return compare(file, fresh, names, settings.threads, [&, &after = after](ModelRanker& ranker) {
    const CartRanker rank = [&](auto cart, auto k, auto worker, auto& list) { ranker.cart(cart, k, worker, list); };
    return evaluate_cart(after, popularity, rank, CartProtocol::loo, kCartK, settings.threads);
  });
}

}  // namespace waymark::train
