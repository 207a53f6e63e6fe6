#pragma once

#include <string>
#include <string_view>

#include "waymark/event.h"
#include "waymark/value.h"

namespace waymark::event {

/// Name and version every event carries as `context.library`.
inline constexpr std::string_view kLibraryName = "waymark";
inline constexpr std::string_view kLibraryVersion = "0.1.0";

/// The page, locale, zone, user agent and screen as Segment's common `context` fields.
Value context_of(const PageFacts& page);

/// Says where the visit came from, unless the caller has: `attribution` with `channel` and the members of `utm`; and of
/// a campaign `campaign`, as Segment names its members.
void add_attribution(Value& context, const std::string& channel, const Value& utm, bool is_campaign);

/// `page` as the properties of a page event: url, path, title, referrer, search.
Value page_properties(const PageFacts& page);

/// Lays the caller's members over the page's, one level deep: `context.channel` adds, `context.page.url` replaces.
Value merge_context(const Value& page_context, const Value& caller);

}  // namespace waymark::event
