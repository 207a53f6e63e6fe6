#include "profile/event_log.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "base/path.h"
#include "base/random.h"
#include "json/write.h"
#include "rules/behaviour.h"
#include "support/json_help.h"

namespace waymark::profile {
namespace {

using test::json;
using test::text_of;

constexpr TimeMs kNow = 1'767'578'400'000;

Behaviour behaviour(const std::string& name, const std::string& arguments) {
  Behaviour out;
  List<Error> errors;
  rules::read_behaviour(name, json(arguments), base::Path{nullptr, "/when", 0}, out, errors);
  if (!errors.empty()) test::broken_test(errors.front().code + errors.front().pointer);
  return out;
}

std::string read(const EventLog& log, const std::string& name, const std::string& arguments, Now now = {kNow, 1, 1}) {
  const Reading reading = log.read(behaviour(name, arguments), now);
  return text_of(reading.value) + (reading.exact ? "" : " or so");
}

// ── a history and a naive reading of it ───────────────────────────────────────────────────────────

struct Happened {
  std::string name;
  Occurrence at;
  Value properties;
};

bool fits(const EventTest& test, const Happened& event) {
  if (event.name != test.event) return false;
  for (const PropertyTest& one : test.where) {
    if (!one.holds(event.properties[one.property])) return false;
  }
  return true;
}

bool lies_in(const Window& window, const std::vector<Happened>& all, std::size_t i, const Now& now) {
  const Occurrence& at = all[i].at;
  switch (window.kind) {
    case Window::Kind::duration:
      return at.time > now.time - window.ms;
    case Window::Kind::session:
      return at.session == now.session;
    case Window::Kind::page:
      return at.page == now.page;
    case Window::Kind::lifetime:
      return true;
    case Window::Kind::since:
      for (std::size_t later = i; later < all.size(); ++later) {
        if (all[later].name == window.event) return false;
      }
      return true;
  }
  return true;
}

/// Tries every way through the steps.
bool follows(const Behaviour& asked, const std::vector<Happened>& all, std::size_t step, std::size_t from) {
  if (step == asked.steps.size()) return true;
  if (!asked.steps[step].absent) {
    for (std::size_t i = from; i < all.size(); ++i) {
      if (fits(asked.steps[step].test, all[i]) && follows(asked, all, step + 1, i + 1)) return true;
    }
    return false;
  }
  // Up to the next step that must come (or the end), none of these.
  std::size_t next = step;
  while (next < asked.steps.size() && asked.steps[next].absent) ++next;
  const auto banned = [&](std::size_t i) {
    for (std::size_t s = step; s < next; ++s) {
      if (fits(asked.steps[s].test, all[i])) return true;
    }
    return false;
  };
  for (std::size_t i = from; i < all.size(); ++i) {
    if (next < asked.steps.size() && fits(asked.steps[next].test, all[i]) && follows(asked, all, next + 1, i + 1))
      return true;
    if (banned(i)) return false;
  }
  return next == asked.steps.size();
}

Value naive(const Behaviour& asked, const std::vector<Happened>& all, const Now& now) {
  using Measure = Behaviour::Measure;
  if (asked.measure == Measure::sequence) {
    std::vector<Happened> inside;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (lies_in(asked.window, all, i, now)) inside.push_back(all[i]);
    }
    return Value(follows(asked, inside, 0, 0));
  }
  std::vector<const Happened*> found;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (fits(asked.test, all[i]) && lies_in(asked.window, all, i, now)) found.push_back(&all[i]);
  }
  std::vector<double> cents;
  std::vector<Value> values;
  for (const Happened* one : found) {
    const Value& value = one->properties[asked.property.c_str()];
    if (value.is_number()) cents.push_back(std::round(value.number_or(0) * 100));
    if (!value.is_null()) values.push_back(value);
  }
  double sum = 0;
  for (const double one : cents) sum += one;
  switch (asked.measure) {
    case Measure::count:
      return Value::number(found.size());
    case Measure::sum:
      return Value(sum / 100);
    case Measure::avg:
      return cents.empty() ? Value() : Value(sum / static_cast<double>(cents.size()) / 100);
    case Measure::min:
      return cents.empty() ? Value() : Value(*std::min_element(cents.begin(), cents.end()) / 100);
    case Measure::max:
      return cents.empty() ? Value() : Value(*std::max_element(cents.begin(), cents.end()) / 100);
    case Measure::first:
      return found.empty() ? Value() : found.front()->properties[asked.property.c_str()];
    case Measure::last:
      return found.empty() ? Value() : found.back()->properties[asked.property.c_str()];
    case Measure::since:
      return found.empty()
                 ? asked.never
                 : Value(static_cast<double>(now.time - found.back()->at.time) / static_cast<double>(asked.unit_ms));
    case Measure::distinct:
    case Measure::top: {
      std::vector<std::pair<Value, int>> counts;
      Value best;
      for (const Value& value : values) {
        auto known = std::find_if(counts.begin(), counts.end(), [&](const auto& one) { return one.first == value; });
        if (known == counts.end()) known = counts.insert(known, {value, 0});
        ++known->second;
      }
      int most = 0;
      for (const auto& [value, count] : counts) most = std::max(most, count);
      // Of the most frequent the one seen last.
      for (const Value& value : values) {
        for (const auto& [known, count] : counts) {
          if (known == value && count == most) best = value;
        }
      }
      return asked.measure == Measure::top ? best : Value::number(counts.size());
    }
    case Measure::sequence:
      break;
  }
  return Value();
}

