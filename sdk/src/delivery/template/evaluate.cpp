#include "delivery/template/evaluate.h"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "json/number.h"

namespace waymark::delivery {

using base::Path;

/// An operation with its arguments, not yet evaluated.
struct Evaluator::Call {
  const Path& path;  ///< Of the list of arguments, or of the only one.
  std::span<const Value> arguments;
  bool listed;
  const Scope* scope;
};

namespace {

constexpr const char* kSteps = "at most 100000 steps";

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

/// Cuts what stands before the first `mark` off `rest`.
std::string_view take(std::string_view& rest, char mark) {
  const std::size_t at = rest.find(mark);
  const std::string_view head = rest.substr(0, at);
  rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 1);
  return head;
}

const Value& nothing() {
  static const Value null{};
  return null;
}

}  // namespace

Value Evaluator::fail(const char* code, const Path& path, const char* expected, std::string_view found) {
  if (!error_) error_.emplace(code, path.pointer(), expected, std::string(found));
  return {};
}

Value Evaluator::evaluate(const Value& node, const Path& path) {
  Value value = node_value(node, path, &roots_);
  if (budget_.overdrawn()) fail("template.tooLong", path, kSteps);
  return value;
}

Value Evaluator::node_value(const Value& node, const Path& path, const Scope* scope) {
  if (error_) return {};
  if (depth_ >= kMaxTemplateDepth) return fail("template.tooDeep", path, "at most 96 levels");
  if (!budget_.spend(1)) return fail("template.tooLong", path, kSteps);
  ++depth_;
  Value value;
  if (node.is_string()) {
    value = text_value(node.text_or(), path, scope);
  } else if (node.is_object()) {
    value = object_value(node, path, scope);
  } else if (node.is_array()) {
    value = Value::array();
    for (std::size_t i = 0; i < node.items().size(); ++i) {
      Value item = node_value(node.items()[i], Path{&path, {}, i}, scope);
      if (!item.is_null()) value.push(std::move(item));
    }
  } else {
    value = node;
  }
  --depth_;
  return value;
}

/// Names that begin with `$$` stand for the same with one `$`.
Value Evaluator::object_value(const Value& node, const Path& path, const Scope* scope) {
  if (node.members().size() == 1) {
    const Member& only = node.members()[0];
    if (only.key.starts_with('$') && !only.key.starts_with("$$")) return operation(only, path, scope);
  }
  Value object = Value::object();
  for (const Member& member : node.members()) {
    Value value = node_value(member.value, Path{&path, member.key, 0}, scope);
    if (!value.is_null()) object.append_member(member.key.substr(member.key.starts_with("$$") ? 1 : 0), std::move(value));
  }
  return object;
}

/// `$.path | filter`, a text with `${path | filter}` inside, or a text as it is.
Value Evaluator::text_value(std::string_view text, const Path& path, const Scope* scope) {
  if (text.starts_with("$.")) return expression(text.substr(2), path, scope);
  if (text.starts_with("$$")) return text.substr(1);
  std::string out;
  while (true) {
    const std::size_t open = text.find("${");
    out.append(text.substr(0, open));
    if (open == std::string_view::npos) return out;
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) return fail("template.malformed", path, "}", text.substr(open));
    out.append(text_of(expression(text.substr(open + 2, close - open - 2), path, scope)));
    text.remove_prefix(close + 1);
  }
}

Value Evaluator::expression(std::string_view text, const Path& path, const Scope* scope) {
  const Value& start = *found(trimmed(take(text, '|')), scope, path);
  if (!budget_.spend_copy(start)) return fail("template.tooLong", path, kSteps);
  Value value = start;
  while (!text.empty()) value = filtered(trimmed(take(text, '|')), std::move(value), path);
  return value;
}

Value Evaluator::filtered(std::string_view filter, Value value, const Path& path) {
  const std::string_view name = take(filter, ' ');
  std::vector<Value> arguments;
  arguments.push_back(std::move(value));
  while (!filter.empty()) {
    const std::string_view word = take(filter, ' ');
    const double number = json::number_from(word);
    arguments.push_back(std::isnan(number) ? Value(word) : Value(number));
  }
  const Signature* known = signature(name, arguments.size(), path);
  if (!known || operation_of(*known) < kFirstFunction) return fail("template.unknown", path, "a filter", name);
  Value result = call(operation_of(*known), arguments, budget_);
  budget_.spend_copy(result);
  return result;
}

const Signature* Evaluator::signature(std::string_view name, std::size_t arguments, const Path& path) {
  const Signature* known = find_operation(name);
  if (known && (arguments < known->least || arguments > known->most)) {
    fail("template.arguments", path, "another number of arguments", name);
  }
  return known;
}

/// Never null: a path that leads nowhere leads to null.
const Value* Evaluator::found(std::string_view path, const Scope* scope, const Path& at) {
  const std::string_view name = take(path, '.');
  const Value* value = nullptr;
  for (; scope && !value; scope = scope->up) {
    value = scope->name.empty() ? scope->value->find(name) : scope->name == name ? scope->value : nullptr;
  }
  if (!value && checking_) fail("template.unknown", at, "a name that is known here", name);
  while (value && !path.empty()) value = child(*value, take(path, '.'));
  return value ? value : &nothing();
}

