#include "queue/queue.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace waymark::queue {
namespace {

using Ids = std::vector<std::string>;

constexpr std::size_t kA = 0;
constexpr std::size_t kB = 1;

Entry entry(std::string id, DestinationMask pending, std::size_t bytes = 10, std::int64_t generation = 1) {
  Entry entry;
  entry.id = std::move(id);
  entry.event = std::string(bytes, 'e');
  entry.pending = pending;
  entry.generation = generation;
  return entry;
}

Queue three() {
  Queue queue;
  for (const char* id : {"1", "2", "3"}) queue.push(entry(id, bit(kA) | bit(kB)));
  return queue;
}

TEST(Queue, HandsOutTheOldestUpToTheLimits) {
  const Queue queue = three();
  EXPECT_EQ(queue.next(kA, 2, 1'000), (Ids{"1", "2"}));
  EXPECT_EQ(queue.next(kA, 10, 25), (Ids{"1", "2"}));
  EXPECT_EQ(queue.next(kA, 10, 5), Ids{"1"}) << "one at least, however large";
  EXPECT_EQ(queue.next(2, 10, 1'000), Ids{}) << "nothing waits for this destination";
}

TEST(Queue, WhatIsInFlightIsNotHandedOutAgainButToOthersItIs) {
  Queue queue = three();
  queue.lease({"1", "2"}, kA);
  EXPECT_EQ(queue.next(kA, 10, 1'000), Ids{"3"});
  EXPECT_EQ(queue.next(kB, 10, 1'000), (Ids{"1", "2", "3"}));
  queue.give_back({"1", "2"}, kA);
  EXPECT_EQ(queue.next(kA, 10, 1'000), (Ids{"1", "2", "3"}));
}

TEST(Queue, LeavesOnlyWhenEveryDestinationAndAStoredSnapshotHaveIt) {
  Queue queue = three();
  queue.acknowledge({"1", "2"}, kA);
  EXPECT_EQ(queue.take_releasable(9), Ids{}) << "the other destination has not";
  queue.acknowledge({"1"}, kB);
  EXPECT_EQ(queue.take_releasable(0), Ids{}) << "no stored snapshot includes it";
  EXPECT_EQ(queue.take_releasable(1), Ids{"1"});
  EXPECT_FALSE(queue.contains("1"));
  EXPECT_EQ(queue.take_releasable(1), Ids{});
  EXPECT_EQ(queue.entries().size(), 2);
}

TEST(Queue, FreesTheTextOfWhatIsDeliveredEverywhere) {
  Queue queue = three();
  queue.acknowledge({"1"}, kA);
  EXPECT_FALSE(queue.find("1")->event.empty());
  queue.acknowledge({"1"}, kB);
  EXPECT_TRUE(queue.find("1")->event.empty());
}

TEST(Queue, IdsThatAreGoneDisturbNobody) {
  Queue queue = three();
  queue.acknowledge({"nobody"}, kA);
  queue.lease({"3"}, kA);
  queue.acknowledge({"3"}, kA);
  EXPECT_EQ(queue.next(kA, 10, 1'000), (Ids{"1", "2"}));
}

TEST(Queue, FollowsDestinationsThatAreRenumberedOrGone) {
  Queue queue;
  queue.push(entry("a", bit(kA)));
  queue.push(entry("b", bit(kB)));
  queue.push(entry("unassigned", kUnassigned));
  queue.renumber({-1, 0}, bit(0) | bit(1));
  EXPECT_EQ(queue.find("a")->pending, 0) << "its destination is gone";
  EXPECT_EQ(queue.next(0, 10, 1'000), (Ids{"b", "unassigned"}));
  EXPECT_EQ(queue.next(1, 10, 1'000), Ids{"unassigned"});
}

TEST(Queue, GivesUpAndEmptiesWhenTold) {
  Queue queue = three();
  queue.abandon_all();
  EXPECT_EQ(queue.next(kA, 10, 1'000), Ids{});
  EXPECT_EQ(queue.take_releasable(1), (Ids{"1", "2", "3"}));
  queue = three();
  EXPECT_EQ(queue.take_all(), (Ids{"1", "2", "3"}));
  EXPECT_TRUE(queue.entries().empty());
}

}  // namespace
}  // namespace waymark::queue
