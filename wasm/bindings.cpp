#include <emscripten/bind.h>

#include "waymark/json_engine.h"

namespace {

// One module, one engine: free functions need none of Embind's glue for classes (2.4 KB brotli).
waymark::JsonEngine& engine() {
  static waymark::JsonEngine only;
  return only;
}

std::string handle(const std::string& input, double now_ms) { return engine().handle(input, now_ms); }

std::string load(const std::string& kind, const std::string& bytes) { return engine().load(kind, bytes); }

/// The types that cross, for wasm/embind-runtime.js; Embind's own C++ half would register 40.
void register_types() {
  using namespace emscripten::internal;
  _embind_register_float(TypeID<double>::get(), "double", sizeof(double));
  _embind_register_std_string(TypeID<std::string>::get(), "std::string");
}

}  // namespace

EMSCRIPTEN_BINDINGS(waymark) {
  register_types();
  emscripten::function("handle", &handle);
  emscripten::function("load", &load);
}
