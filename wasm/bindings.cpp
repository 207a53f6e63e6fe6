#include <emscripten/bind.h>

#include "waymark/json_engine.h"

namespace {

std::string handle(waymark::JsonEngine& engine, const std::string& input, double now_ms) {
  return engine.handle(input, now_ms);
}

std::string load(waymark::JsonEngine& engine, const std::string& kind, const std::string& bytes) {
  return engine.load(kind, bytes);
}

}  // namespace

EMSCRIPTEN_BINDINGS(waymark) {
  emscripten::class_<waymark::JsonEngine>("Engine")
      .constructor<>()
      .function("handle", &handle)
      .function("load", &load);
}
