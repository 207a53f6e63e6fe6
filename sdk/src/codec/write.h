#pragma once

#include <string>

#include "codec/table.h"
#include "json/write.h"

namespace waymark::codec {

/// Walks a table over a struct and writes it as JSON.
void write_table(json::Writer& out, const Table& table, const void* in);

/// The same without the brackets around it.
void write_members(json::Writer& out, const Table& table, const void* in);

template <class T>
void write(json::Writer& out, const T& value) {
  write_table(out, Described<T>::table, &value);
}

template <class T>
std::string write(const T& value) {
  json::Writer out;
  write(out, value);
  return out.take();
}

}  // namespace waymark::codec
