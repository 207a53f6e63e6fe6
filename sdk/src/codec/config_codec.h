#pragma once

#include <optional>
#include <vector>

#include "waymark/config.h"
#include "waymark/error.h"
#include "waymark/list.h"
#include "waymark/value.h"

namespace waymark::codec {

/// What reading a configuration came to. It can be used only where `errors` is empty.
struct ConfigReading {
  Config config;
  List<Error> errors;    ///< Code `config.invalid`, each with its pointer.
  List<Error> warnings;  ///< `config.unknownKey`.
};

/// Reads the whole configuration (`Config` in config.ts) and reports everything that is wrong with it, not just
/// the first. Conditions of rules are compiled later, by the rules stage.
/// With `whole` also what leans on parts that are wrong themselves: more complaints, some of them the same mistake's.
ConfigReading read_config(const Value& json, bool whole = false);

}  // namespace waymark::codec
