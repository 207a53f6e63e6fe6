#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "waymark/value.h"

/// Addresses as GrowthBook's targeting and redirects take them apart. Used by the command line alone.
namespace waymark::growthbook {

/// An address as a browser's `URL` has it: scheme and host in small letters, no port that goes without saying, a path
/// without `.` and `..`; what may not stand in it percent-encoded.
struct Url {
  std::string origin;    ///< `https://host:port`
  std::string host;      ///< With the port.
  std::string path;      ///< From the first slash.
  std::string query;     ///< With the question mark, where there is anything behind it.
  std::string fragment;  ///< With the hash.

  std::string href() const { return origin + path + query + fragment; }
  /// Names and values of the query, decoded, in order.
  std::vector<std::pair<std::string, std::string>> parameters() const;
};

/// Null where it is no address: relative ones are, unless there is a `base` (an origin) for them.
std::optional<Url> parse_url(std::string_view text, std::string_view base = {});

/// Whether an address is one of `[{type: simple|regex, pattern, include}]`: among those to be included, if there are
/// any, and not among those to be left out.
bool is_targeted(std::string_view url, const Value& targets);

/// The second address with those parameters of the first that it has not got.
std::string merge_queries(std::string_view from, std::string_view to);

}  // namespace waymark::growthbook
