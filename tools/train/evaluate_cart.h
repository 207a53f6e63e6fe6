#pragma once

#include <functional>
#include <span>
#include <vector>

#include "evaluate.h"

namespace waymark::train {

/// loo: each item of a basket asked for by all others. one, three: by one, by three others, drawn by lot with a fixed
/// seed. Each basket counts the same, whatever its size.
enum class CartProtocol { loo, one, three };

/// A ranker for carts, newest item first; never gives what is in the cart.
using CartRanker = std::function<void(std::span<const Item> cart, std::size_t k, unsigned worker, std::vector<Item>&)>;

/// HR@k and MRR@k; lists are filled up with best sellers. `draws`: how often a basket is drawn from for `one` and
/// `three`; 32 make the lot weigh less than a thousandth.
Quality evaluate_cart(const Sessions& baskets, const Popularity& training, const CartRanker& ranker,
                      CartProtocol protocol, std::size_t k, unsigned threads, int draws = 32);

}  // namespace waymark::train
