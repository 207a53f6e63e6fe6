#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "base/whole.h"
#include "rules/behaviour.h"
#include "rules/builder.h"
#include "rules/compile.h"
#include "rules/operators.h"

namespace waymark::rules {

using base::Path;

namespace {

/// No operator in it.
bool is_constant(const Value& json) {
  if (json.is_object()) return json.members().empty();
  for (const Value& item : json.items()) {
    if (!is_constant(item)) return false;
  }
  return true;
}

}  // namespace

/// JsonLogic to instructions. Recursion is bounded by kMaxDepth.
class LogicCompiler : public Builder {
 public:
  using Builder::Builder;

  bool node(const Value& json, const Path& path, std::size_t depth) {
    if (!enter(path, depth)) return false;
    if (is_constant(json)) {
      emit_constant(json);
      return true;
    }
    if (json.is_array()) {
      for (std::size_t i = 0; i < json.items().size(); ++i) {
        if (!node(json.items()[i], Path{&path, {}, i}, depth + 1)) return false;
      }
      emit(Code::list, 0, json.items().size());
      return true;
    }
    if (json.members().size() != 1) {
      return fail(mode_ == Mode::strict ? "rule.arguments" : "rule.unknownOperator", path,
                  "an object with one operator", base::count_text(json.members().size()) + " members");
    }
    const Member& call = json.members()[0];
    if (call.key.starts_with("ev.")) return behaviour(call.key, call.value, Path{&path, call.key, 0});
    const Operator* known = find_operator(call.key);
    if (!known)
      return fail("rule.unknownOperator", Path{&path, call.key, 0}, "an operator of the condition language", call.key);
    return operation(*known, call.value, Path{&path, call.key, 0}, depth);
  }

 private:
  /// What the language only says when it is asked.
  bool impossible(const Path& path, const char* expected, const std::string& found = {}) {
    if (mode_ == Mode::strict) return fail("rule.arguments", path, expected, found);
    emit(Code::fail, static_cast<std::uint32_t>(Fault::arguments));
    return true;
  }

  /// JsonLogic lets a single argument stand without its list.
  std::size_t count_of(const Value& json) const { return json.is_array() ? json.items().size() : 1; }
  const Value& argument(const Value& json, std::size_t i) const { return json.is_array() ? json.items()[i] : json; }

  bool compile_argument(const Value& json, std::size_t i, const Path& path, std::size_t depth) {
    return json.is_array() ? node(json.items()[i], Path{&path, {}, i}, depth + 1) : node(json, path, depth + 1);
  }

  bool operation(const Operator& known, const Value& json, const Path& path, std::size_t depth) {
    const std::size_t count = count_of(json);
    // An operator in place of the list: how many arguments it gives is not known yet.
    const bool computed = json.is_object() && !json.members().empty();
    if (mode_ == Mode::strict && !computed && (count < known.least || (count > known.most && known.most != 255))) {
      const std::string least = base::count_text(known.least);
      const std::string expected = known.most == 255 ? least + " or more arguments"
                                                     : least + " to " + base::count_text(known.most) + " arguments";
      return fail("rule.arguments", path, expected.c_str(), base::count_text(count) + " arguments");
    }
    switch (known.form) {
      case Form::call:
      case Form::unary: {
        const auto function = static_cast<Function>(known.code);
        const bool lone = known.form == Form::unary && json.is_array() && count == 1 && json.items()[0].is_object() &&
                          !json.items()[0].members().empty();
        if (computed || lone) {
          if (!compile_argument(json, 0, path, depth)) return false;
          emit_call(function, 1, kSpread);
          return true;
        }
        for (std::size_t i = 0; i < count; ++i) {
          if (!compile_argument(json, i, path, depth)) return false;
        }
        emit_call(function, count);
        return true;
      }
      case Form::single:
        if (count == 0) {
          emit_constant(Value());
        } else if (!compile_argument(json, 0, path, depth)) {
          return false;
        }
        emit_call(static_cast<Function>(known.code), 1);
        return true;
      case Form::constant:
        emit_constant(json);
        return true;
      case Form::attempt:
        return attempt(json, path, depth);
      case Form::var:
      case Form::val:
        return lookup(known, json, path, depth);
      case Form::matches:
        return matches(json, path, depth);
      case Form::segment:
        return segment(json, path, depth);
      default:
        break;
    }
    // These ask for their arguments one by one, and so must know them.
    if (!json.is_array()) return impossible(path, "a list of arguments", json.text());
    switch (known.form) {
      case Form::compare:
        return compare(static_cast<Relation>(known.code), json, path, depth);
      case Form::both:
        return short_circuit(Code::keep_unless, Value(false), json, path, depth);
      case Form::either:
        return short_circuit(Code::keep_if, Value(false), json, path, depth);
      case Form::some:
        return short_circuit(Code::keep_some, Value(), json, path, depth);
      case Form::branch:
        return branch(json, path, depth);
      default:
        return iterate(static_cast<Iterator>(known.code), json, path, depth);
    }
  }

