#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "support/json_help.h"
#include "waymark/encode.h"

namespace waymark::delivery {
namespace {

/// Names of the definitions in destinations/.
std::vector<std::string> destinations() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(WAYMARK_SOURCE_DIR) + "/destinations")) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  }
  return names;
}

std::vector<std::string> lines_of(const std::string& path) {
  std::vector<std::string> lines;
  std::istringstream text(test::read_file(path));
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

/// What a definition makes of the canonical events. Its settings are those of tests/destinations/NAME.settings.json,
/// where there is such a file.
Encoded encoded(const std::string& name) {
  EncodeTarget target;
  target.type = name;
  target.url = "https://collector.example/";
  target.write_key = "K";
  target.sent_at = 1'767'323'046'000;
  target.definition = test::read_file("destinations/" + name + ".json");
  const std::string settings = "tests/destinations/" + name + ".settings.json";
  if (std::filesystem::exists(std::string(WAYMARK_SOURCE_DIR) + "/" + settings)) {
    target.settings = test::read_file(settings);
  }
  const Result<Encoded> made = encode(target, lines_of("tests/destinations/events.ndjson"));
  if (!made.ok()) test::broken_test(name + ": " + test::told(made.error()) + " " + made.error().expected);
  return made.value();
}

class GoldenRequests : public testing::TestWithParam<std::string> {};

TEST_P(GoldenRequests, AreWhatTheDefinitionMakes) {
  const Encoded made = encoded(GetParam());
  EXPECT_TRUE(made.unsendable.empty());
  EXPECT_EQ(made.requests, lines_of("tests/destinations/" + GetParam() + ".ndjson"));
}

INSTANTIATE_TEST_SUITE_P(Destinations, GoldenRequests, testing::ValuesIn(destinations()),
                         [](const auto& given) { return given.param; });

}  // namespace
}  // namespace waymark::delivery
