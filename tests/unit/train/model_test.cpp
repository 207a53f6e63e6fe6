#include "waymark/model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "learn.h"
#include "log.h"
#include "pack.h"
#include "pairs.h"
#include "write_model.h"

namespace waymark::train {
namespace {

/// A shop of `items` things, in which people go from one to the next but one.
Log chain(int items, int visits) {
  Log log;
  for (int visit = 0; visit < visits; ++visit) {
    for (int step = 0; step < 4; ++step) {
      log.add("s" + std::to_string(visit), "item-" + std::to_string((visit * 7 + step * 2) % items),
              1.7e9 + visit * 100 + step);
    }
  }
  return log;
}

Draft draft_of(Log& log, std::uint32_t min_support) {
  const Sessions sessions = log.finish();
  LearnSettings settings;
  settings.min_support = min_support;
  Draft draft;
  draft.names = log.names;
  draft.clicks = clicks_of(sessions, log.names.size());
  draft.next = learn_next(sessions, log.names.size(), {}, settings);
  draft.cart = learn_cart(sessions, log.names.size(), {}, settings);
  draft.cart_blend = {1, 0.5, 0};
  draft.recall = halving(5);
  draft.usual_days.assign(log.names.size(), 30);
  draft.lists = best_sellers(sessions, std::vector<std::string>(log.names.size(), "things"));
  draft.first_day = 19'675;
  draft.last_day = 19'676;
  return draft;
}

std::string file_of(int items = 40, int visits = 400) {
  Log log = chain(items, visits);
  return pack(draft_of(log, 2), 0).bytes;
}

TEST(Model, ReadsWhatTheTrainerWrote) {
  Model model;
  ASSERT_EQ(model.read(file_of()), nullptr);
  EXPECT_EQ(model.items(), 40u);
  EXPECT_EQ(model.first_day(), 19'675u);
  EXPECT_EQ(model.last_day(), 19'676u);
  for (std::uint32_t item = 0; item < model.items(); ++item) {
    EXPECT_EQ(model.find(model.id(item)), item);
    EXPECT_NEAR(model.usual_days(item), 30, 2);
  }
  EXPECT_EQ(model.find("item-40"), Model::kNone);
  EXPECT_EQ(model.popular("things").size(), 30u);
  EXPECT_TRUE(model.popular("others").empty());
}

TEST(Model, RecommendsWhatPeopleWentToNext) {
  Model model;
  ASSERT_EQ(model.read(file_of()), nullptr);
  const auto list = model.rank(Model::next, {model.find("item-6")}, 5, {});
  ASSERT_EQ(list.size(), 5u);
  EXPECT_EQ(model.id(list[0].item), "item-8");
  for (std::size_t i = 1; i < list.size(); ++i) EXPECT_LE(list[i].score, list[i - 1].score);
  EXPECT_EQ(model.because(Model::next, {model.find("item-6")}, list[0].item), model.find("item-6"));
}

TEST(Model, LeavesOutWhatItIsTold) {
  Model model;
  ASSERT_EQ(model.read(file_of()), nullptr);
  const std::uint32_t unwanted = model.find("item-8");
  for (const Model::Ranked& one : model.rank(Model::next, {model.find("item-6")}, 30, {unwanted})) {
    EXPECT_NE(one.item, unwanted);
  }
}

TEST(Model, TheSecondStepFillsTheListAndRepeatsNothing) {
  Model model;
  ASSERT_EQ(model.read(file_of()), nullptr);
  const auto list = model.rank(Model::next, {model.find("item-6")}, 12, {});
  EXPECT_LT(model.neighbours(Model::next, model.find("item-6")).size(), 12u);
  EXPECT_EQ(list.size(), 12u);
  std::set<std::uint32_t> once;
  for (const Model::Ranked& one : list) EXPECT_TRUE(once.insert(one.item).second);
}

TEST(Model, NumbersAsIdsComeBackAsTheyWere) {
  Log log;
  for (int visit = 0; visit < 50; ++visit) {
    for (const char* item : {"0", "7", "37151", "999999999"}) log.add(std::to_string(visit), item, 0);
  }
  Model model;
  ASSERT_EQ(model.read(pack(draft_of(log, 1), 0).bytes), nullptr);
  for (const char* item : {"0", "7", "37151", "999999999"}) EXPECT_EQ(model.id(model.find(item)), item);
  EXPECT_EQ(model.find("00"), Model::kNone);
}

TEST(Model, AnEmptyModelRecommendsNothing) {
  Model model;
  EXPECT_TRUE(model.empty());
  EXPECT_EQ(model.find("x"), Model::kNone);
  EXPECT_TRUE(model.rank(Model::next, {}, 10, {}).empty());
  EXPECT_TRUE(model.popular("").empty());
}

TEST(Model, RefusesEveryTruncation) {
  const std::string whole = file_of(12, 60);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    Model model;
    EXPECT_NE(model.read(whole.substr(0, size)), nullptr) << size;
    EXPECT_TRUE(model.empty());
  }
}

TEST(Model, RefusesEveryFlippedBit) {
  const std::string whole = file_of(12, 60);
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string bytes = whole;
      bytes[at] = static_cast<char>(bytes[at] ^ 1 << bit);
      Model model;
      EXPECT_NE(model.read(bytes), nullptr) << at;
    }
  }
}

TEST(Model, NoPairBelowTheFloorIsInTheFile) {
  // One visitor alone looked at these together, twice.
  Log again = chain(40, 400);
  for (const char* visit : {"lone", "lone"}) {
    again.add(visit, "item-1", 1.7e9);
    again.add(visit, "item-38", 1.7e9 + 1);
  }
  const Sessions sessions = again.finish();
  for (const bool cart : {false, true}) {
    Log copy = chain(40, 400);
    for (int twice = 0; twice < 2; ++twice) {
      copy.add("lone", "item-1", 1.7e9);
      copy.add("lone", "item-38", 1.7e9 + 1);
    }
    const std::string bytes = pack(draft_of(copy, 3), 0).bytes;
    Model model;
    ASSERT_EQ(model.read(bytes), nullptr);
    const PairCounter pairs(sessions, again.names.size(), {});
    auto scratch = pairs.scratch();
    std::vector<Pair> row;
    std::size_t checked = 0;
    for (Item item = 0; item < again.names.size(); ++item) {
      pairs.row(item, scratch, row);
      std::set<std::uint32_t> supported;
      for (const Pair& pair : row) {
        const std::uint32_t sessions_with = pair.other == item ? pairs.sessions(item) : pair.sessions;
        if (sessions_with >= 3) supported.insert(model.find(again.names[pair.other]));
      }
      for (const std::uint32_t other :
           model.neighbours(cart ? Model::cart : Model::next, model.find(again.names[item]))) {
        EXPECT_TRUE(supported.count(other)) << again.names[item] << " → " << model.id(other);
        ++checked;
      }
    }
    EXPECT_GT(checked, 100u);
    EXPECT_EQ(bytes.find("lone"), std::string::npos);
  }
}

TEST(Pack, KeepsToTheBudgetAndIsTheSameEachTime) {
  Log log = chain(300, 4'000);
  const Draft draft = draft_of(log, 1);
  const Packed whole = pack(draft, 0);
  const Packed half = pack(draft, whole.brotli / 2);
  EXPECT_LE(half.brotli, whole.brotli / 2);
  EXPECT_GT(half.neighbours, whole.neighbours / 8);
  EXPECT_EQ(half.bytes, pack(draft, whole.brotli / 2).bytes);
  Model model;
  EXPECT_EQ(model.read(half.bytes), nullptr);
}

TEST(Learn, GivesTheSameFromAnyNumberOfThreads) {
  Log one = chain(60, 900);
  Log two = chain(60, 900);
  const Sessions a = one.finish();
  const Sessions b = two.finish();
  LearnSettings single;
  LearnSettings several;
  several.threads = 3;
  const Neighbours x = learn_next(a, one.names.size(), choose(a, one.names.size(), single), single);
  const Neighbours y = learn_next(b, two.names.size(), choose(b, two.names.size(), several), several);
  ASSERT_EQ(x.entries(), y.entries());
  for (std::size_t item = 0; item < x.rows.size(); ++item) {
    for (std::size_t i = 0; i < x.rows[item].size(); ++i) {
      EXPECT_EQ(x.rows[item][i].item, y.rows[item][i].item);
      EXPECT_EQ(x.rows[item][i].weight, y.rows[item][i].weight);
    }
  }
}

}  // namespace
}  // namespace waymark::train