class History {
 public:
  explicit History(std::uint32_t seed) : chance_(std::to_string(seed) + "abcdef0123456789abcdef0123456789") {}

  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(chance_.unit() * n); }

  void run(EventLog& log, const std::vector<Behaviour>& asked) {
    const std::uint32_t length = 1 + below(24);
    for (std::uint32_t i = 0; i < length; ++i) {
      static constexpr TimeMs kGaps[] = {0, kSecondMs, 7 * kMinuteMs, 25 * kMinuteMs, 5 * kHourMs, 2 * kDayMs};
      time_ += kGaps[below(6)];
      if (below(6) == 0) ++session_;
      if (below(3) == 0) ++page_;
      happen(log);
      if (below(3) == 0) compare(log, asked);
      // The page is left: what comes next knows only what was stored.
      if (below(12) == 0) reload(log, asked);
    }
    compare(log, asked);
  }

 private:
  void happen(EventLog& log) {
    static constexpr const char* kNames[] = {"A", "B", "C"};
    static constexpr const char* kKinds[] = {"shoes", "toys", "kids"};
    Happened event{kNames[below(3)], {time_, ++order_, session_, page_}, Value::object()};
    if (below(8) > 0) event.properties.set("price", Value(below(500) / 100.0));
    if (below(8) > 0) event.properties.set("kind", Value(kKinds[below(3)]));
    // Another tab's event may be told late.
    if (below(10) == 0 && !all_.empty()) {
      const Occurrence& known = all_[below(static_cast<std::uint32_t>(all_.size()))].at;
      event.at = {known.time, order_, known.session, known.page};
    }
    log.add(event.name, event.at.time, event.at.session, event.at.page, event.properties);
    std::size_t at = all_.size();
    while (at > 0 && all_[at - 1].at.time > event.at.time) --at;
    all_.insert(all_.begin() + static_cast<std::ptrdiff_t>(at), event);
  }

  void reload(EventLog& log, const std::vector<Behaviour>& asked) {
    const Value saved = test::parse_exactly(json::write(log.save()));
    List<Counter> counters;
    for (const Counter& one : log.counters) counters.emplace_back(one.name, one.count, one.first_ms, one.last_ms);
    log = EventLog();
    log.counters = counters;
    log.load(saved);
    for (const Behaviour& one : asked) log.track(one);
  }

  void compare(const EventLog& log, const std::vector<Behaviour>& asked) {
    const Now now{time_ + static_cast<TimeMs>(below(3)) * 10 * kMinuteMs, session_, page_};
    for (const Behaviour& one : asked) {
      const Reading reading = log.read(one, now);
      const Value expected = naive(one, all_, now);
      const bool close = expected.is_number() && reading.value.is_number() &&
                         std::abs(expected.number_or(0) - reading.value.number_or(0)) < 1e-9;
      ASSERT_TRUE(close || reading.value == expected)
          << one.key << " gave " << text_of(reading.value) << ", expected " << text_of(expected) << "\n"
          << told();
      ASSERT_TRUE(reading.exact);
    }
  }

  std::string told() const {
    std::string out;
    for (const Happened& event : all_) {
      out += event.name + " " + std::to_string(event.at.time - kNow) + " s" + std::to_string(event.at.session) + " p" +
             std::to_string(event.at.page) + " " + text_of(event.properties) + "\n";
    }
    return out;
  }

  base::Random chance_;
  std::vector<Happened> all_;
  TimeMs time_ = kNow;
  std::int64_t order_ = 0;
  std::int64_t session_ = 1;
  std::int64_t page_ = 1;
};

