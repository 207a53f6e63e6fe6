#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "codec/effect_codec.h"
#include "codec/input_codec.h"
#include "support/json_help.h"
#include "waymark/list.h"

// Every example of tests/protocol is read and written again by the core; the TypeScript compiler checks the same
// files (scripts/check-protocol.mjs).
namespace waymark::test {
namespace {

constexpr const char* kInputTypes[] = {"start",      "event",         "signal",         "consent",   "lifecycle",
                                       "sendResult", "persistResult", "messageOutcome", "recommend", "peer",
                                       "adopt",      "flush",         "wake",           "config",    "reset",
                                       "export",     "mergeProfile",  "forget",         "inspect"};
constexpr const char* kEffectTypes[] = {
    "send",   "append",  "release",  "persist",  "remove", "showMessage", "hideMessage", "recommendations",
    "health", "flushed", "exported", "redirect", "cards",  "wake",        "forward",     "log"};
static_assert(std::size(kInputTypes) == std::variant_size_v<Input>);
static_assert(std::size(kEffectTypes) == std::variant_size_v<Effect>);

std::vector<std::string> examples(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(WAYMARK_SOURCE_DIR) + "/" + folder)) {
    if (entry.path().extension() == ".json") files.push_back(folder + "/" + entry.path().filename().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// The one thing a writer may add: a member that says what its absence means.
bool is_default(const Member& member) {
  const Value& value = member.value;
  if (member.key == "visible") return value.boolean_or(false);
  if (member.key == "limit") return value.number_or(0) == 8;
  return value.is_null() || (value.is_array() && value.items().empty()) ||
         (value.is_object() && value.members().empty()) || (value.is_number() && value.number_or(1) == 0) ||
         (value.kind() == Value::Kind::boolean && !value.boolean_or(true));
}

/// Empty where `written` says the same as `example`, else the place where it does not.
std::string difference(const Value& example, const Value& written, const std::string& pointer = "") {
  if (example.is_object() && written.is_object()) {
    for (const Member& member : example.members()) {
      const Value* other = written.find(member.key);
      if (!other) return pointer + "/" + member.key + " is missing";
      const std::string inside = difference(member.value, *other, pointer + "/" + member.key);
      if (!inside.empty()) return inside;
    }
    for (const Member& member : written.members()) {
      if (!example.find(member.key) && !is_default(member)) return pointer + "/" + member.key + " was added";
    }
    return {};
  }
  if (example.is_array() && written.is_array() && example.items().size() == written.items().size()) {
    for (std::size_t i = 0; i < example.items().size(); ++i) {
      const std::string inside = difference(example.items()[i], written.items()[i], pointer + "/" + std::to_string(i));
      if (!inside.empty()) return inside;
    }
    return {};
  }
  return same(example, written) ? "" : pointer + ": " + text_of(example) + " became " + text_of(written);
}

Value input_again(const Value& example) {
  List<Error> warnings;
  const Result<Input> input = codec::read_input(example, warnings);
  if (!input.ok()) return Value(told(input.error()));
  if (!warnings.empty()) return Value(told(warnings.front()));
  return parse_exactly(codec::write_input(input.value()));
}

Value effect_again(const Value& example) {
  Value list = Value::array();
  list.push(example);
  const Result<Effects> effects = codec::read_effects(list);
  if (!effects.ok()) return Value(told(effects.error()));
  const Value written = parse_exactly(codec::write_effects(effects.value()));
  return written.items().size() == 1 ? written.items()[0] : Value("not one effect");
}

TEST(Protocol, EveryInputExampleReadsAndWritesAsItself) {
  for (const std::string& file : examples("tests/protocol/inputs")) {
    const Value example = parse_exactly(read_file(file));
    const Value written = input_again(example);
    EXPECT_EQ(difference(example, written), "") << file;
    EXPECT_TRUE(same(input_again(written), written)) << file << " does not come to rest";
  }
}

TEST(Protocol, EveryEffectExampleReadsAndWritesAsItself) {
  for (const std::string& file : examples("tests/protocol/effects")) {
    const Value example = parse_exactly(read_file(file));
    const Value written = effect_again(example);
    EXPECT_EQ(difference(example, written), "") << file;
    EXPECT_TRUE(same(effect_again(written), written)) << file << " does not come to rest";
  }
}

TEST(Protocol, EveryTypeHasAnExampleAndEveryExampleAType) {
  const auto types_in = [](const char* folder) {
    std::set<std::string> types;
    for (const std::string& file : examples(folder)) {
      types.emplace(parse_exactly(read_file(file))["type"].text_or());
    }
    return types;
  };
  EXPECT_EQ(types_in("tests/protocol/inputs"), std::set<std::string>(std::begin(kInputTypes), std::end(kInputTypes)));
  EXPECT_EQ(types_in("tests/protocol/effects"),
            std::set<std::string>(std::begin(kEffectTypes), std::end(kEffectTypes)));
}

TEST(Protocol, TheSeamTakesEveryInputExampleWithoutComplaintOfItsShape) {
  for (const std::string& file : examples("tests/protocol/inputs")) {
    List<Error> warnings;
    const Result<Input> input = codec::read_input(parse_exactly(read_file(file)), warnings);
    EXPECT_TRUE(input.ok()) << file;
    EXPECT_TRUE(warnings.empty()) << file;
  }
}

}  // namespace
}  // namespace waymark::test
