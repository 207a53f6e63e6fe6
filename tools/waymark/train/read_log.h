#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "../commands.h"
#include "log.h"

namespace waymark::tool {

/// How a log is written: `sess` (a session a line: unix time, items), `csv` or `tsv` with a header of session (or
/// basket), item, time and perhaps customer, `orders` (TSV without header: customer, time, revenue, items), `ndjson`
/// (canonical events), `pairs` (tools/train/pairs.sql). Empty: by ending and first bytes.
std::string format_of(const std::string& path, std::string_view text, std::string given);

/// Reads all rows into the log. `baskets`: of events, orders are taken, not views. False where the header lacks a
/// column.
bool read_log(std::string_view text, const std::string& format, bool baskets, train::Log& log, Streams streams);

/// The counts that are not zero, one line, for people.
std::string describe(const train::Log::Counts& counts);

/// The first line, without its end, which is taken off the text.
std::string_view take_line(std::string_view& text);

/// Fields of a line; a quoted one loses its quotes. (A comma inside quotes stays inside.)
void split(std::string_view line, char separator, std::vector<std::string_view>& fields);

}  // namespace waymark::tool
