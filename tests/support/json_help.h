#pragma once

#include <string>
#include <string_view>

#include "waymark/error.h"
#include "waymark/time.h"
#include "waymark/value.h"

/// JSON for tests: short ways to write it, read it and compare it.
namespace waymark::test {

/// The value a JSON text spells. Single quotes may stand for double ones, so that `{'a':1}` needs no escapes.
/// Ends the test program where the text is no JSON: the test itself is wrong.
Value json(std::string_view text);

/// The same for a text that is taken as it is.
Value parse_exactly(std::string_view text);

/// `whole` with the members of `more`, read as `json` does, added or put in place of its own.
Value with(Value whole, std::string_view more);

std::string text_of(const Value& value);

/// Bytes of a file, by its path from the root of the repository.
std::string read_file(const std::string& path);

bool file_exists(const std::string& path);

/// Equal but for the order of members.
bool same(const Value& left, const Value& right);

/// True where `actual` has all that `pattern` names (tests/scenarios/README.md): members of objects that the
/// pattern does not name are free, lists must have the same length, `{"$contains": x}`, `{"$length": n}`,
/// `{"$atLeast": n}`, `{"$atMost": n}` and `{"$absent": true}` say more.
bool includes(const Value& pattern, const Value& actual);

/// Milliseconds since 1970 of `2026-01-02T03:04:05.678Z`; the fraction may be missing and an offset may stand
/// for the Z. Ends the program where it is none.
TimeMs time_of(std::string_view iso);

/// `code pointer`, or the code alone where it points to the whole.
std::string told(const Error& error);

/// Ends the program: a test or scenario is written wrongly.
[[noreturn]] void broken_test(const std::string& why);

}  // namespace waymark::test
