#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "delivery/encode_segment.h"
#include "json/parse.h"
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
  EncodeTarget target{"https://collector.example/", "K", {}, 1'767'323'046'000};
  const std::string settings = "tests/destinations/" + name + ".settings.json";
  if (std::filesystem::exists(std::string(WAYMARK_SOURCE_DIR) + "/" + settings)) {
    target.settings = test::read_file(settings);
  }
  const Result<Encoded> made =
      encode(test::read_file("destinations/" + name + ".json"), lines_of("tests/destinations/events.ndjson"), target);
  if (!made.ok()) test::broken_test(name + ": " + test::told(made.error()) + " " + made.error().expected);
  return made.value();
}

class Destinations : public testing::TestWithParam<std::string> {};

TEST_P(Destinations, MakeTheRequestsOfTheirGoldenFile) {
  const Encoded made = encoded(GetParam());
  EXPECT_TRUE(made.faults.empty());
  EXPECT_EQ(made.requests, lines_of("tests/destinations/" + GetParam() + ".ndjson"));
}

INSTANTIATE_TEST_SUITE_P(All, Destinations, testing::ValuesIn(destinations()),
                         [](const auto& given) { return given.param; });

TEST(SegmentDefinition, GivesWhatTheEncoderGives) {
  const std::vector<std::string> events = lines_of("tests/destinations/events.ndjson");
  const std::string body = encode_segment({events.begin(), events.end()}, "K", 1'767'323'046'000);
  ASSERT_EQ(encoded("segment").requests.size(), 1);
  EXPECT_EQ(test::parse_exactly(encoded("segment").requests[0])["body"].text(), body);
}

}  // namespace
}  // namespace waymark::delivery
