#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Takes JSON texts apart into pieces of the same text: what goes through the command line to the core and back
/// stays byte for byte what it was. Expects valid JSON (see `Fault`); of anything else it makes something, and
/// reads no byte that is not there. Views live as long as the text they were cut from.
namespace waymark::tool {

using Members = std::vector<std::pair<std::string, std::string_view>>;

/// Members of an object, in order; empty for anything else.
Members members_of(std::string_view object);

/// Elements of an array; empty for anything else.
std::vector<std::string_view> items_of(std::string_view array);

/// Text of one member's value; empty where it is missing.
std::string_view member(std::string_view object, std::string_view key);

/// The text a string spells; empty for anything else.
std::string text_of(std::string_view value);

/// The number, or `fallback` for anything else.
double number_of(std::string_view value, double fallback);

bool is_text(std::string_view value);
bool is_object(std::string_view value);
bool is_array(std::string_view value);

/// The text as a JSON string.
std::string quoted(std::string_view text);

/// What is wrong with a text that should be JSON, as the core says it (`json.malformed: …`); empty where it is.
std::string fault_of(std::string_view json);

}  // namespace waymark::tool
