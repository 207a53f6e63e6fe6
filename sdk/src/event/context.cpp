#include "event/context.h"

#include <string>
#include <utility>

#include "event/url.h"

namespace waymark::event {
Value page_properties(const PageFacts& page) {
  const UrlParts url = split_url(page.url);
  Value properties = Value::object();
  properties.add("url", page.url);
  properties.add("path", url.path);
  properties.add("title", page.title);
  properties.add("referrer", page.referrer);
  if (!url.query.empty()) properties.add("search", "?" + std::string(url.query));
  return properties;
}

Value context_of(const PageFacts& page, const Touchpoint& touchpoint) {
  Value context = Value::object();
  context.append_member("page", page_properties(page));
  if (!touchpoint.campaign.is_null()) context.append_member("campaign", touchpoint.campaign);
  context.add("locale", page.language);
  context.add("timezone", page.time_zone);
  context.add("userAgent", page.user_agent);
  if (page.screen.is_object()) context.append_member("screen", page.screen);
  Value library = Value::object();
  library.add("name", kLibraryName);
  library.add("version", kLibraryVersion);
  context.append_member("library", std::move(library));
  return context;
}

Value merge_context(const Value& page_context, const Value& caller) {
  Value merged = page_context;
  for (const Member& member : caller.members()) {
    const Value* below = merged.find(member.key);
    if (below && below->is_object() && member.value.is_object()) {
      Value inner = *below;
      for (const Member& leaf : member.value.members()) inner.set(leaf.key, leaf.value);
      merged.set(member.key, std::move(inner));
    } else {
      merged.set(member.key, member.value);
    }
  }
  return merged;
}

}  // namespace waymark::event
