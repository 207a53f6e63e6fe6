#include "rules/compile.h"
#include "rules/machine.h"

// In place of compile_growthbook.cpp and growthbook.cpp: the second language of conditions stays out of the small Wasm.
// The host fetches the other one where a rule has `whenGb`.
namespace waymark::rules {

List<Error> compile_growthbook(const Value&, const Value&, const base::Path& path, Mode, Program&) {
  return {Error("rule.unknownOperator", path.pointer(), "waymark-destinations.wasm, which knows whenGb")};
}

Operand Machine::growthbook(Function, const Operand&, const Operand&, std::uint8_t) { return fail(Fault::arguments); }

}  // namespace waymark::rules
