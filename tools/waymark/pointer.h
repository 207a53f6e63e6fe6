#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// JSON pointers (RFC 6901).
namespace waymark::tool {

/// The pointer to a member, and to an element.
std::string at(const std::string& pointer, std::string_view key);
std::string at(const std::string& pointer, std::size_t index);

/// Offset in the text of the value a pointer leads to; of its key, where there is one. The nearest place above it where
/// there is none such.
std::size_t place_of(std::string_view config, std::string_view pointer);

/// The value a pointer leads to; empty where it leads to none.
std::string_view value_at(std::string_view config, std::string_view pointer);

}  // namespace waymark::tool
