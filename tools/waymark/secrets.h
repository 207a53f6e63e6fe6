#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace waymark::tool {

/// JSON pointers to what in a configuration's destinations is a secret by its name, where it is given: a member
/// `api_secret`, `accessToken`, `token_auth`, `password`, `serviceAccount` … at any depth, or such a query member of an
/// address. A configuration is read by every visitor. The names of write keys are none of these.
std::vector<std::string> secrets_in(std::string_view config);

}  // namespace waymark::tool
