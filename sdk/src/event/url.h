#pragma once

#include <string>
#include <string_view>

namespace waymark::event {

/// Views into a URL of the shape `scheme://host/path?query#fragment`; a part that is missing is empty.
/// No validation: the browser has done that.
struct UrlParts {
  std::string_view host;      ///< With the port, without credentials.
  std::string_view path;      ///< From the first slash; `/` where there is none.
  std::string_view query;     ///< Without the question mark.
  std::string_view fragment;  ///< Without the hash.
};

UrlParts split_url(std::string_view url);

/// First value of a query parameter, percent-decoded (application/x-www-form-urlencoded), or empty.
/// Bytes that decode to no UTF-8 are replaced when the text is written.
std::string query_parameter(std::string_view query, std::string_view name);

}  // namespace waymark::event
