#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "support/json_help.h"
#include "support/visits.h"
#include "support/world.h"
#include "waymark/log_replay.h"

// Many rules at one trigger are sifted by a replay, and not put in order where the site's limits are reached. Each gets
// the reason it gets without that.
namespace waymark::test {
namespace {

constexpr TimeMs kNow = 1'767'578'400'000;
/// So few are asked one by one (engine/log_sifter.cpp).
constexpr std::size_t kFew = 7;

class Writer {
 public:
  explicit Writer(unsigned seed) : random_(seed) {}
  unsigned roll(unsigned n) { return static_cast<unsigned>(random_() % n); }

  std::string leaf() {
    const std::string n = std::to_string(roll(6));
    const std::string leaves[] = {
        "{'>=':[{'var':'cart.value'}," + n + "]}",
        "{'<':[{'var':'event.n'}," + n + "]}",
        "{'in':[{'var':'event.kind'},['a','b','" + n + "']]}",
        "{'>':[{'ev.count':['Look','1d']}," + n + "]}",
        "{'!':[{'in':['" + n + "',{'var':'page.url'}]}]}",
        "{'==':[{'var':'visitor.orders'}," + n + "]}",
        "{'<=':[{'var':'session.number'},{'var':'event.n'}]}",
        "{'===':[{'ev.last':['Look','kind','1d']},'" + n + "']}",
    };
    return leaves[roll(8)];
  }

  std::string rule(bool speaks) {
    const std::string ends =
        speaks ? "" : ",'experiment':{'key':'nobody','by':'visitor.userId','variants':[{'id':'a'},{'id':'b'}]}";
    const std::string gates[] = {"",
                                 "",
                                 "",
                                 "",
                                 ",'status':'paused'",
                                 ",'consent':['marketing']",
                                 ",'stage':['cart']",
                                 ",'schedule':{'from':'2031-01-01'}",
                                 ",'cap':{'lifetime':1}",
                                 ",'cap':{'countsToLimits':false}",
                                 ",'do':[{'type':'emit','event':'Done'}]"};
    const std::string on =
        roll(6) == 0 ? "{'type':'event','name':'Go','where':[['n','>',2]]}" : "{'type':'event','name':'Go'}";
    return "{'priority':" + std::to_string(roll(50)) + ",'on':{'any':[" + on + "]},'when':{'and':[" + leaf() + "," +
           leaf() + ",{'or':[" + leaf() + "," + leaf() + "]}]}" + gates[roll(11)] + ends + "}";
  }

