#include "identity/identity.h"

namespace waymark::identity {
namespace {

bool take(std::string& held, const std::string& told) {
  if (told.empty() || held == told) return false;
  held = told;
  return true;
}

}  // namespace

bool apply(Identity& identity, const Event& event) {
  switch (event.type) {
    case EventType::identify:
    case EventType::alias:
      return take(identity.user_id, event.user_id);
    case EventType::group:
      return take(identity.group_id, event.group_id);
    case EventType::track:
    case EventType::page:
      return false;
  }
  return false;
}

bool is_another(const Identity& identity, const Event& event) {
  return event.type == EventType::identify && !identity.user_id.empty() && !event.user_id.empty() &&
         event.user_id != identity.user_id;
}

}  // namespace waymark::identity
