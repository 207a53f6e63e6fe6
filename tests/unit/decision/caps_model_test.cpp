#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "codec/event_codec.h"
#include "support/json_help.h"
#include "waymark/engine.h"

// Caps against a model that only counts what was seen: random histories with two tabs that hear of each other late,
// reloads, midnights, other zones, clocks that are set, and storage that is cleared. What the host does with `reserve`
// and `ready` is done here the same way (js-bindings/src/effects/message.ts).
namespace waymark::test {
namespace {

constexpr int kHistories = 10'000;
constexpr int kSteps = 24;
constexpr TimeMs kStart = 1'767'578'400'000;
constexpr TimeMs kCooldown = 30 * kSecondMs;
constexpr TimeMs kGap = 5 * kSecondMs;

const Value& config() {
  static const Value value = json(
      "{'version':1,'site':{'timeZone':'Asia/Ho_Chi_Minh'},'limits':{'session':5,'day':6,'gap':'5s'},'rules':["
      "{'id':'session','on':{'any':[{'type':'event','name':'Go'}]},'cap':{'session':2},"
      "'do':[{'type':'message','template':'bar','content':{'en':{'title':'x'}}}]},"
      "{'id':'day','on':{'any':[{'type':'event','name':'Go'}]},'cap':{'day':2},"
      "'do':[{'type':'message','template':'bar','slot':'b','content':{'en':{'title':'x'}}}]},"
      "{'id':'life','on':{'any':[{'type':'event','name':'Go'}]},'cap':{'lifetime':3,'cooldown':'30s'},"
      "'do':[{'type':'message','template':'bar','slot':'c','content':{'en':{'title':'x'}}}]},"
      "{'id':'free','on':{'any':[{'type':'event','name':'Go'}]},'cap':{'session':7,'countsToLimits':false},"
      "'do':[{'type':'message','template':'bar','slot':'d','content':{'en':{'title':'x'}}}]},"
      "{'id':'once','on':{'any':[{'type':'event','name':'Go'}]},'cap':{'lifetime':1,'countsToLimits':false},"
      "'do':[{'type':'message','template':'bar','slot':'e','content':{'en':{'title':'x'}}}]}]}");
  return value;
}

/// What may be seen, by counting alone.
struct Model {
  struct Rule {
    std::map<std::int64_t, int> session;
    int day = 0;
    int lifetime = 0;
    TimeMs last = 0;
  };
  std::map<std::string, Rule> rules;
  Rule site;
  std::int64_t today = INT64_MIN;
  TimeMs now = 0;
  TimeMs passed = 1;  ///< As the clock tells it: where it is set back, no time has passed.

  /// Days count on where the calendar goes back.
  void at(TimeMs time, std::int64_t offset_minutes) {
    const std::int64_t day = (time + offset_minutes * kMinuteMs) / kDayMs;
    if (day > today) {
      site.day = 0;
      for (auto& [id, rule] : rules) rule.day = 0;
    }
    if (time > now) passed += time - now;
    today = day;
    now = time;
  }

  /// What is wrong with seeing this now; empty where nothing is.
  std::string see(const std::string& id, std::int64_t session) {
    Rule& rule = rules[id];
    std::string wrong;
    const auto must = [&](bool holds, const char* what) {
      if (!holds) wrong += id + " " + what + "; ";
    };
    must(id != "session" || ++rule.session[session] <= 2, "session");
    must(id != "day" || ++rule.day <= 2, "day");
    must(id != "life" || ++rule.lifetime <= 3, "lifetime");
    must(id != "life" || rule.last == 0 || passed - rule.last >= kCooldown, "cooldown");
    must(id != "free" || ++rule.session[session] <= 7, "session of seven");
    must(id != "once" || ++rule.lifetime <= 1, "shown twice");
    rule.last = passed;
    if (id == "free" || id == "once") return wrong;
    must(++site.session[session] <= 5, "limit of the session");
    must(++site.day <= 6, "limit of the day");
    must(site.last == 0 || passed - site.last >= kGap, "gap");
    site.last = passed;
    return wrong;
  }
};

class Browser {
 public:
  explicit Browser(unsigned seed) : random_(seed) {
    open(0);
    open(1);
  }

  void step() {
    const int tab = pick(2);
    switch (pick(16)) {
      case 0:
        pass(pick(2) ? kHourMs : 10 * kHourMs);
        break;
      case 1:
        return open(tab);
      case 2:
        return hear(tab);
      case 3:
        if (pick(4) == 0) {
          now_ = std::max<TimeMs>(now_ + (pick(2) ? -1 : 1) * pick(60) * kHourMs, kStart / 2);
          model_.at(now_, offset_);
        } else if (pick(4) == 0) {
          offset_ = pick(2) ? 420 : pick(2) ? -300 : 60;
          model_.at(now_, offset_);
          open(0);
          open(1);
        } else if (pick(6) == 0) {
          clear();
        }
        return;
      case 4:
      case 5:
        return dismiss(tab);
      case 6:
      case 7:
        pass(pick(60) * kSecondMs);
        break;
      case 8:
      case 9:
      case 10:
        return look(tab);
      case 11:
        go(0);
        return go(1);
      default:
        return go(tab);
    }
  }

  std::string wrong;
  int seen = 0;

 private:
  struct Drawn {
    std::string id;
    std::string rule;
    std::vector<std::string> locks;
    bool shown = false;
  };

  struct Tab {
    std::unique_ptr<Engine> engine;
    List<JournalRecord> inbox;
    std::vector<Drawn> drawn;
    std::set<std::string> origins;
  };

  int pick(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }

  void pass(TimeMs time) {
    now_ += time;
    model_.at(now_, offset_);
  }

