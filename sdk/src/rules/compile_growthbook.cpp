#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/letters.h"
#include "rules/builder.h"
#include "rules/compile.h"

namespace waymark::rules {

using base::Path;

namespace {

struct Comparison {
  const char* name;
  Function function;
  Relation relation;
};
constexpr Comparison kComparisons[] = {
    {"$eq", Function::ordered, Relation::strict_equal}, {"$ne", Function::ordered, Relation::strict_not_equal},
    {"$lt", Function::ordered, Relation::less},         {"$lte", Function::ordered, Relation::less_equal},
    {"$gt", Function::ordered, Relation::greater},      {"$gte", Function::ordered, Relation::greater_equal},
    {"$veq", Function::version, Relation::equal},       {"$vne", Function::version, Relation::not_equal},
    {"$vlt", Function::version, Relation::less},        {"$vlte", Function::version, Relation::less_equal},
    {"$vgt", Function::version, Relation::greater},     {"$vgte", Function::version, Relation::greater_equal}};

bool is_operators(const Value& json) {
  for (const Member& member : json.members()) {
    if (!member.key.starts_with('$')) return false;
  }
  return !json.members().empty();
}

/// A list in lower case, for comparing without regard to it.
Value lowered(const Value& list) {
  Value out = Value::array();
  for (const Value& item : list.items()) {
    out.push(item.is_string() ? Value(base::mapped(item.text(), base::lower)) : item);
  }
  return out;
}

}  // namespace

/// GrowthBook's conditions to instructions. Recursion is bounded by kMaxDepth.
class GrowthBookCompiler : public Builder {
 public:
  GrowthBookCompiler(Program& program, Mode mode, const Value& groups) : Builder(program, mode), groups_(groups) {}

  /// Members of an object, all of which must hold.
  bool condition(const Value& json, const Path& path, std::size_t depth) {
    if (!enter(path, depth)) return false;
    if (!json.is_object()) return unusable(path, "an object of attributes and what they must be");
    std::vector<std::uint32_t> exits;
    for (const Member& member : json.members()) {
      if (!exits.empty()) patch_later(exits);
      if (!entry(member.key, member.value, Path{&path, member.key, 0}, depth + 1)) return false;
      exits.push_back(0);
    }
    return close(exits);
  }

 private:
  /// What a test is about: put on the stack anew for each test.
  struct Source {
    Way path;
    bool length = false;
  };

  void emit_source(const Source& source) {
    emit_path(source.path);
    if (source.length) emit_call(Function::length, 1);
  }
  void emit_type(const Source& source, const char* type) {
    emit_source(source);
    emit_constant(Value(type));
    emit_call(Function::is_type, 2);
  }

  /// Before the next of several tests: the last of `exits` becomes the jump past all of them.
  void patch_later(std::vector<std::uint32_t>& exits, Code code = Code::keep_unless) { exits.back() = emit(code); }
  bool close(std::vector<std::uint32_t>& exits) {
    if (exits.empty()) {
      emit_constant(Value(true));
      return true;
    }
    exits.pop_back();
    for (const std::uint32_t exit : exits) patch(exit);
    return true;
  }

  bool unusable(const Path& path, const char* expected, const std::string& found = {}) {
    if (mode_ == Mode::strict) return fail("rule.arguments", path, expected, found);
    emit_constant(Value(false));
    return true;
  }

  bool entry(const std::string& key, const Value& json, const Path& path, std::size_t depth) {
    if (key == "$or" || key == "$nor" || key == "$and") {
      if (!json.is_array()) return unusable(path, "a list of conditions");
      std::vector<std::uint32_t> exits;
      for (std::size_t i = 0; i < json.items().size(); ++i) {
        if (i > 0) patch_later(exits, key == "$and" ? Code::keep_unless : Code::keep_if);
        if (!condition(json.items()[i], Path{&path, {}, i}, depth + 1)) return false;
        exits.push_back(0);
      }
      close(exits);
      if (key == "$nor") emit_call(Function::negate, 1);
      return true;
    }
    if (key == "$not") {
      if (!condition(json, path, depth + 1)) return false;
      emit_call(Function::negate, 1);
      return true;
    }
    if (key == "$savedGroup") return saved_group(json, path, depth);
    return test(json, Source{Way{0, plain_path(key), false}}, false, path, depth);
  }

  /// Dots part; nothing is escaped.
  static std::vector<std::string> plain_path(std::string_view key) {
    std::vector<std::string> parts;
    while (true) {
      const std::string_view part = key.substr(0, key.find('.'));
      parts.emplace_back(part);
      if (part.size() == key.size()) return parts;
      key.remove_prefix(part.size() + 1);
    }
  }

  /// One value against a text, number, boolean, null, list, object, or operators, all of which must hold.
  bool test(const Value& json, const Source& source, bool ignore_case, const Path& path, std::size_t depth) {
    if (!enter(path, depth)) return false;
    if (is_operators(json)) {
      std::vector<std::uint32_t> exits;
      for (const Member& member : json.members()) {
        if (!exits.empty()) patch_later(exits);
        if (!operation(member.key, member.value, source, Path{&path, member.key, 0}, depth + 1)) return false;
        exits.push_back(0);
      }
      return close(exits);
    }
    emit_source(source);
    switch (json.kind()) {
      case Value::Kind::string:
        emit_constant(ignore_case ? Value(base::mapped(json.text(), base::lower)) : json);
        emit_call(ignore_case ? Function::is_text_ci : Function::is_text, 2);
        break;
      case Value::Kind::number:
        emit_constant(json);
        emit_call(Function::is_number, 2);
        break;
      case Value::Kind::boolean:
        emit_constant(json);
        emit_call(Function::is_boolean, 2);
        break;
      case Value::Kind::null:
        emit_constant(Value("null"));
        emit_call(Function::is_type, 2);
        break;
      default:
        emit_constant(json);
        emit_call(Function::is_json, 2);
    }
    return true;
  }

