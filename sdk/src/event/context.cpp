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

Value context_of(const PageFacts& page) {
  Value context = Value::object();
  context.append_member("page", page_properties(page));
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

void add_attribution(Value& context, const std::string& channel, const Value& utm, bool is_campaign) {
  if (is_campaign && !context.find("campaign")) {
    Value campaign;
    for (const Member& member : utm.members()) {
      if (member.key != "clickIds")
        campaign.append_member(member.key == "campaign" ? "name" : member.key, member.value);
    }
    context.append_member("campaign", std::move(campaign));
  }
  if (context.find("attribution")) return;
  Value attribution;
  attribution.add("channel", channel);
  for (const Member& member : utm.members()) attribution.append_member(member.key, member.value);
  context.append_member("attribution", std::move(attribution));
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