Value Evaluator::operation(const Member& node, const Path& path, const Scope* scope) {
  const std::string_view name = std::string_view(node.key).substr(1);
  const Path here{&path, node.key, 0};
  const bool listed = node.value.is_array();
  const Call given{here, listed ? node.value.items() : std::span<const Value>(&node.value, 1), listed, scope};
  const Signature* known = signature(name, given.arguments.size(), here);
  if (!known) return fail("template.unknown", here, "an operation", name);
  if (error_) return {};

  const Operation operation = operation_of(*known);
  switch (operation) {
    case Operation::literal:
      budget_.spend_copy(node.value);
      return node.value;
    case Operation::use:
      return part(given);
    case Operation::first:
    case Operation::when:
    case Operation::match:
    case Operation::with:
      return choice(operation, given);
    case Operation::each:
    case Operation::object:
      return collected(operation, given);
    default:
      break;
  }
  std::vector<Value> arguments;
  for (std::size_t i = 0; i < given.arguments.size(); ++i) arguments.push_back(argument(given, i));
  if (error_) return {};
  Value result = call(operation, arguments, budget_);
  budget_.spend_copy(result);
  return result;
}

Value Evaluator::argument(const Call& call, std::size_t i, const Scope* scope) {
  if (!call.listed) return node_value(call.arguments[0], call.path, scope);
  return node_value(call.arguments[i], Path{&call.path, {}, i}, scope);
}

Value Evaluator::argument(const Call& call, std::size_t i) { return argument(call, i, call.scope); }

/// first: the first argument that is there. if: condition, value, condition, value …, else. match: the member of a
/// table that is named by a value, or its member `*`. with: names for the values of an object, each seen by the next.
Value Evaluator::choice(Operation operation, const Call& call) {
  const std::size_t count = call.arguments.size();
  if (operation == Operation::first || operation == Operation::when) {
    for (std::size_t i = 0; i < count; ++i) {
      const bool condition = operation == Operation::when && i + 1 < count;
      Value value = argument(call, i);
      const bool taken = condition ? holds(value) : operation == Operation::when || !value.is_null();
      if (condition && (taken || checking_)) value = argument(call, i + 1);
      if (taken && !checking_) return value;
      i += condition ? 1 : 0;
    }
    return {};
  }
  const Value& table = call.arguments[operation == Operation::match ? 1 : 0];
  const Path place{&call.path, {}, operation == Operation::match ? 1u : 0u};
  if (!table.is_object()) return fail("template.arguments", place, "an object");
  if (operation == Operation::with) {
    Value names = Value::object();
    const Scope scope{call.scope, {}, &names};
    for (const Member& member : table.members()) {
      names.append_member(member.key, node_value(member.value, Path{&place, member.key, 0}, &scope));
    }
    return argument(call, 1, &scope);
  }
  const std::string subject = text_of(argument(call, 0));
  for (const Member& member : table.members()) {
    const bool taken = member.key == subject || (member.key == "*" && !table.find(subject));
    if (!taken && !checking_) continue;
    Value value = node_value(member.value, Path{&place, member.key, 0}, call.scope);
    if (!checking_) return value;
  }
  return {};
}

Value Evaluator::part(const Call& call) {
  const std::string_view name = call.arguments[0].text_or();
  const Value* body = parts_.find(name);
  if (!body) return fail("template.unknown", call.path, "the name of a part", name);
  const Value item = call.arguments.size() > 1 ? argument(call, 1) : Value();
  const Scope scope{&roots_, "item", &item};
  static constexpr Path kParts{nullptr, "/parts", 0};
  // Every part is checked once, by itself.
  return checking_ ? Value() : node_value(*body, Path{&kParts, name, 0}, &scope);
}

/// each: a list of what a template gives for each element or member. object: the same under names of their own.
Value Evaluator::collected(Operation operation, const Call& call) {
  const bool object = operation == Operation::object;
  const Value all = argument(call, 0);
  const std::size_t size = all.items().size() + all.members().size();
  if (!checking_ && !all.is_array() && !all.is_object()) return {};
  Value out = object ? Value::object() : Value::array();
  for (std::size_t i = 0; i < size || (checking_ && i == 0); ++i) {
    const bool named = all.is_object() && i < size;
    const Value key = named ? Value(all.members()[i].key) : Value();
    const Value index = Value::number(i);
    const Scope counted{call.scope, "index", &index};
    const Scope keyed{&counted, "key", &key};
    const Scope scope{&keyed, "item", i >= size ? &key : named ? &all.members()[i].value : &all.items()[i]};
    const std::string name = object ? text_of(argument(call, 1, &scope)) : std::string();
    Value value = argument(call, object ? 2 : 1, &scope);
    if (value.is_null() || error_) continue;
    if (!object) {
      out.push(std::move(value));
    } else if (!name.empty()) {
      set_member(out, name, std::move(value), budget_);
    }
  }
  return out;
}

}  // namespace waymark::delivery
