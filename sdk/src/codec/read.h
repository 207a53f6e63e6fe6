#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/path.h"
#include "codec/table.h"
#include "waymark/error.h"
#include "waymark/list.h"
#include "waymark/value.h"

namespace waymark::codec {

/// Longest excerpt of a wrong value in an error, in bytes.
inline constexpr std::size_t kMaxFoundBytes = 60;

/// A value as an error shows it: shortened JSON.
std::string found_text(const Value& value);

using base::Path;

/// Walks a table over JSON. What is missing keeps the default of the struct; what is wrong too, and is reported
/// with its pointer, what was expected and what was found.
class TableReader {
 public:
  /// `code` is that of every error. `dropped` gets what is wrong with the broken elements of lenient lists,
  /// `unknown` a warning for each member nobody reads; both may be null.
  TableReader(const char* code, List<Error>& errors, List<Error>* dropped = nullptr, List<Error>* unknown = nullptr)
      : code_(code), errors_(errors), dropped_(dropped), unknown_(unknown) {}

  template <class T>
  void read(const Value& json, T& out, const Path& path = {}) {
    read_table(json, Described<T>::table, &out, path);
  }
  void read_table(const Value& json, const Table& table, void* out, const Path& path);

  void fail(const Path& path, const char* expected, const Value& found);

 private:
  void read_field(const Value& json, const Field& field, void* out, const Path& path);
  void read_scalars(const Value& json, const Field& field, void* out, const Path& path);
  void read_list(const Value& json, const Field& field, void* out, const Path& path);
  double read_number(const Value& json, const Field& field, double fallback, const Path& path);

  const char* code_;
  List<Error>& errors_;
  List<Error>* dropped_;
  List<Error>* unknown_;
};

}  // namespace waymark::codec
