#include <gtest/gtest.h>

#include "support/json_help.h"
#include "support/scenario.h"

namespace waymark::test {
namespace {

class Scenarios : public testing::TestWithParam<std::string> {};

TEST_P(Scenarios, GoesAsTold) {
  const Value scenario = parse_exactly(read_file(GetParam()));
  for (const std::string& finding : run_scenario(scenario)) ADD_FAILURE() << GetParam() << ", " << finding;
}

std::string name_from(const testing::TestParamInfo<std::string>& file) {
  std::string name;
  for (const char c : file.param.substr(file.param.rfind('/') + 1)) {
    if (c == '.') break;
    name.push_back(c == '-' ? '_' : c);
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(Files, Scenarios, testing::ValuesIn(scenario_files()), name_from);

TEST(ScenarioRunner, FindsWhatIsNotAsTold) {
  const auto findings = [](const char* step) {
    const Value scenario = json(std::string("{'config':{'version':1},'steps':[") + step + "]}");
    return run_scenario(scenario).size();
  };
  EXPECT_EQ(findings("{'input':{'type':'wake'}}"), 0);
  EXPECT_EQ(findings("{'expect':[{'type':'send'}]}"), 1);
  EXPECT_EQ(findings("{'input':{'type':'inspect'},'expectNone':[{'type':'forward'}]}"), 1);
  EXPECT_EQ(findings("{'state':{'journey':{'stage':'checkout'}}}"), 1);
  EXPECT_EQ(findings("{'collector':{'Page Viewed':1}}"), 1);
  EXPECT_EQ(findings("{'journal':1}"), 1);
}

}  // namespace
}  // namespace waymark::test
