#pragma once

#include <utility>

#include "waymark/error.h"
#include "waymark/list.h"

namespace waymark {

/// A value or the reason there is none. `value()` may be read only where `ok()` is true.
/// (No std::variant inside: it would cost a table of functions for every type.)
template <class T, class E = Error>
class Result {
 public:
  /// A success whose value is filled in afterwards: nothing is moved.
  Result() = default;
  Result(T value) : value_(std::move(value)) {}
  Result(E error) { errors_.push_back(std::move(error)); }

  bool ok() const { return errors_.empty(); }
  T& value() { return value_; }
  const T& value() const { return value_; }
  E& error() { return errors_.front(); }
  const E& error() const { return errors_.front(); }
  /// Makes a failure of it.
  void fail(const E& error) { errors_.push_back(error); }

 private:
  T value_{};
  List<E> errors_;
};

}  // namespace waymark