  void open(int number) {
    Tab& tab = tabs_[number];
    for (const Drawn& one : tab.drawn) release(one);
    tab = Tab();
    tab.engine = std::make_unique<Engine>();
    input::Start start;
    start.config = config();
    if (!snapshot_.empty()) start.snapshot = snapshot_;
    start.journal.emplace();
    const Tab& other = tabs_[1 - number];
    for (const JournalRecord& record : journal_) {
      (other.origins.count(record.origin) ? start.peers : *start.journal).push_back(record);
    }
    std::string digits = std::to_string(++opened_);
    start.seed = std::string(32 - digits.size(), '7') + digits;
    start.page.url = "https://shop.example/";
    start.page.language = "en";
    start.page.site_offset_minutes = offset_;
    put(number, std::move(start));
    input::Signal route;
    route.detail = json("{'trigger':'load','page':{'url':'https://shop.example/','language':'en'}}");
    Value page = route.detail["page"];
    page.set("siteOffsetMinutes", Value::number(offset_));
    route.detail.set("page", std::move(page));
    put(number, std::move(route));
  }

  void clear() {
    snapshot_.clear();
    journal_.clear();
    model_ = Model();
    model_.at(now_, offset_);
    tabs_[0] = Tab();
    tabs_[1] = Tab();
    locks_.clear();
    open(0);
    open(1);
  }

  void go(int number) {
    input::Event event;
    event.event.name = "Go";
    put(number, std::move(event));
  }

  void hear(int number) {
    Tab& tab = tabs_[number];
    if (tab.inbox.empty()) return;
    input::Peer peer;
    peer.records = std::move(tab.inbox);
    tab.inbox = List<JournalRecord>();
    put(number, std::move(peer));
  }

  /// Everything drawn has been visible for a second now.
  void look(int number) {
    pass(kSecondMs);
    for (std::size_t i = 0; i < tabs_[number].drawn.size(); ++i) {
      Drawn& one = tabs_[number].drawn[i];
      if (one.shown) continue;
      one.shown = true;
      const std::string id = one.id;
      put(number, input::MessageOutcome{id, input::Outcome::shown, {}});
      // The locks are given back a moment after the others were told.
      hear(1 - number);
      for (Drawn& again : tabs_[number].drawn) {
        if (again.id == id) release(again), again.locks.clear();
      }
    }
  }

  void dismiss(int number) {
    std::vector<Drawn> drawn = tabs_[number].drawn;
    for (const Drawn& one : drawn) {
      if (!one.shown || pick(2)) continue;
      put(number, input::MessageOutcome{one.id, input::Outcome::dismissed, {}});
      std::erase_if(tabs_[number].drawn, [&](const Drawn& again) { return again.id == one.id; });
    }
  }

  void release(const Drawn& one) {
    for (const std::string& lock : one.locks) locks_.erase(lock);
  }

  void put(int number, Input input) {
    const Effects effects = tabs_[number].engine->handle(input, now_);
    for (const Effect& effect : effects) carry_out(number, effect);
  }

  void carry_out(int number, const Effect& effect) {
    Tab& tab = tabs_[number];
    if (const auto* append = std::get_if<effect::Append>(&effect)) {
      journal_.push_back(append->record);
      tab.origins.insert(append->record.origin);
      tabs_[1 - number].inbox.push_back(append->record);
      const Result<Event> event = codec::parse_event(append->record.event);
      if (event.ok() && event.value().name == "Message Shown") {
        ++seen;
        wrong += model_.see(event.value().properties["rule"].text(), event.value().session.number);
      }
    } else if (const auto* persist = std::get_if<effect::Persist>(&effect)) {
      snapshot_ = persist->text;
      put(number, input::PersistResult{persist->key, true, {}});
    } else if (const auto* gone = std::get_if<effect::Release>(&effect)) {
      journal_.remove_if([&](const JournalRecord& record) {
        return std::find(gone->ids.begin(), gone->ids.end(), record.id) != gone->ids.end();
      });
    } else if (const auto* hide = std::get_if<effect::HideMessage>(&effect)) {
      for (const Drawn& one : tab.drawn) {
        if (one.id == hide->decision_id) release(one);
      }
      std::erase_if(tab.drawn, [&](const Drawn& one) { return one.id == hide->decision_id; });
    } else if (const auto* show = std::get_if<effect::ShowMessage>(&effect)) {
      draw(number, *show);
    }
  }

  void draw(int number, const effect::ShowMessage& show) {
    const std::string id = show.decision_id;
    for (const std::string& lock : show.reserve) {
      if (locks_.count(lock)) return put(number, input::MessageOutcome{id, input::Outcome::blocked, {}});
    }
    locks_.insert(show.reserve.begin(), show.reserve.end());
    tabs_[number].drawn.push_back(Drawn{id, show.rule, show.reserve, false});
    put(number, input::MessageOutcome{id, input::Outcome::ready, {}});
  }

  std::mt19937 random_;
  TimeMs now_ = kStart;
  std::int64_t offset_ = 420;
  int opened_ = 0;
  Tab tabs_[2];
  std::set<std::string> locks_;
  std::string snapshot_;
  List<JournalRecord> journal_;
  Model model_;
};

TEST(CapsModel, HoldOverRandomHistories) {
  int seen = 0;
  for (unsigned seed = 1; seed <= kHistories; ++seed) {
    Browser browser(seed);
    for (int step = 0; step < kSteps && browser.wrong.empty(); ++step) browser.step();
    ASSERT_EQ(browser.wrong, "") << "history " << seed;
    seen += browser.seen;
  }
  EXPECT_GT(seen, kHistories * 2) << "most histories show something";
}

}  // namespace
}  // namespace waymark::test
