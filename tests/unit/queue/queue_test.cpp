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

Entry entry(std::string id, DestinationMask pending, std::size_t bytes = 10, Rank rank = Rank::other) {
  Entry entry;
  entry.id = std::move(id);
  entry.event = std::string(bytes, 'e');
  entry.pending = pending;
  entry.generation = 1;
  entry.rank = rank;
  return entry;
}

Queue three() {
  Queue queue;
  for (const char* id : {"1", "2", "3"}) queue.push(entry(id, bit(kA) | bit(kB)));
  return queue;
}

/// Ids that wait for a destination and are not on their way to it.
Ids waiting(const Queue& queue, std::size_t destination) {
  Ids ids;
  for (const Entry& entry : queue.entries()) {
    if ((entry.pending & bit(destination)) && !(entry.in_flight & bit(destination))) ids.push_back(entry.id);
  }
  return ids;
}

TEST(Queue, NumbersFollowTheOrderAndAreFoundAgain) {
  const Queue queue = three();
  EXPECT_EQ(queue.find(2)->id, "2");
  EXPECT_EQ(queue.find(4), nullptr);
  EXPECT_EQ(queue.find(0), nullptr);
  EXPECT_EQ(queue.place_from(0), 0);
  EXPECT_EQ(queue.place_from(3), 2);
  EXPECT_EQ(queue.place_from(9), 3);
}

TEST(Queue, WhatIsInFlightIsOnlyInFlightToThatDestination) {
  Queue queue = three();
  queue.lease({1, 2}, kA);
  EXPECT_EQ(waiting(queue, kA), Ids{"3"});
  EXPECT_EQ(waiting(queue, kB), (Ids{"1", "2", "3"}));
  queue.give_back({1, 2}, kA);
  EXPECT_EQ(waiting(queue, kA), (Ids{"1", "2", "3"}));
}

TEST(Queue, LeavesOnlyWhenEveryDestinationAndAStoredSnapshotHaveIt) {
  Queue queue = three();
  queue.acknowledge({1, 2}, kA);
  EXPECT_EQ(queue.take_releasable(9), Ids{}) << "the other destination has not";
  queue.acknowledge({1}, kB);
  EXPECT_EQ(queue.take_releasable(0), Ids{}) << "no stored snapshot includes it";
  EXPECT_EQ(queue.take_releasable(1), Ids{"1"});
  EXPECT_FALSE(queue.contains("1"));
  EXPECT_EQ(queue.take_releasable(1), Ids{});
  EXPECT_EQ(queue.entries().size(), 2);
  EXPECT_EQ(queue.find(2)->id, "2");
}

TEST(Queue, FreesTheTextOfWhatIsDeliveredEverywhere) {
  Queue queue = three();
  queue.acknowledge({1}, kA);
  EXPECT_FALSE(queue.find(1)->event.empty());
  queue.acknowledge({1}, kB);
  EXPECT_TRUE(queue.find(1)->event.empty());
}

TEST(Queue, NumbersThatAreGoneDisturbNobody) {
  Queue queue = three();
  queue.acknowledge({77}, kA);
  queue.lease({3}, kA);
  queue.acknowledge({3}, kA);
  queue.give_back({-1, 3}, kA);
  EXPECT_EQ(waiting(queue, kA), (Ids{"1", "2"}));
}

TEST(Queue, FollowsDestinationsThatAreRenumberedOrGone) {
  Queue queue;
  queue.push(entry("a", bit(kA)));
  queue.push(entry("b", bit(kB)));
  queue.push(entry("unassigned", kUnassigned));
  queue.renumber({-1, 0});
  queue.assign(3, bit(0) | bit(1));
  EXPECT_EQ(queue.find(1)->pending, 0) << "its destination is gone";
  EXPECT_EQ(waiting(queue, 0), (Ids{"b", "unassigned"}));
  EXPECT_EQ(waiting(queue, 1), Ids{"unassigned"});
}

TEST(Queue, GivesUpAndEmptiesWhenTold) {
  Queue queue = three();
  queue.abandon(bit(kA));
  EXPECT_EQ(waiting(queue, kA), Ids{});
  EXPECT_EQ(waiting(queue, kB), (Ids{"1", "2", "3"}));
  queue.abandon(bit(kB));
  EXPECT_EQ(queue.take_releasable(1), (Ids{"1", "2", "3"}));
  queue = three();
  EXPECT_EQ(queue.take_all(), (Ids{"1", "2", "3"}));
  EXPECT_TRUE(queue.entries().empty());
}

TEST(Queue, AnotherPagesEntriesLeaveAndNothingIsReleased) {
  Queue queue = three();
  queue.keep_only({"1", "3"});
  EXPECT_EQ(waiting(queue, kA), (Ids{"1", "3"}));
  EXPECT_EQ(queue.take_releasable(9), Ids{});
}

TEST(Queue, RoomIsMadeOfWhatMattersLeastOldestFirst) {
  Queue queue;
  queue.push(entry("order", bit(kA), 10, Rank::never));
  queue.push(entry("page", bit(kA), 10, Rank::page));
  queue.push(entry("scroll 1", bit(kA), 10, Rank::scroll));
  queue.push(entry("scroll 2", bit(kA), 10, Rank::scroll));
  queue.push(entry("heartbeat, on its way", bit(kA), 10, Rank::heartbeat));
  queue.lease({5}, kA);
  EXPECT_EQ(queue.make_room(Rank::heartbeat), "") << "nothing matters less than what comes";
  EXPECT_EQ(queue.make_room(Rank::never), "scroll 1");
  EXPECT_EQ(queue.make_room(Rank::scroll), "scroll 2");
  EXPECT_EQ(queue.make_room(Rank::click), "");
  EXPECT_EQ(queue.make_room(Rank::never), "page");
  EXPECT_EQ(queue.make_room(Rank::never), "") << "orders never go";
}

TEST(Queue, IsFullByCountOrByBytes) {
  Queue queue;
  for (std::size_t i = 0; i < kMaxEntries; ++i) queue.push(entry(std::to_string(i), bit(kA), 1));
  EXPECT_TRUE(queue.full());
  queue.make_room(Rank::never);
  EXPECT_FALSE(queue.full());
  Queue heavy;
  heavy.push(entry("1", bit(kA), kMaxBytes));
  EXPECT_TRUE(heavy.full());
  heavy.acknowledge({1}, kA);
  EXPECT_FALSE(heavy.full());
}

}  // namespace
}  // namespace waymark::queue