 private:
  std::mt19937 random_;
};

World started(std::vector<Value> rules, const char* more) {
  World world(with_rules(with(json("{'version':1,'journey':{'preset':'store'}}"), more), std::move(rules)), kNow);
  world.page.set("language", Value("en"));
  world.start();
  return world;
}

/// What one visitor does; the reasons of all rules after each step.
std::vector<std::string> lived(World world, unsigned seed) {
  Writer writer(seed);
  std::vector<std::string> reasons;
  for (int i = 0; i < 12; ++i) {
    const std::string n = std::to_string(writer.roll(6));
    const char* kinds[] = {"'a'", "'b'", "'3'", "3", "null", "[1]"};
    const std::string properties = "{'n':" + (writer.roll(6) == 0 ? "'x'" : n) + ",'kind':" + kinds[writer.roll(6)] +
                                   ",'price':1,'product_id':'p'}";
    world.track(writer.roll(2) == 0 ? "Look" : "Product Added", properties.c_str());
    world.track("Go", properties.c_str());
    if (writer.roll(4) == 0) see_and_dismiss(world);
    const Value known = world.state()["rules"];
    for (const Member& one : known.members()) reasons.push_back(one.key + " " + std::string(one.value.text_or()));
    world.advance(kMinuteMs);
  }
  return reasons;
}

/// "rule reason count" of all that a replay of some visitors tells.
std::vector<std::string> replayed(std::vector<Value> rules, const std::vector<std::string>& lines) {
  const auto utc = [](std::string_view, TimeMs) { return std::int64_t{0}; };
  LogReplay replay(utc, nullptr, nullptr);
  EXPECT_TRUE(
      replay.configure(text_of(with_rules(json("{'version':1,'journey':{'preset':'store'}}"), std::move(rules))))
          .empty());
  for (const std::string& line : lines) replay.event(line);
  replay.finish();
  std::vector<std::string> out;
  for (const RuleReport& one : replay.report()) {
    for (const auto& [reason, count] : one.reasons)
      out.push_back(one.rule + " " + reason + " " + std::to_string(count));
  }
  return out;
}

TEST(ManyRules, AreToldTheReasonsOfFew) {
  constexpr std::size_t kCount = 301;
  Writer writer(20'261'122);
  std::vector<Value> rules;
  for (std::size_t i = 0; i < kCount; ++i) {
    rules.push_back(bar_rule(("r" + std::to_string(i)).c_str(), writer.rule(false).c_str()));
  }
  std::vector<std::string> lines;
  const char* kinds[] = {"'a'", "'b'", "'3'", "3", "null", "[1]"};
  for (int i = 0; i < 600; ++i) {
    const char* names[] = {"Look", "Product Added", "Go", "Go"};
    const std::string n = writer.roll(6) == 0 ? "'x'" : std::to_string(writer.roll(6));
    lines.push_back(text_of(
        json("{'type':'track','name':'" + std::string(names[writer.roll(4)]) + "','messageId':'m" + std::to_string(i) +
             "','timestamp':" + std::to_string(kNow + i * kMinuteMs) + ",'anonymousId':'v" +
             std::to_string(writer.roll(9)) + "','session':{'id':'s','number':1,'start':" + std::to_string(kNow) +
             "},'properties':{'n':" + n + ",'kind':" + kinds[writer.roll(6)] + ",'price':1,'product_id':'p'}}")));
  }
  std::vector<std::string> together = replayed(rules, lines);
  std::vector<std::string> apart;
  for (std::size_t first = 0; first < kCount; first += kFew) {
    const auto begin = rules.begin() + static_cast<std::ptrdiff_t>(first);
    std::vector<Value> few(begin, begin + static_cast<std::ptrdiff_t>(std::min(kFew, kCount - first)));
    for (std::string& one : replayed(std::move(few), lines)) apart.push_back(std::move(one));
  }
  std::sort(together.begin(), together.end());
  std::sort(apart.begin(), apart.end());
  EXPECT_EQ(together, apart);
  for (const char* reason : {" condition ", " noExperiment ", " notLive ", " stage ", " schedule "}) {
    EXPECT_TRUE(std::any_of(together.begin(), together.end(), [&](const std::string& one) {
      return one.find(reason) != std::string::npos;
    })) << reason;
  }
}

TEST(ManyRules, AreStoppedByLimitsAsIfAskedOneByOne) {
  std::ptrdiff_t limited = 0;
  for (unsigned seed = 1; seed <= 8; ++seed) {
    Writer writer(seed);
    std::vector<Value> rules;
    for (int i = 0; i < 40; ++i) {
      rules.push_back(bar_rule(("r" + std::to_string(i)).c_str(), writer.rule(true).c_str()));
    }
    const char* short_cut = "{'limits':{'session':2,'day':3,'gapMs':90000}}";
    const char* one_by_one = "{'limits':{'session':2,'day':3,'gapMs':90000,'suppressed':true}}";
    const std::vector<std::string> reasons = lived(started(rules, short_cut), seed);
    EXPECT_EQ(reasons, lived(started(rules, one_by_one), seed));
    limited += std::count_if(reasons.begin(), reasons.end(), [](const std::string& one) {
      return one.ends_with(" sessionLimit") || one.ends_with(" gap") || one.ends_with(" dayLimit");
    });
  }
  EXPECT_GT(limited, 100);
}

}  // namespace
}  // namespace waymark::test
