#pragma once

#include <utility>
#include <variant>

#include "waymark/error.h"

namespace waymark {

/// A value or the reason there is none. `value()` may be read only where `ok()` is true.
template <class T, class E = Error>
class Result {
 public:
  Result(T value) : data_(std::in_place_index<0>, std::move(value)) {}
  Result(E error) : data_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return data_.index() == 0; }
  T& value() { return *std::get_if<0>(&data_); }
  const T& value() const { return *std::get_if<0>(&data_); }
  E& error() { return *std::get_if<1>(&data_); }
  const E& error() const { return *std::get_if<1>(&data_); }

 private:
  std::variant<T, E> data_;
};

}  // namespace waymark
