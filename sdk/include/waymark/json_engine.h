#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace waymark {

/// The seam as text: one Input in, a list of Effects out, both JSON (js-bindings/src/protocol.ts).
class JsonEngine {
 public:
  JsonEngine();
  ~JsonEngine();

  /// `now_ms` is milliseconds since 1970 (UTC); anything that is no such time is clamped to one.
  /// A text that is no Input comes back as one `log` effect and changes nothing.
  std::string handle(std::string_view text, double now_ms);

  /// See Engine::load.
  std::string load(std::string_view kind, std::string_view bytes);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace waymark
