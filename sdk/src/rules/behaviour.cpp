#include "rules/behaviour.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "base/hash.h"
#include "json/write.h"

namespace waymark::rules {

using base::Path;
using profile::Behaviour;
using profile::PropertyTest;
using profile::Window;

namespace {

using Measure = Behaviour::Measure;

/// What stands where among the arguments; -1 for what an operator does not take.
struct Shape {
  std::string_view name;
  Measure measure;
  std::int8_t property;
  std::int8_t window;
  std::int8_t where;
};
constexpr Shape kShapes[] = {{"count", Measure::count, -1, 1, 2}, {"distinct", Measure::distinct, 1, 2, 3},
                             {"sum", Measure::sum, 1, 2, 3},      {"min", Measure::min, 1, 2, 3},
                             {"max", Measure::max, 1, 2, 3},      {"avg", Measure::avg, 1, 2, 3},
                             {"first", Measure::first, 1, 2, 3},  {"last", Measure::last, 1, 2, 3},
                             {"top", Measure::top, 1, 2, 3},      {"since", Measure::since, -1, -1, 2}};

/// In the order of PropertyTest::Relation.
constexpr std::array<std::string_view, 11> kRelations = {
    "==", "!=", "<", "<=", ">", ">=", "in", "notIn", "contains", "startsWith", "exists"};

constexpr TimeMs kLongestMs = 3'650 * kDayMs;

/// Length of `30m`, `12h` or `7d`; 0 where it is none.
TimeMs length_of(std::string_view text) {
  if (text.size() < 2 || text.size() > 8) return 0;
  TimeMs amount = 0;
  for (const char c : text.substr(0, text.size() - 1)) {
    if (c < '0' || c > '9') return 0;
    amount = amount * 10 + (c - '0');
  }
  const char unit = text.back();
  const TimeMs ms = unit == 's'   ? kSecondMs
                    : unit == 'm' ? kMinuteMs
                    : unit == 'h' ? kHourMs
                    : unit == 'd' ? kDayMs
                                  : 0;
  return std::min(amount * ms, kLongestMs);
}

class Reader {
 public:
  Reader(const Path& path, List<Error>& errors) : path_(path), errors_(errors) {}

  void sequence(std::span<const Value> arguments, Behaviour& out) {
    const Path steps{&path_, {}, 0};
    out.measure = Measure::sequence;
    bool must = false;
    for (std::size_t i = 0; !arguments.empty() && i < arguments[0].items().size(); ++i) {
      const Path at{&steps, {}, i};
      const auto step = arguments[0].items()[i].items();
      Behaviour::Step& read = out.steps.emplace_back();
      if (step.empty() || step[0].text().empty() || step[0].text() == "!") {
        return fail(at, "an event, or !event for one that must not come, and tests of its properties");
      }
      read.absent = step[0].text()[0] == '!';
      read.test.event = step[0].text().substr(read.absent ? 1 : 0);
      if (step.size() > 1) where(step[1], Path{&at, {}, 1}, read.test.where);
      must = must || !read.absent;
    }
    // A step that must not come is between two, or after the last: what comes before the first is not known.
    if (!must || out.steps.front().absent || out.steps.size() > 16) {
      return fail(steps, "1 to 16 steps, the first of them an event that must come");
    }
    window(arguments, 1, out.window);
  }

  void read(const Shape& shape, std::span<const Value> arguments, Behaviour& out) {
    out.measure = shape.measure;
    out.test.event = text(arguments, 0, "the name of an event");
    if (shape.property > 0)
      out.property = text(arguments, static_cast<std::size_t>(shape.property), "the name of a property");
    if (shape.window > 0) window(arguments, static_cast<std::size_t>(shape.window), out.window);
    const auto tests = static_cast<std::size_t>(static_cast<unsigned char>(shape.where));
    if (arguments.size() > tests) where(arguments[tests], Path{&path_, {}, tests}, out.test.where);
    if (shape.measure != Measure::since) return;
    out.unit_ms = length_of("1" + text(arguments, 1, "a unit: s, m, h or d"));
    if (out.unit_ms == 0) fail(Path{&path_, {}, 1}, "a unit: s, m, h or d");
    // In JsonLogic null is less than any number: one that never came would count as just now.
    if (arguments.size() < 4) return fail(path_, "what to give where there was none, as fourth argument");
    out.never = arguments[3];
  }

 private:
  std::string text(std::span<const Value> arguments, std::size_t at, const char* expected) {
    if (at < arguments.size() && !arguments[at].text().empty()) return arguments[at].text();
    // What is left out is a fault of the whole, what is wrong a fault of its place.
    if (at < arguments.size() || at == 0) {
      fail(Path{&path_, {}, at}, expected);
    } else {
      fail(path_, expected);
    }
    return {};
  }

  void window(std::span<const Value> arguments, std::size_t at, Window& out) {
    const char* expected = "a window: 30m, 12h, 7d, session, page, lifetime or since:<event>";
    const std::string written = text(arguments, at, expected);
    if (!errors_.empty()) return;
    out.ms = length_of(written);
    if (out.ms > 0) {
      out.kind = Window::Kind::duration;
    } else if (written == "session") {
      out.kind = Window::Kind::session;
    } else if (written == "page") {
      out.kind = Window::Kind::page;
    } else if (written.starts_with("since:") && written.size() > 6) {
      out.kind = Window::Kind::since;
      out.event = written.substr(6);
    } else if (written != "lifetime") {
      fail(Path{&path_, {}, at}, expected, written);
    }
  }

  void where(const Value& json, const Path& path, List<PropertyTest>& out) {
    if (json.is_null()) return;
    if (!json.is_array()) return fail(path, "a list of [property, operator, value]");
    for (std::size_t i = 0; i < json.items().size(); ++i) {
      const Path at{&path, {}, i};
      const auto parts = json.items()[i].items();
      if (parts.size() != 3 || parts[0].text().empty() || out.size() >= 16) {
        return fail(at, "[property, operator, value]");
      }
      std::size_t relation = 0;
      while (relation < kRelations.size() && kRelations[relation] != parts[1].text()) ++relation;
      if (parts[1].text() == "===" || parts[1].text() == "!==") relation = parts[1].text()[0] == '=' ? 0 : 1;
      if (relation == kRelations.size()) {
        return fail(Path{&at, {}, 1}, "== != < <= > >= in notIn contains startsWith or exists", parts[1].text());
      }
      PropertyTest& test = out.emplace_back();
      test.property = parts[0].text();
      test.relation = static_cast<PropertyTest::Relation>(relation);
      test.value = parts[2];
    }
  }

  void fail(const Path& path, const char* expected, const std::string& found = {}) {
    if (errors_.empty()) errors_.emplace_back("rule.arguments", path.pointer(), expected, found);
  }

  const Path& path_;
  List<Error>& errors_;
};

}  // namespace

void read_behaviour(std::string_view name, const Value& arguments, const Path& path, Behaviour& out,
                    List<Error>& errors) {
  Value key = Value::array();
  key.push(Value(name));
  key.push(arguments);
  out.key = json::write(key);
  out.mark = std::uint64_t{base::hash_of(out.key)} << 32 | base::hash_of(out.key, 1);
  Reader reader(path, errors);
  if (name == "seq") return reader.sequence(arguments.items(), out);
  for (const Shape& shape : kShapes) {
    if (name == shape.name) return reader.read(shape, arguments.items(), out);
  }
  errors.emplace_back("rule.unknownOperator", path.pointer(), "an operator of the condition language",
                      "ev." + std::string(name));
}

}  // namespace waymark::rules