  bool operation(const std::string& name, const Value& json, const Source& source, const Path& path,
                 std::size_t depth) {
    for (const Comparison& known : kComparisons) {
      if (name != known.name) continue;
      emit_source(source);
      emit_constant(json);
      emit_call(known.function, 2, static_cast<int>(known.relation) << 1);
      return true;
    }
    if (name == "$exists") {
      emit_type(source, "null");
      if (truthy(json) || json.is_array()) emit_call(Function::negate, 1);
      return true;
    }
    if (name == "$in" || name == "$nin" || name == "$ini" || name == "$nini") {
      if (!json.is_array()) return unusable(path, "a list");
      return among(json, source, name.ends_with('i'), name.starts_with("$n"));
    }
    if (name == "$inGroup" || name == "$notInGroup") return in_group(json, source, name == "$notInGroup");
    if (name == "$not") {
      if (!test(json, source, false, path, depth + 1)) return false;
      emit_call(Function::negate, 1);
      return true;
    }
    if (name == "$regex" || name == "$regexi") {
      if (!json.is_string()) return unusable(path, "a pattern");
      emit_source(source);
      if (emit_match(json.text(), name == "$regexi", path)) return true;
      // An invalid pattern matches nothing.
      emit_constant(Value(""));
      emit_call(Function::is_type, 2);
      return errors_.empty();
    }
    if (name == "$type") {
      emit_source(source);
      emit_constant(json);
      emit_call(Function::is_type, 2);
      return true;
    }
    if (name == "$size") {
      emit_type(source, "array");
      const std::uint32_t skip = emit(Code::keep_unless);
      Source length = source;
      length.length = true;
      if (!test(json, length, false, path, depth + 1)) return false;
      patch(skip);
      return true;
    }
    if (name == "$elemMatch") return any(json, source, false, !is_operators(json), true, path, depth);
    if (name == "$all" || name == "$alli") {
      if (!json.is_array()) return unusable(path, "a list");
      emit_type(source, "array");
      std::vector<std::uint32_t> exits;
      for (std::size_t i = 0; i < json.items().size(); ++i) {
        exits.push_back(emit(Code::keep_unless));
        if (!any(json.items()[i], source, name == "$alli", false, false, Path{&path, {}, i}, depth)) return false;
      }
      for (const std::uint32_t exit : exits) patch(exit);
      return true;
    }
    if (mode_ == Mode::strict) return fail("rule.unknownOperator", path, "an operator of GrowthBook", name);
    return unusable(path, "");
  }

  /// Whether an element of the list is so.
  bool any(const Value& json, const Source& source, bool ignore_case, bool whole, bool skips_nulls, const Path& path,
           std::size_t depth) {
    emit_source(source);
    const std::uint32_t begin = emit(Code::each, 0, skips_nulls ? 1 : 0, static_cast<int>(Iterator::any_match));
    ++scopes_;
    const bool done = whole ? condition(json, path, depth + 1) : test(json, Source(), ignore_case, path, depth + 1);
    --scopes_;
    emit(Code::next, begin + 1);
    patch(begin);
    return done;
  }

  bool among(const Value& list, const Source& source, bool ignore_case, bool negated) {
    emit_source(source);
    emit_constant(ignore_case ? lowered(list) : list);
    emit_call(ignore_case ? Function::among_ci : Function::among, 2);
    if (negated) emit_call(Function::negate, 1);
    return true;
  }

  /// A group nobody knows is empty; one that is no list holds nobody, and nobody is outside it either.
  bool in_group(const Value& id, const Source& source, bool negated) {
    const Value* group = groups_.find(id.text());
    const Value none = Value::array();
    const Value* list = group ? group : &none;
    if (group && (*group)["type"].text() == "list") list = &(*group)["values"];
    if (list->is_array()) return among(*list, source, false, negated);
    emit_constant(Value(false));
    return true;
  }

  bool saved_group(const Value& json, const Path& path, std::size_t depth) {
    const Value& id = json["id"];
    const Value& attribute = json["attributeKey"];
    const Value* group = id.is_string() ? groups_.find(id.text()) : nullptr;
    bool cycle = false;
    for (const std::string& open : open_groups_) cycle = cycle || open == id.text();
    if (!group || cycle || !(attribute.is_null() || attribute.is_string())) return unusable(path, "the id of a group");
    if ((*group)["type"].text() == "list") {
      const Value& key = attribute.is_string() ? attribute : (*group)["attributeKey"];
      const Value& values = (*group)["values"];
      if (!key.is_string() || !values.is_array()) return unusable(path, "a group with an attribute and values");
      return among(values, Source{Way{0, plain_path(key.text()), false}}, false, false);
    }
    const Value& inner = (*group)["condition"];
    if ((*group)["type"].text() != "condition" || !inner.is_object()) return unusable(path, "a list or a condition");
    open_groups_.push_back(id.text());
    const bool done = condition(inner, path, depth + 1);
    open_groups_.pop_back();
    return done;
  }

  const Value& groups_;
  std::vector<std::string> open_groups_;
};

List<Error> compile_growthbook(const Value& condition, const Value& saved_groups, const Path& path, Mode mode,
                               Program& program) {
  GrowthBookCompiler compiler(program, mode, saved_groups);
  compiler.condition(condition, path, 0);
  program.code.push_back({});
  return compiler.errors();
}

}  // namespace waymark::rules
