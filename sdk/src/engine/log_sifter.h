#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "decision/plan.h"
#include "rules/sieve.h"

// Never linked into the Wasm, as log_replay.cpp.
namespace waymark {

/// Sifts listeners: many are asked millions of times here.
class LogSifter final : public decision::Sifter {
 public:
  /// Both have to outlive it.
  LogSifter(const decision::Program& plans, const rules::Program& conditions)
      : plans_(plans), conditions_(conditions) {}

  const std::uint32_t* sift(const decision::Program::Listeners& listeners, const rules::Facts& facts) override;

 private:
  struct Sieves {
    std::vector<rules::Sieve> sieves;
    std::vector<std::uint32_t> entries;
  };
  Sieves made(const decision::Program::Listeners& listeners) const;

  const decision::Program& plans_;
  const rules::Program& conditions_;
  std::unordered_map<const decision::Program::Listeners*, Sieves> known_;
};

}  // namespace waymark