  bool compare(Relation relation, const Value& json, const Path& path, std::size_t depth) {
    const std::size_t count = json.items().size();
    if (count < 2) return impossible(path, "2 or more arguments");
    std::vector<std::uint32_t> exits;
    if (!compile_argument(json, 0, path, depth)) return false;
    for (std::size_t i = 1; i < count; ++i) {
      if (!compile_argument(json, i, path, depth)) return false;
      const bool last = i + 1 == count;
      const std::uint32_t at = emit(last ? Code::compare : Code::compare_next, 0, 0, static_cast<int>(relation));
      if (!last) exits.push_back(at);
    }
    for (const std::uint32_t exit : exits) patch(exit);
    return true;
  }

  bool short_circuit(Code keep, Value empty, const Value& json, const Path& path, std::size_t depth) {
    const std::size_t count = json.items().size();
    if (count == 0) emit_constant(std::move(empty));
    std::vector<std::uint32_t> exits;
    for (std::size_t i = 0; i < count; ++i) {
      if (!compile_argument(json, i, path, depth)) return false;
      if (i + 1 < count) exits.push_back(emit(keep));
    }
    for (const std::uint32_t exit : exits) patch(exit);
    return true;
  }

  [[gnu::noinline]] bool branch(const Value& json, const Path& path, std::size_t depth) {
    const std::size_t count = json.items().size();
    std::vector<std::uint32_t> exits;
    std::size_t i = 0;
    for (; i + 1 < count; i += 2) {
      if (!compile_argument(json, i, path, depth)) return false;
      const std::uint32_t skip = emit(Code::branch_unless);
      if (!compile_argument(json, i + 1, path, depth)) return false;
      exits.push_back(emit(Code::jump));
      patch(skip);
    }
    if (i < count) {
      if (!compile_argument(json, i, path, depth)) return false;
    } else {
      emit_constant(Value());
    }
    for (const std::uint32_t exit : exits) patch(exit);
    return true;
  }

  [[gnu::noinline]] bool iterate(Iterator kind, const Value& json, const Path& path, std::size_t depth) {
    const auto items = json.items();
    // A test that is null is no test but an answer; a transformation that is null is a mistake.
    const bool tests = kind >= Iterator::all;
    const bool lacks = items.size() < 2 || items[1].is_null();
    if (items.empty() || items[0].is_null() || (lacks && !tests)) {
      return impossible(path, "a list and what to do with its elements");
    }
    const bool starts = kind == Iterator::reduce && items.size() > 2;
    if (starts && !compile_argument(json, 2, path, depth)) return false;
    if (!compile_argument(json, 0, path, depth)) return false;
    const std::uint32_t begin = emit(Code::each, 0, starts ? 1 : 0, static_cast<int>(kind));
    ++scopes_;
    const bool done = lacks ? node(Value(), path, depth + 1) : compile_argument(json, 1, path, depth);
    --scopes_;
    emit(Code::next, begin + 1);
    patch(begin);
    return done;
  }

