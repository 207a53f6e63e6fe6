#include "rules/version.h"

#include <algorithm>

#include "base/utf16.h"
#include "rules/coerce.h"

namespace waymark::rules {
namespace {

/// Parts joined by dashes, numbers padded to five places so that they compare as texts.
std::string padded(std::string_view version) {
  if (version.starts_with('v')) version.remove_prefix(1);
  version = version.substr(0, version.find('+'));
  std::string out;
  int parts = 0;
  while (true) {
    const std::string_view part = version.substr(0, version.find_first_of("-."));
    const bool number = !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
    if (parts++ > 0) out.push_back('-');
    if (number && part.size() < 5) out.append(5 - part.size(), ' ');
    out.append(part);
    if (part.size() == version.size()) break;
    version.remove_prefix(part.size() + 1);
  }
  // Behind everything that may follow a dash.
  return parts == 3 ? out + "-~" : out;
}

}  // namespace

std::string version_text(const Operand& value) {
  const std::string text = value.is_string() || value.is_number() ? to_text(value) : std::string();
  return text.empty() ? "0" : text;
}

int compare_versions(std::string_view left, std::string_view right) {
  return base::utf16_compare(padded(left), padded(right));
}

bool version_related(std::string_view left, std::string_view relation, std::string_view right) {
  const int order = compare_versions(left, right);
  if (relation == "==") return order == 0;
  if (relation == "!=") return order != 0;
  if (relation == "<") return order < 0;
  if (relation == "<=") return order <= 0;
  if (relation == ">") return order > 0;
  return relation == ">=" && order >= 0;
}

}  // namespace waymark::rules
