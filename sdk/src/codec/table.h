#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "event/names.h"
#include "waymark/list.h"
#include "waymark/value.h"

/// One table a type says how it stands in JSON; one reader and one writer walk all of them. Code for each type
/// and each direction would weigh ten times as much in the visitor's download.
namespace waymark::codec {

enum class Type : std::uint8_t {
  text,
  optional_text,  ///< null where absent
  boolean,
  integer,
  time,      ///< int64; whole numbers up to 2^53
  duration,  ///< int64 of milliseconds, written as text: `30s`, `15m`, `12h`, `7d`, `forever`
  number,
  optional_integer,
  optional_number,
  enumeration,
  optional_strategy,  ///< std::optional<Strategy>
  value,              ///< any JSON
  json_text,          ///< a std::string that holds the JSON of an object
  texts,
  numbers,
  text_map,
  consent_map,
  object,
  list,
  keyed_list,       ///< an object of objects; the key is the element's first field
  optional_object,  ///< std::optional of a struct
  nullable_list,    ///< std::optional of a vector; null where absent
};

enum class Presence : std::uint8_t {
  required,  ///< An error where it is missing (or an empty text).
  always,    ///< Written always; missing, it keeps the default of its struct.
  optional,  ///< Written unless it is empty, zero or false.
  lenient,   ///< A list whose broken elements are left out and reported as warnings.
};

struct Table;

/// What the walker needs of a vector or an optional, whatever it holds.
struct Container {
  const Table* element;
  void (*clear)(void*);
  void* (*add)(void*);
  void (*drop)(void*);               ///< Takes the last one away again.
  std::size_t (*size)(const void*);  ///< SIZE_MAX where the whole is absent.
  const void* (*at)(const void*, std::size_t);
};

struct Range {
  double least;
  double most;
};

struct Field {
  const char* key;
  Type type;
  Presence presence;
  std::uint16_t offset;
  const void* detail;  ///< Range, Names, Table or Container, as the type says; null for none.
};

struct Table {
  const Field* fields;
  std::size_t count;
  bool row;  ///< Written as an array without keys, to spare bytes in storage.
};

/// Specialised with `table` for every struct that stands in JSON.
template <class T>
struct Described;

template <class T>
struct IsList : std::false_type {};
template <class T>
struct IsList<List<T>> : std::true_type {};

template <class T>
constexpr Type type_of() {
  if constexpr (std::is_same_v<T, std::string>)
    return Type::text;
  else if constexpr (std::is_same_v<T, std::optional<std::string>>)
    return Type::optional_text;
  else if constexpr (std::is_same_v<T, bool>)
    return Type::boolean;
  else if constexpr (std::is_same_v<T, int>)
    return Type::integer;
  else if constexpr (std::is_same_v<T, std::int64_t>)
    return Type::time;
  else if constexpr (std::is_same_v<T, double>)
    return Type::number;
  else if constexpr (std::is_same_v<T, std::optional<int>>)
    return Type::optional_integer;
  else if constexpr (std::is_same_v<T, std::optional<double>>)
    return Type::optional_number;
  else if constexpr (std::is_same_v<T, std::optional<Strategy>>)
    return Type::optional_strategy;
  else if constexpr (std::is_enum_v<T>)
    return Type::enumeration;
  else if constexpr (std::is_same_v<T, Value>)
    return Type::value;
  else if constexpr (std::is_same_v<T, std::vector<std::string>>)
    return Type::texts;
  else if constexpr (std::is_same_v<T, std::vector<double>>)
    return Type::numbers;
  else if constexpr (std::is_same_v<T, List<std::pair<std::string, std::string>>>)
    return Type::text_map;
  else if constexpr (std::is_same_v<T, List<std::pair<std::string, ConsentState>>>)
    return Type::consent_map;
  else if constexpr (IsList<T>::value)
    return Type::list;
  else
    return Type::object;
}

template <class T, class Description = Described<T>>
struct ListContainer {
  static List<T>& of(void* p) { return *static_cast<List<T>*>(p); }
  static const List<T>& of(const void* p) { return *static_cast<const List<T>*>(p); }
  static void clear(void* p) { of(p).clear(); }
  static void* add(void* p) {
    of(p).emplace_back();
    return &of(p).back();
  }
  static void drop(void* p) { of(p).pop_back(); }
  static std::size_t size(const void* p) { return of(p).size(); }
  static const void* at(const void* p, std::size_t i) { return &of(p)[i]; }
  static constexpr Container container{&Description::table, clear, add, drop, size, at};
};

template <class T>
struct OptionalContainer {
  static std::optional<T>& of(void* p) { return *static_cast<std::optional<T>*>(p); }
  static const std::optional<T>& of(const void* p) { return *static_cast<const std::optional<T>*>(p); }
  static void clear(void* p) { of(p).reset(); }
  static void* add(void* p) { return &of(p).emplace(); }
  static std::size_t size(const void* p) { return of(p) ? 1 : 0; }
  static const void* at(const void* p, std::size_t) { return &*of(p); }
  static constexpr Container container{&Described<T>::table, clear, add, clear, size, at};
};

template <class T>
struct NullableContainer {
  using Inner = ListContainer<T>;
  static std::optional<List<T>>& of(void* p) { return *static_cast<std::optional<List<T>>*>(p); }
  static void clear(void* p) { of(p).emplace(); }
  static void* add(void* p) { return Inner::add(&*of(p)); }
  static void drop(void* p) { of(p)->pop_back(); }
  static std::size_t size(const void* p) {
    const auto& list = *static_cast<const std::optional<List<T>>*>(p);
    return list ? list->size() : SIZE_MAX;
  }
  static const void* at(const void* p, std::size_t i) { return &(**static_cast<const std::optional<List<T>>*>(p))[i]; }
  static constexpr Container container{&Described<T>::table, clear, add, drop, size, at};
};

/// Names, Table or Container of a member, by its type.
template <class T>
constexpr const void* detail_of() {
  if constexpr (std::is_enum_v<T>)
    return &event::kNames<T>;
  else if constexpr (type_of<T>() == Type::optional_strategy)
    return &event::kNames<Strategy>;
  else if constexpr (type_of<T>() == Type::list)
    return &ListContainer<typename T::value_type>::container;
  else if constexpr (type_of<T>() == Type::object)
    return &Described<T>::table;
  else
    return nullptr;
}

// A member whose type says it all; one with a range; and one that stands otherwise than its type says.
#define WAYMARK_FIELD(S, member, key, presence)                                                                       \
  ::waymark::codec::Field {                                                                                           \
    key, ::waymark::codec::type_of<decltype(S::member)>(), ::waymark::codec::Presence::presence, offsetof(S, member), \
        ::waymark::codec::detail_of<decltype(S::member)>()                                                            \
  }
#define WAYMARK_RANGE(S, member, key, presence, range)                                                                \
  ::waymark::codec::Field {                                                                                           \
    key, ::waymark::codec::type_of<decltype(S::member)>(), ::waymark::codec::Presence::presence, offsetof(S, member), \
        &range                                                                                                        \
  }
#define WAYMARK_SPECIAL(S, member, key, type, presence, detail)                                          \
  ::waymark::codec::Field {                                                                              \
    key, ::waymark::codec::Type::type, ::waymark::codec::Presence::presence, offsetof(S, member), detail \
  }
/// An object in JSON whose members lie in the same struct here.
#define WAYMARK_INLINE(key, presence, table) \
  ::waymark::codec::Field { key, ::waymark::codec::Type::object, ::waymark::codec::Presence::presence, 0, &table }

template <std::size_t N>
constexpr Table table_of(const Field (&fields)[N], bool row = false) {
  return Table{fields, N, row};
}

}  // namespace waymark::codec
