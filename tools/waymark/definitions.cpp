#include "definitions.h"

#include "json_text.h"

namespace waymark::tool {

std::string with_definitions(std::string config) {
  std::vector<std::string> destinations;
  for (const std::string_view destination : items_of(member(config, "destinations")))
    destinations.emplace_back(destination);
  for (const std::string& destination : destinations) {
    const std::string type = text_of(member(destination, "type"));
    if (!member(destination, "definition").empty()) continue;
    for (const Definition& known : definitions()) {
      const std::size_t at = known.name == type ? config.find(destination) : std::string::npos;
      if (at == std::string::npos) continue;
      std::string text = ",\"definition\":";
      text.append(known.text);
      config.insert(config.rfind('}', at + destination.size() - 1), text);
    }
  }
  return config;
}

}  // namespace waymark::tool
