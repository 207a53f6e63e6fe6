#pragma once

#include <memory>
#include <string_view>

#include "waymark/effect.h"
#include "waymark/input.h"
#include "waymark/time.h"

namespace waymark {

/// The whole of the core behind one function: what came in and the time, to what is to be done.
/// Holds all state; reads no clock, draws no chance but from the seed of `start`, and does no I/O.
class Engine {
 public:
  Engine();
  ~Engine();
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;

  /// Before `start` every input is answered with a `log` effect, code `engine.notStarted`.
  Effects handle(const Input& input, TimeMs now);

  /// Takes bulk bytes; kinds: `catalogue`, `model`. They may come before or after `start`.
  Effects load(std::string_view kind, std::string_view bytes);

 private:
  friend class LogReplay;
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace waymark