std::vector<Behaviour> questions() {
  std::vector<Behaviour> out;
  for (const char* window : {"30m", "12h", "7d", "session", "page", "lifetime", "since:C"}) {
    const std::string w = std::string("'") + window + "'";
    out.push_back(behaviour("count", "['A'," + w + "]"));
    out.push_back(behaviour("count", "['A'," + w + ",[['kind','in',['shoes','kids']],['price','>=',2]]]"));
    for (const char* measure : {"distinct", "top", "first", "last"})
      out.push_back(behaviour(measure, "['B','kind'," + w + ",[['price','exists',true]]]"));
    for (const char* measure : {"sum", "min", "max", "avg"})
      out.push_back(behaviour(measure, "['B','price'," + w + ",[['kind','!=','toys']]]"));
    out.push_back(behaviour("seq", "[[['A'],['!C'],['B']]," + w + "]"));
    out.push_back(
        behaviour("seq", "[[['A',[['kind','startsWith','k']]],['B'],['!C'],['!A',[['price','<',1]]]]," + w + "]"));
    out.push_back(behaviour("seq", "[[['A'],['B'],['A']]," + w + "]"));
  }
  out.push_back(behaviour("since", "['A','h',[['kind','contains','oy']],9999]"));
  out.push_back(behaviour("since", "['C','d',null,null]"));
  return out;
}

/// WAYMARK_HISTORIES=100000 for the full number: minutes with an optimised build.
TEST(EventLog, AgreesWithANaiveReadingOfRandomHistories) {
  const char* wanted = std::getenv("WAYMARK_HISTORIES");
  const std::uint32_t histories = wanted ? static_cast<std::uint32_t>(std::atoi(wanted)) : 60;
  const std::vector<Behaviour> asked = questions();
  for (std::uint32_t seed = 0; seed < histories && !testing::Test::HasFatalFailure(); ++seed) {
    EventLog log;
    for (const Behaviour& one : asked) log.track(one);
    SCOPED_TRACE("history " + std::to_string(seed));
    History(seed).run(log, asked);
  }
}

TEST(EventLog, AddsMoneyWithoutLosingAny) {
  EventLog log;
  const Behaviour sum = behaviour("sum", "['Order Completed','total','lifetime']");
  log.track(sum);
  for (int i = 0; i < 10; ++i) log.add("Order Completed", kNow + i, 1, 1, json("{'total':0.1}"));
  EXPECT_EQ(read(log, "sum", "['Order Completed','total','lifetime']"), "1");
  log.add("Order Completed", kNow + 11, 1, 1, json("{'total':'12.50'}"));
  EXPECT_EQ(read(log, "sum", "['Order Completed','total','lifetime']"), "13.5") << "a decimal text";
  log.add("Order Completed", kNow + 12, 1, 1, json("{'total':[1]}"));
  EXPECT_EQ(read(log, "sum", "['Order Completed','total','lifetime']"), "13.5");
}

TEST(EventLog, CountsInDaysWhatItNoLongerHolds) {
  EventLog log;
  const std::string shoes = "['Product Viewed','365d',[['category','==','shoes']]]";
  log.track(behaviour("count", shoes));
  log.track(behaviour("sum", "['Product Viewed','price','365d']"));
  for (int day = 0; day < 200; ++day) {
    for (int i = 0; i < 20; ++i) {
      log.add("Product Viewed", kNow + day * kDayMs + i, day, day,
              json(i % 2 ? "{'category':'shoes','price':1.5}" : "{'category':'toys','price':2}"));
    }
  }
  const Now now{kNow + 200 * kDayMs, 199, 199};
  EXPECT_LE(log.latest.size(), kMaxLoggedEvents);
  EXPECT_EQ(read(log, "count", "['Product Viewed','7d',[['category','==','shoes']]]", now), "70")
      << "half of each of the last seven days";
  EXPECT_EQ(read(log, "count", shoes, now), "2000 or so");
  EXPECT_EQ(read(log, "sum", "['Product Viewed','price','365d']", now), "7000 or so");
  EXPECT_EQ(read(log, "count", "['Product Viewed','lifetime']", now), "4000");
  log.fit();
  EXPECT_LE(json::write(log.save()).size(), kMaxLogBytes);

  EventLog next;
  for (const Counter& one : log.counters) next.counters.emplace_back(one.name, one.count, one.first_ms, one.last_ms);
  next.load(test::parse_exactly(json::write(log.save())));
  EXPECT_EQ(read(next, "count", shoes, now), "2000 or so");
  EXPECT_EQ(read(next, "count", "['Product Viewed','7d',[['category','==','shoes']]]", now), "70");
}

