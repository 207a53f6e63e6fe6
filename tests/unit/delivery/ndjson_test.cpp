#include <gtest/gtest.h>

#include <string>

#include "delivery/encode_ndjson.h"
#include "support/json_help.h"
#include "support/ndjson.h"

namespace waymark::delivery {
namespace {

using test::json;
using test::text_of;

std::string event(const char* more, const char* id = "019b8be1-f500-7000-8edc-0539475f424a") {
  Value event = json(
      "{'type':'track','name':'A','timestamp':1767578400000,'anonymousId':'a1',"
      "'session':{'id':'s1','number':2,'start':1767578400000},'context':{'locale':'vi','page':{'url':'https://x/'}}}");
  event.set("messageId", Value(id));
  const Value members = json(more);
  for (const Member& member : members.members()) {
    if (member.value.is_null()) {
      event.erase(member.key);
    } else {
      event.set(member.key, member.value);
    }
  }
  return text_of(event);
}

Request encoded(const std::vector<std::string>& events, std::vector<std::string> asked = {}) {
  DestinationConfig destination;
  destination.url = "/v1/events";
  destination.write_key = "k";
  queue::Queue queue;
  queue::Numbers numbers;
  for (const std::string& one : events) {
    queue::Entry entry;
    entry.event = one;
    entry.pending = 1;
    queue.push(entry);
    numbers.push_back(queue.entries().back().number);
  }
  return encode_ndjson(destination, Batchable{queue, "b1", numbers, asked, 1'767'578'401'000});
}

void expect_round_trip(const std::vector<std::string>& events) {
  const Value read = test::read_ndjson(encoded(events).body);
  ASSERT_EQ(read["batch"].items().size(), events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    EXPECT_TRUE(test::same(read["batch"].items()[i], test::parse_exactly(events[i])))
        << text_of(read["batch"].items()[i]) << "\n"
        << events[i];
  }
}

TEST(Ndjson, SaysOnceWhatEventsShare) {
  const Request request =
      encoded({event("{'properties':{'n':1}}"),
               event("{'properties':{'n':2},'timestamp':1767578400250}", "019b8be1-f5fa-7000-8edc-0539475f424a")});
  EXPECT_EQ(request.body, R"({"$":1,"key":"k","batch":"b1","sentAt":1767578401000,"a":"a1","s":["s1",2,1767578400000],)"
                          R"("c":{"locale":"vi","page":{"url":"https://x/"}}})"
                          "\n"
                          R"({"id":"019b8be1-f500-7000-8edc-0539475f424a","n":"A","p":{"n":1}})"
                          "\n"
                          R"({"id":[11,"fa-7000-8edc-0539475f424a"],"n":"A","p":{"n":2}})"
                          "\n");
  EXPECT_EQ(request.gzip_url, "/v1/events?gzip=1");
  EXPECT_TRUE(request.compress);
}

TEST(Ndjson, ReadsBackAsWhatItWas) {
  expect_round_trip({event("{}"), event("{}")});
  expect_round_trip({event("{'userId':'u1'}"), event("{'userId':null}", "x"), event("{'userId':'u2'}", "xy")});
  expect_round_trip(
      {event("{'type':'page','name':null}"), event("{'type':'identify','name':null,'traits':{'a':[1]}}")});
  expect_round_trip({event("{'timestamp':1767578399999}"), event("{'timestamp':7}", "no uuid")});
  expect_round_trip({event("{'timestamp':5}"), event("{'timestamp':3}"), event("{'timestamp':9007199254740991}")});
  expect_round_trip({event("{}"), event("{'session':{'id':'s2','number':3,'start':7}}")});
  expect_round_trip({event("{'context':{'page':{'url':'https://y/'},'locale':'vi'}}"), event("{'context':{}}"),
                     event("{'context':{'new':true,'page':{}}}")});
  expect_round_trip({event("{}", "Đà Nẵng"), event("{}", "Đà Lạt"), event("{}", "Đà Lạt"), event("{}", "")});
  expect_round_trip({event("{'groupId':'g','previousId':'p'}"), event("{}")});
}

TEST(Ndjson, AsksForBatchesOfPagesThatHaveLeft) {
  const Request alone = encoded({}, {"b7", "b8"});
  EXPECT_EQ(alone.body, "{\"$\":1,\"key\":\"k\",\"batch\":\"b1\",\"sentAt\":1767578401000,\"ask\":[\"b7\",\"b8\"]}\n");
}

TEST(Ndjson, LeavesOutWhatIsNoEventAndSaysSo) {
  const Request request = encoded({event("{}"), "{broken", event("{}")});
  EXPECT_EQ(request.records, (queue::Numbers{1, kUnsendable, 1}));
  EXPECT_EQ(test::read_ndjson(request.body)["batch"].items().size(), 2);
}

}  // namespace
}  // namespace waymark::delivery
