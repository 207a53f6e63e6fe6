#pragma once

#include <string>

#include "waymark/event.h"

namespace waymark::identity {

/// Who the visitor is to us.
struct Identity {
  std::string anonymous_id;  ///< UUIDv7 of the first visit on this device.
  std::string user_id;       ///< The site's own id, once it has told.
  std::string group_id;
};

/// Takes over what an identify, alias or group event says. True where something changed.
bool apply(Identity& identity, const Event& event);

/// True for an identify that names another user than the one known: somebody else sits down. (An alias says that they
/// are the same.)
bool is_another(const Identity& identity, const Event& event);

}  // namespace waymark::identity