TEST(EventLog, AnswersWhoAsksOftenAsWhoAsksOnce) {
  const std::vector<std::pair<const char*, const char*>> asked = {
      {"count", "['Viewed','7d',[['category','==','shoes']]]"},
      {"count", "['Viewed','150d']"},
      {"sum", "['Viewed','price','150d']"},
      {"avg", "['Viewed','price','90d']"},
      {"min", "['Viewed','price','2d']"},
      {"last", "['Viewed','category','1h']"},
      {"count", "['Viewed','session']"},
      {"count", "['Viewed','since:Bought']"},
      {"since", "['Bought','h',null,-1]"},
  };
  const auto begun = [&](EventLog& log) {
    for (const auto& [measure, arguments] : asked) log.track(behaviour(measure, arguments));
  };
  // Days go by, with more events than the log holds; then the clock is looked at again and again, and set back.
  const auto live = [](EventLog& log, int from, int to) {
    for (int i = from; i < to; ++i) {
      const bool bought = i % 90 == 0;
      log.add(bought ? "Bought" : "Viewed", kNow + i * kHourMs, i / 8, i / 2,
              json(i % 2 ? "{'category':'shoes','price':1.5}" : "{'category':'toys','price':2}"));
    }
  };
  EventLog often;
  begun(often);
  int lived = 0;
  for (const int to : {30, 700, 1'990, 2'010, 2'900}) {
    live(often, lived, to);
    lived = to;
    EventLog same;
    begun(same);
    live(same, 0, to);
    for (const TimeMs after : {0, 1, 3, 23, 24, 25, 170, 24, 0, 2'000, 6'000, 1}) {
      const Now now{kNow + (to - 1 + after) * kHourMs, (to - 1 + after) / 8, to};
      EventLog once;
      begun(once);
      live(once, 0, to);
      for (const auto& [measure, arguments] : asked) {
        const std::string first = read(often, measure, arguments, now);
        EXPECT_EQ(first, read(often, measure, arguments, now));
        EXPECT_EQ(first, read(once, measure, arguments, now)) << measure << arguments << " at " << to << "+" << after;
      }
    }
  }
}

TEST(EventLog, StaysSmallAfterAHundredThousandEvents) {
  EventLog log;
  log.track(behaviour("sum", "['Product Viewed','price','30d',[['product_id','!=','x'],['category','==','shoes']]]"));
  for (int i = 0; i < 100'000; ++i) {
    log.add("Product Viewed", kNow + i * 20 * kSecondMs, i / 30, i / 3,
            json("{'category':'category-" + std::to_string(i % 40) + "','product_id':'product-" +
                 std::to_string(i % 3'000) + "','price':" + std::to_string(i % 997) + ".5}"));
  }
  log.fit();
  EXPECT_LE(json::write(log.save()).size(), kMaxLogBytes);
  EXPECT_GT(log.latest.size(), 500);
}

TEST(EventLog, SurvivesADamagedSnapshot) {
  EventLog log;
  log.track(behaviour("distinct", "['A','kind','lifetime']"));
  for (int i = 0; i < 5; ++i) log.add("A", kNow + i, 1, 1, json("{'kind':'k" + std::to_string(i) + "'}"));
  const Value saved = log.save();
  for (const char* events : {"", "!", "gggggggggggggggggg", "A"}) {
    Value damaged = saved;
    damaged.set("events", Value(events));
    damaged.set("days", json("[1,[2],['k',1,null,null,3]]"));
    EventLog next;
    next.counters.emplace_back("A", 5, kNow, kNow + 4);
    next.load(damaged);
    EXPECT_TRUE(next.latest.empty());
    EXPECT_EQ(read(next, "distinct", "['A','kind','lifetime']"), "0");
  }
}

}  // namespace
}  // namespace waymark::profile
