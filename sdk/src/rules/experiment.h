#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Experiments and holdouts as GrowthBook assigns them, bit for bit (GrowthBook SDK specification 0.8: hash, bucket
/// ranges, namespaces, query-string override), so that both sides of a site agree on who sees what.
namespace waymark::rules {

/// Where a visitor stands between 0 and 1, in steps of 0.0001 (version 2, unbiased) or 0.001 (version 1); none for
/// another version. Nested 32-bit FNV-1a over UTF-16 code units.
std::optional<double> bucket(std::string_view seed, std::string_view value, int version = 2);

/// From inclusive, to exclusive.
struct BucketRange {
  double from = 0;
  double to = 0;

  bool contains(double n) const { return n >= from && n < to; }
};

/// One range a variant, side by side, each filled from its left up to `coverage` (0 to 1; beyond is cut). Weights that
/// are not one a variant or do not add up to 1 within 0.01 count as equal.
std::vector<BucketRange> bucket_ranges(std::size_t variants, double coverage, const std::vector<double>& weights);

/// Shares of weights written in any unit (34, 33, 33), each divided by their sum; as they are where they add up to 1
/// already.
std::vector<double> shares_of(std::vector<double> weights);

/// The range a bucket lies in, -1 for none.
int choose_variant(double bucket, const std::vector<BucketRange>& ranges);

/// A slice of visitors that experiments of the same name share without overlap.
struct Namespace {
  std::string id;
  double from = 0;
  double to = 1;
};

bool in_namespace(std::string_view value, const Namespace& space);

/// The variant a query string forces: `?<key>=<index>`, for previews. None where it names none of `variants`.
std::optional<int> query_override(std::string_view key, std::string_view url, std::size_t variants);

/// Why a visitor is in an experiment or is not. A closed list.
enum class ExperimentReason {
  assigned,     ///< By the hash.
  sticky,       ///< As remembered.
  forced,       ///< By the query string. Does not count as an exposure.
  no_value,     ///< The visitor has no id of the kind asked for.
  namespaced,   ///< Outside the experiment's slice.
  not_covered,  ///< Outside its coverage.
  hash,         ///< No such hash version.
};

std::string_view to_text(ExperimentReason reason);

/// An experiment of a configuration.
struct Experiment {
  std::string key;
  std::string seed;  ///< Empty: the key.
  int hash = 2;
  double coverage = 1;
  std::vector<double> weights;  ///< One a variant.
  std::optional<Namespace> space;
};

struct Assignment {
  int variant = -1;  ///< Index; -1: not in the experiment.
  ExperimentReason reason = ExperimentReason::no_value;
  double bucket = 0;  ///< Where the visitor was hashed to; 0 where it was not looked.
};

/// Assigns a visitor, in GrowthBook's order: query string, value, sticky variant, namespace, hash, coverage.
/// `value` is the id to hash; `sticky` the variant remembered from before, -1 for none or one that is gone.
Assignment assign(const Experiment& experiment, std::string_view value, std::string_view url = {}, int sticky = -1);

/// True for the share of visitors (percent, 0 to 100) a holdout keeps out: the lowest buckets of its seed.
bool held_out(std::string_view seed, std::string_view value, double percent, int version = 2);

}  // namespace waymark::rules
