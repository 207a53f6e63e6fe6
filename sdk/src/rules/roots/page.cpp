#include "rules/roots/roots.h"

#include "event/url.h"

namespace waymark::rules::roots {

void page(const Facts& facts, Members& out) {
  const PageFacts& page = facts.page;
  const waymark::event::UrlParts url = waymark::event::split_url(page.url);
  out.add("url", page.url);
  out.add("host", url.host);
  out.add("path", url.path);
  if (out.wants("query")) out.append_member("query", waymark::event::query_parameters(url.query));
  out.add("title", page.title);
  out.add("referrer", page.referrer);
  out.add("language", page.language);
}

}  // namespace waymark::rules::roots
