#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "waymark/value.h"

/// GrowthBook's features and experiments whole, as its SDK specification has them. Used by the command line alone: an
/// engine assigns variants with rules/experiment.h.
namespace waymark::growthbook {

/// Asks features and experiments in one context: `attributes`, `features`, `savedGroups`, `forcedVariations`, `url`,
/// `enabled`, `qaMode`, `contextualBandits` and `stickyBucketAssignmentDocs` (an object by `attribute||value`).
class Context {
 public:
  explicit Context(const Value& json, bool sticky)
      : json_(json), sticky_(sticky), docs_(json["stickyBucketAssignmentDocs"]) {}

  /// `{value, on, off, source, ruleId, experiment?, experimentResult?}`
  Value feature(const std::string& key);
  /// `{value, inExperiment, hashUsed, variationId, key, hashAttribute, hashValue, featureId, stickyBucketUsed, …}`
  Value run(const Value& experiment, const Value& feature_id);

  /// `{inExperiment, urlRedirect, urlWithParams}` of the redirect that the context's `experiments` make of its `url`: a
  /// list of one, or of none. The first experiment the visitor is in ends it.
  Value redirects();

  /// Sticky assignments, with those made since.
  const Value& docs() const { return docs_; }

 private:
  struct HashedBy {
    std::string attribute;
    Value value;
  };

  bool redirects_barred(const Value& experiment) const;
  bool passes(const Value& condition, const Value& attributes) const;
  bool parents_pass(const Value& rule, std::string& source);
  HashedBy hashed_by(const Value& attribute, const Value& fallback) const;
  bool filtered_out(const Value& filters) const;
  bool rolled_out(const Value& rule, const std::string& seed) const;
  Value result(const Value& experiment, int variation, bool hashed, const Value& feature_id,
               std::optional<double> bucket, bool sticky) const;
  Value experiment_of(const Value& rule, const std::string& key) const;
  void choose_leaf(Value& experiment, const std::string& reference) const;
  int remembered(const Value& experiment, bool& blocked) const;
  void remember(const HashedBy& by, const Value& experiment, const Value& key);

  const Value& json_;
  bool sticky_;
  Value docs_;
  std::vector<std::string> open_;  ///< Features being asked: a cycle ends there.
};

}  // namespace waymark::growthbook
