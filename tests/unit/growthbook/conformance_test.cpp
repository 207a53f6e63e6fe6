#include <gtest/gtest.h>

#include <string>

#include "json/write.h"
#include "support/conformance.h"
#include "support/json_help.h"
#include "waymark/evaluate.h"

namespace waymark {
namespace {

using test::conformance;
using test::parse_exactly;
using test::text_of;

Value ask(Question question, const Value& request) { return parse_exactly(answer(question, json::write(request))); }

Value request_of(std::initializer_list<std::pair<const char*, Value>> members) {
  Value out = Value::object();
  for (const auto& [key, value] : members) out.append_member(key, value);
  return out;
}

/// One file of json-logic/compat-tables, or the official suite.
void run_suite(const std::string& file, std::size_t& cases) {
  const Value suite = conformance("jsonlogic/" + file);
  ASSERT_TRUE(suite.is_array()) << file;
  for (const Value& one : suite.items()) {
    if (one.is_string()) continue;
    ++cases;
    const bool official = one.is_array();
    const Value got = ask(Question::logic, request_of({{"rule", official ? one.items()[0] : one["rule"]},
                                                       {"data", official ? one.items()[1] : one["data"]}}));
    Value expected = Value::object();
    if (one.find("error")) {
      expected.append_member("error", one["error"]);
    } else {
      expected.append_member("result", official ? one.items()[2] : one["result"]);
    }
    EXPECT_EQ(text_of(got), text_of(expected)) << file << " " << text_of(one);
  }
}

TEST(JsonLogicConformance, PassesTheOfficialSuite) {
  if (conformance("jsonlogic/tests.json").is_null()) GTEST_SKIP() << "skipped: no data";
  std::size_t cases = 0;
  run_suite("tests.json", cases);
  EXPECT_GE(cases, 277U);
}

TEST(JsonLogicConformance, PassesTheCompatibilityTables) {
  const Value index = conformance("jsonlogic/compat/index.json");
  if (index.is_null()) GTEST_SKIP() << "skipped: no data";
  std::size_t cases = 0;
  for (const Value& file : index.items()) run_suite("compat/" + file.text(), cases);
  EXPECT_GE(cases, 800U);
}

TEST(GrowthBookConditions, AllLooksAtNullsAndElemMatchPassesOverThem) {
  const auto holds = [](const char* condition) {
    const Value attributes = parse_exactly(R"({"tags":[null,"a"]})");
    return ask(Question::growthbook,
               request_of({{"condition", parse_exactly(condition)}, {"attributes", attributes}}))["result"];
  };
  EXPECT_EQ(holds(R"({"tags":{"$all":[null]}})"), Value(true));
  EXPECT_EQ(holds(R"({"tags":{"$all":["a",null]}})"), Value(true));
  EXPECT_EQ(holds(R"({"tags":{"$all":["b"]}})"), Value(false));
  EXPECT_EQ(holds(R"({"tags":{"$elemMatch":{"$eq":null}}})"), Value(false));
}

/// Tuples of a section of GrowthBook's cases.
std::vector<Value> section(const char* name) {
  const Value file = conformance("growthbook/cases.json");
  return std::vector<Value>(file[name].items().begin(), file[name].items().end());
}

TEST(GrowthBookConformance, EvaluatesConditions) {
  const auto cases = section("evalCondition");
  if (cases.empty()) GTEST_SKIP() << "skipped: no data";
  for (const Value& one : cases) {
    const auto parts = one.items();
    const Value got = ask(Question::growthbook, request_of({{"condition", parts[1]},
                                                            {"attributes", parts[2]},
                                                            {"savedGroups", parts.size() > 4 ? parts[4] : Value()}}));
    EXPECT_EQ(got["result"], parts[3]) << text_of(one);
  }
}

TEST(GrowthBookConformance, EvaluatesFeaturesAndContextualBandits) {
  if (section("feature").empty()) GTEST_SKIP() << "skipped: no data";
  for (const char* name : {"feature", "contextualBandit"}) {
    for (const Value& one : section(name)) {
      const Value got = ask(Question::experiment, one);
      for (const Member& member : one.items()[3].members()) {
        EXPECT_TRUE(test::same(member.value, got[member.key])) << member.key << " " << text_of(one) << "\n"
                                                               << text_of(got);
      }
    }
  }
}

TEST(GrowthBookConformance, RunsExperiments) {
  const auto cases = section("run");
  if (cases.empty()) GTEST_SKIP() << "skipped: no data";
  for (const Value& one : cases) {
    const auto parts = one.items();
    const Value got = ask(Question::experiment, one);
    EXPECT_TRUE(test::same(got["value"], parts[3])) << text_of(one) << "\n" << text_of(got);
    EXPECT_EQ(got["inExperiment"], parts[4]) << text_of(one);
    EXPECT_EQ(got["hashUsed"], parts[5]) << text_of(one);
  }
}

TEST(GrowthBookConformance, RedirectsToOtherAddresses) {
  const auto cases = section("urlRedirect");
  if (cases.empty()) GTEST_SKIP() << "skipped: no data";
  for (const Value& one : cases) {
    EXPECT_EQ(ask(Question::experiment, one), one.items()[2]) << text_of(one);
    EXPECT_EQ(ask(Question::experiment, one.items()[1]), one.items()[2]) << text_of(one);
  }
}

TEST(GrowthBookConformance, KeepsStickyBuckets) {
  const auto cases = section("stickyBucket");
  if (cases.empty()) GTEST_SKIP() << "skipped: no data";
  for (const Value& one : cases) {
    const auto parts = one.items();
    const Value got = ask(Question::experiment, one);
    EXPECT_TRUE(test::same(got["experimentResult"], parts[4])) << text_of(one) << "\n" << text_of(got);
    EXPECT_TRUE(test::same(got["stickyBucketAssignmentDocs"], parts[5])) << text_of(one) << "\n" << text_of(got);
  }
}

TEST(StickyBuckets, ShutOutAnyNumberOfVersions) {
  const auto blocked = [](const char* version, const char* least) {
    const std::string key = std::string("exp__") + version;
    return text_of(ask(
        Question::experiment,
        parse_exactly(
            R"({"attributes":{"id":"1"},"stickyBucketAssignmentDocs":{"id||1":{"attributeName":"id","attributeValue":"1",)"
            R"("assignments":{")" +
            key +
            R"(":"0"}}},"experiment":{"key":"exp","variations":[0,1],"bucketVersion":9e99,)"
            R"("minBucketVersion":)" +
            least + "}}"))["inExperiment"]);
  };
  EXPECT_EQ(blocked("0", "1e300"), "false");
  EXPECT_EQ(blocked("999999", "1e12"), "false");
  EXPECT_EQ(blocked("3", "3"), "true") << "the least itself is not shut out";
  EXPECT_EQ(blocked("2", "2.5"), "false");
  EXPECT_EQ(blocked("02", "5"), "true") << "no version is written so";
}

TEST(Rules200, GiveTheAnswersAllEnginesGive) {
  const Value file = conformance("rules-200.json");
  if (file.is_null()) GTEST_SKIP() << "skipped: no data";
  for (std::size_t c = 0; c < file["contexts"].items().size(); ++c) {
    const Value& context = file["contexts"].items()[c];
    for (std::size_t r = 0; r < file["jsonlogic"].items().size(); ++r) {
      const Value& rule = file["jsonlogic"].items()[r];
      const double expected = file["expected"].items()[c].items()[r].number_or(-1);
      const Value logic = ask(Question::logic, request_of({{"rule", rule}, {"data", context}}));
      EXPECT_EQ(logic["result"].boolean_or(false) ? 1 : 0, expected) << text_of(rule);
      const Value& mongo = file["mongo"].items()[r];
      const Value growthbook = ask(Question::growthbook, request_of({{"condition", mongo}, {"attributes", context}}));
      EXPECT_EQ(growthbook["result"].boolean_or(false) ? 1 : 0, expected) << text_of(mongo);
    }
  }
}

}  // namespace
}  // namespace waymark
