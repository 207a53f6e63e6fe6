#pragma once

#include <string_view>

namespace waymark::event {

/// True for the user agent of a program: one that does not look like a browser's (`Mozilla/5.0 (…`), names an address
/// to ask at (`+http`, `@`), or has one of the words of robots, link previews, monitors and HTTP libraries. Measured
/// in tests/unit/event/bots_test.cpp: what share of npm's crawler-user-agents it knows, and that no current browser
/// is taken for one.
bool is_bot(std::string_view user_agent);

}  // namespace waymark::event
