#include "rules/roots/roots.h"

#include <utility>

namespace waymark::rules::roots {

void session(const Facts& facts, Members& out) {
  const identity::Session& session = facts.session;
  out.add("id", session.id);
  out.add_number("number", static_cast<double>(session.number));
  out.add_number("start", static_cast<double>(session.start));
  out.add_number("pageviews", static_cast<double>(session.pageviews));
  out.add_number("activeMs", static_cast<double>(session.active_ms));
  out.add("channel", session.channel);
  if (out.wants("utm")) out.append_member("utm", session.utm);
  if (out.wants("entry")) {
    Value entry;
    entry.add("url", session.entry_url);
    entry.add("referrer", session.entry_referrer);
    out.append_member("entry", std::move(entry));
  }
  if (out.wants("facts")) out.append_member("facts", session.facts);
}

}  // namespace waymark::rules::roots
