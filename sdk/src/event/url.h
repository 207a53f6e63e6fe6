#pragma once

#include <string_view>

#include "waymark/value.h"

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

/// The first value of each query parameter, percent-decoded (application/x-www-form-urlencoded), as one object.
/// Bytes that decode to no UTF-8 are replaced when a text is written. At most 50 parameters are read.
Value query_parameters(std::string_view query);

/// An http(s) address or a path on the site, as a browser would try it: no white space, no name and password, which
/// `fetch` refuses. Whether anyone answers there, the first reply tells.
bool is_address(std::string_view url);

}  // namespace waymark::event
