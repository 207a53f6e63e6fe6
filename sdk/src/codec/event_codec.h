#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "codec/reader.h"
#include "json/write.h"
#include "waymark/event.h"
#include "waymark/result.h"
#include "waymark/value.h"

namespace waymark::codec {

/// The canonical event, `EventRecord` in protocol.ts.
std::string write_event(const Event& event);
/// Refuses (`journal.recordBroken`) what lacks messageId, type, timestamp or anonymousId.
Result<Event> read_event(const Value& json);
Result<Event> parse_event(std::string_view text);

void write_record(json::Writer& out, const JournalRecord& record);
/// Records that are broken are left out and reported.
std::vector<JournalRecord> read_records(const Value& array, const std::string& pointer, std::vector<Error>& errors);

void write_page(json::Writer& out, const PageFacts& page);
PageFacts read_page(Reader reader);

}  // namespace waymark::codec
