#include "rules/roots/roots.h"

#include "event/url.h"

namespace waymark::rules::roots {

Value page(const Facts& facts) {
  const PageFacts& page = facts.page;
  const waymark::event::UrlParts url = waymark::event::split_url(page.url);
  Value out;
  out.add("url", page.url);
  out.add("host", url.host);
  out.add("path", url.path);
  out.append_member("query", waymark::event::query_parameters(url.query));
  out.add("title", page.title);
  out.add("referrer", page.referrer);
  out.add("language", page.language);
  return out;
}

}  // namespace waymark::rules::roots
