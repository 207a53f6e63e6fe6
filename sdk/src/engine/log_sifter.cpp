#include "engine/log_sifter.h"

#include <algorithm>
#include <span>

namespace waymark {
namespace {

/// Fewer are asked sooner than they are sifted.
constexpr std::size_t kSifted = 8;

}  // namespace

LogSifter::Sieves LogSifter::made(const decision::Program::Listeners& listeners) const {
  Sieves out;
  for (const std::uint32_t rule : listeners.rules) out.entries.push_back(plans_.glances[rule].condition);
  const std::span<const std::uint32_t> all(out.entries);
  for (std::size_t first = 0; first < all.size() && all.size() >= kSifted; first += rules::kSieve) {
    out.sieves.emplace_back(conditions_, all.subspan(first, std::min(rules::kSieve, all.size() - first)));
  }
  return out;
}

const std::uint32_t* LogSifter::sift(const decision::Program::Listeners& listeners, const rules::Facts& facts) {
  auto found = known_.find(&listeners);
  if (found == known_.end()) found = known_.emplace(&listeners, made(listeners)).first;
  Sieves& known = found->second;
  std::size_t rule = 0;
  for (const rules::Sieve& sieve : known.sieves) {
    const rules::Sifted sifted = sieve.sift(conditions_, facts);
    for (std::size_t i = 0; i < sieve.size(); ++i) known.entries[rule++] = sieve.rest(sifted, i);
  }
  return known.sieves.empty() ? nullptr : known.entries.data();
}

}  // namespace waymark
