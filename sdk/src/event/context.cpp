#include "event/context.h"

#include "event/url.h"

namespace waymark::event {
namespace {

void set_text(Value& object, const char* key, std::string_view text) {
  if (!text.empty()) object.append_member(key, Value(text));
}

}  // namespace

Value page_properties(const PageFacts& page) {
  const UrlParts url = split_url(page.url);
  Value properties = Value::object();
  set_text(properties, "url", page.url);
  set_text(properties, "path", url.path);
  set_text(properties, "title", page.title);
  set_text(properties, "referrer", page.referrer);
  if (!url.query.empty()) properties.append_member("search", Value("?" + std::string(url.query)));
  return properties;
}

Value context_of(const PageFacts& page, const Touchpoint& touchpoint) {
  Value context = Value::object();
  context.append_member("page", page_properties(page));
  if (!touchpoint.campaign.is_null()) context.append_member("campaign", touchpoint.campaign);
  set_text(context, "locale", page.language);
  set_text(context, "timezone", page.time_zone);
  set_text(context, "userAgent", page.user_agent);
  if (page.screen.is_object()) context.append_member("screen", page.screen);
  Value library = Value::object();
  library.append_member("name", Value(kLibraryName));
  library.append_member("version", Value(kLibraryVersion));
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
