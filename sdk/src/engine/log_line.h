#pragma once

#include <string_view>

#include "waymark/event.h"

/// Lines of a stored log as our own collector writes them, read several times faster than any JSON is: straight into an
/// event, and of its context only what a replay looks at (page, locale, channel).
namespace waymark {

/// Whose line it is; empty where that takes a closer look.
std::string_view visitor_in(std::string_view line);

/// False where the line is anything out of the ordinary: then the readers of JSON and events have to tell what it is.
/// Where it is true, `event` is what they would make of it.
bool read_log_line(std::string_view line, Event& event);

}  // namespace waymark