  [[gnu::noinline]] bool attempt(const Value& json, const Path& path, std::size_t depth) {
    const std::size_t count = count_of(json);
    if (count == 0) return impossible(path, "1 or more arguments");
    std::vector<std::uint32_t> exits;
    for (std::size_t i = 0; i < count; ++i) {
      const bool last = i + 1 == count;
      const bool alone = i == 0;
      if (!alone) emit(Code::caught, 0, 0, i > 1 ? 1 : 0);
      const std::uint32_t handler = last ? 0 : emit(Code::attempt);
      scopes_ += alone ? 0 : 1;
      const bool done = compile_argument(json, i, path, depth);
      scopes_ -= alone ? 0 : 1;
      if (!done) return false;
      if (last) {
        if (!alone) emit(Code::close);
      } else {
        exits.push_back(emit(Code::leave, 0, alone ? 0 : 1));
        patch(handler);
      }
    }
    for (const std::uint32_t exit : exits) patch(exit);
    return true;
  }

  /// `var` with a dotted path and a default, `val` and `exists` with a path in parts.
  bool lookup(const Operator& known, const Value& json, const Path& path, std::size_t depth) {
    const bool dotted = known.form == Form::var;
    const std::size_t count = count_of(json);
    bool constant = is_constant(json);
    if (dotted && json.is_array() && count > 0) constant = is_constant(json.items()[0]) && !json.items()[0].is_array();
    if (!constant) {
      const Function function = dotted ? Function::var : static_cast<Function>(known.code);
      if (!json.is_array()) {
        if (!node(json, path, depth + 1)) return false;
        emit_call(function, 1, kSpread);
        return true;
      }
      for (std::size_t i = 0; i < count; ++i) {
        if (!compile_argument(json, i, path, depth)) return false;
      }
      emit_call(function, count);
      return true;
    }
    Way way;
    for (std::size_t i = 0; i < (dotted ? std::min<std::size_t>(count, 1) : count); ++i) {
      const Value& part = argument(json, i);
      if (!dotted && i == 0 && climbs(part)) {
        way.climb = climb_in(part);
      } else if (!dotted) {
        way.parts.push_back(to_text(part));
      } else if (!part.is_null()) {
        way = dotted_way(to_text(part));
      }
    }
    emit_path(way);
    if (known.code == static_cast<std::uint8_t>(Function::exists)) emit_call(Function::found, 1);
    if (!dotted || count < 2 || json.items()[1].is_null()) return true;
    const std::uint32_t keep = emit(Code::keep_found);
    if (!compile_argument(json, 1, path, depth)) return false;
    patch(keep);
    return true;
  }

  [[gnu::noinline]] bool matches(const Value& json, const Path& path, std::size_t depth) {
    const auto items = json.items();
    if (items.size() < 2 || !items[1].is_string()) return impossible(path, "a text and a pattern");
    if (!compile_argument(json, 0, path, depth)) return false;
    const bool ignore_case = items.size() > 2 && items[2].text() == "i";
    if (emit_match(items[1].text(), ignore_case, Path{&path, {}, 1})) return true;
    return errors_.empty() && impossible(path, "");
  }

  /// `ev.*`: its arguments are read now, not computed.
  bool behaviour(const std::string& name, const Value& json, const Path& path) {
    List<profile::Behaviour>& known = program_.behaviours;
    const profile::Behaviour& asked = known.emplace_back();
    read_behaviour(std::string_view(name).substr(3), json, path, known.back(), errors_);
    if (!errors_.empty()) return false;
    const std::size_t count = known.size() - 1;
    std::size_t at = count > kSearched ? count - kSearched : 0;
    while (known[at].key != asked.key) ++at;
    if (at < count) known.pop_back();
    emit(Code::counter, static_cast<std::uint32_t>(at));
    return true;
  }

  /// Member of a segment or a persona of that name.
  [[gnu::noinline]] bool segment(const Value& json, const Path& path, std::size_t depth) {
    if (!compile_argument(json, 0, path, depth)) return false;
    const int around = std::exchange(scopes_, 0);
    emit_path(Way{0, {"visitor", "segments"}});
    scopes_ = around;
    emit_call(Function::segment, 2);
    return true;
  }
};

List<Error> compile_logic(const Value& rule, const Path& path, Mode mode, Program& program) {
  LogicCompiler compiler(program, mode);
  compiler.node(rule, path, 0);
  program.code.push_back({});
  return compiler.errors();
}

}  // namespace waymark::rules
