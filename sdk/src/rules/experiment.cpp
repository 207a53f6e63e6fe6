#include "rules/experiment.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "base/utf16.h"
#include "base/whole.h"

namespace waymark::rules {
namespace {

constexpr std::array<std::string_view, 7> kReasons = {"assigned",   "sticky",     "forced", "noValue",
                                                      "namespaced", "notCovered", "hash"};

/// 32-bit FNV-1a where each UTF-16 code unit counts as one octet, though it may be wider: as GrowthBook's does.
std::uint32_t fnv(std::uint32_t hash, std::string_view text) {
  const auto take = [&](std::uint32_t unit) { hash = (hash ^ unit) * 0x01000193u; };
  for (base::Characters characters(text); !characters.done();) {
    const char32_t character = characters.next();
    if (character > 0xFFFF) {
      take(0xD7C0u + static_cast<std::uint32_t>(character >> 10));
      take(0xDC00u + static_cast<std::uint32_t>(character & 0x3FFu));
    } else {
      take(static_cast<std::uint32_t>(character));
    }
  }
  return hash;
}

constexpr std::uint32_t kOffset = 0x811C9DC5u;

double sum_of(const std::vector<double>& weights) {
  double sum = 0;
  for (const double weight : weights) sum += weight;
  return sum;
}

}  // namespace

std::optional<double> bucket(std::string_view seed, std::string_view value, int version) {
  if (version == 2) return fnv(kOffset, base::whole_text(fnv(fnv(kOffset, seed), value))) % 10'000 / 10'000.0;
  if (version == 1) return fnv(fnv(kOffset, value), seed) % 1'000 / 1'000.0;
  return std::nullopt;
}

std::vector<BucketRange> bucket_ranges(std::size_t variants, double coverage, const std::vector<double>& weights) {
  coverage = std::clamp(coverage, 0.0, 1.0);
  const double sum = sum_of(weights);
  const bool usable = weights.size() == variants && sum >= 0.99 && sum <= 1.01;
  std::vector<BucketRange> ranges;
  double from = 0;
  for (std::size_t i = 0; i < variants; ++i) {
    const double weight = usable ? weights[i] : 1.0 / static_cast<double>(variants);
    ranges.push_back({from, from + coverage * weight});
    from += weight;
  }
  return ranges;
}

std::vector<double> shares_of(std::vector<double> weights) {
  const double sum = sum_of(weights);
  if (sum > 0 && (sum < 0.99 || sum > 1.01)) {
    for (double& weight : weights) weight /= sum;
  }
  return weights;
}

int choose_variant(double bucket, const std::vector<BucketRange>& ranges) {
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    if (ranges[i].contains(bucket)) return static_cast<int>(i);
  }
  return -1;
}

bool in_namespace(std::string_view value, const Namespace& space) {
  return BucketRange{space.from, space.to}.contains(*bucket("__" + space.id, value, 1));
}

std::optional<int> query_override(std::string_view key, std::string_view url, std::size_t variants) {
  const std::size_t mark = url.find('?');
  if (mark == std::string_view::npos) return std::nullopt;
  url.remove_prefix(mark + 1);
  // The part between the first question mark and the next.
  url = url.substr(0, url.find_first_of("?#"));
  while (!url.empty()) {
    std::string_view pair = url.substr(0, url.find('&'));
    url.remove_prefix(std::min(url.size(), pair.size() + 1));
    const std::size_t equals = std::min(pair.find('='), pair.size());
    if (pair.substr(0, equals) != key) continue;
    pair.remove_prefix(std::min(pair.size(), equals + 1));
    // Whole digits at its beginning, as parseInt reads them.
    std::size_t number = 0;
    std::size_t digits = 0;
    for (; digits < pair.size() && pair[digits] >= '0' && pair[digits] <= '9'; ++digits)
      number = std::min<std::size_t>(number * 10 + static_cast<std::size_t>(pair[digits] - '0'), 1'000'000);
    // Only the first of the same name counts.
    return digits > 0 && number < variants ? std::optional<int>(static_cast<int>(number)) : std::nullopt;
  }
  return std::nullopt;
}

std::string_view to_text(ExperimentReason reason) { return kReasons[static_cast<std::size_t>(reason)]; }

Assignment assign(const Experiment& experiment, std::string_view value, std::string_view url, int sticky) {
  const std::size_t variants = experiment.weights.size();
  Assignment out;
  if (const std::optional<int> forced = query_override(experiment.key, url, variants)) {
    out.variant = *forced;
    out.reason = ExperimentReason::forced;
    return out;
  }
  if (value.empty()) return out;
  const bool remembered = sticky >= 0 && sticky < static_cast<int>(variants);
  if (!remembered && experiment.space && !in_namespace(value, *experiment.space)) {
    out.reason = ExperimentReason::namespaced;
    return out;
  }
  const std::optional<double> n =
      bucket(experiment.seed.empty() ? experiment.key : experiment.seed, value, experiment.hash);
  if (!n) {
    out.reason = ExperimentReason::hash;
    return out;
  }
  out.bucket = *n;
  out.variant = remembered
                    ? sticky
                    : choose_variant(*n, bucket_ranges(variants, experiment.coverage, shares_of(experiment.weights)));
  out.reason = remembered        ? ExperimentReason::sticky
               : out.variant < 0 ? ExperimentReason::not_covered
                                 : ExperimentReason::assigned;
  return out;
}

bool held_out(std::string_view seed, std::string_view value, double percent, int version) {
  const std::optional<double> n = bucket(seed, value, version);
  return n && *n < percent / 100;
}

}  // namespace waymark::rules
