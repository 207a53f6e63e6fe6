#include "delivery/template/evaluate.h"

#include <string>
#include <utility>

#include "base/whole.h"
#include "json/number.h"

namespace waymark::delivery {
namespace {

/// Cuts what stands before the first `mark` off `rest`, without blanks around it.
std::string_view take(std::string_view& rest, char mark) {
  const std::size_t at = rest.find(mark);
  std::string_view head = rest.substr(0, at);
  rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + 1);
  while (head.starts_with(' ')) head.remove_prefix(1);
  while (head.ends_with(' ')) head.remove_suffix(1);
  return head;
}

/// Extends the JSON pointer of a tree to the one of a node inside it; false, and as it was, where it is not in it.
bool locate(const Value& tree, const Value* node, std::string& pointer) {
  if (&tree == node) return true;
  const std::size_t size = pointer.size();
  for (std::size_t i = 0; i < tree.items().size() + tree.members().size(); ++i) {
    const bool named = tree.is_object();
    pointer.append("/").append(named ? tree.members()[i].key : base::count_text(i));
    if (locate(named ? tree.members()[i].value : tree.items()[i], node, pointer)) return true;
    pointer.resize(size);
  }
  return false;
}

/// What a path leads to, or null; `known` tells whether its first name is.
const Value* find(std::string_view path, const Scope* scope, bool& known) {
  const std::string_view name = take(path, '.');
  const Value* value = nullptr;
  for (; scope && !value; scope = scope->up) {
    value = scope->name.empty() ? scope->value->find(name) : scope->name == name ? scope->value : nullptr;
  }
  known = value != nullptr;
  while (value && !path.empty()) value = child(*value, take(path, '.'));
  return value;
}

}  // namespace

Value Evaluator::fail(const char* code, const char* expected, const Value& node, std::string_view found) {
  if (!code_) {
    code_ = code;
    expected_ = expected;
    node_ = &node;
    found_ = found;
  }
  return {};
}

Error Evaluator::error(std::string pointer) const {
  locate(document_, node_, pointer);
  return Error(code_ ? code_ : kTooLong, pointer, expected_, std::string(found_));
}

Value Evaluator::node_value(const Value& node, const Scope* scope) {
  if (code_) return {};
  if (depth_ >= kMaxTemplateDepth || !budget_.spend(1)) return fail(kTooLong, "", node);
  ++depth_;
  Value value = node.is_string() ? text_value(node, scope) : tree_value(node, scope);
  --depth_;
  return value;
}

/// Names that begin with `$$` stand for the same with one `$`.
Value Evaluator::tree_value(const Value& node, const Scope* scope) {
  const auto members = node.members();
  if (members.size() == 1 && members[0].key.starts_with('$') && !members[0].key.starts_with("$$")) {
    return operation(node, scope);
  }
  if (!node.is_array() && !node.is_object()) return node;
  Value out = node.is_array() ? Value::array() : Value::object();
  for (const Value& item : node.items()) {
    Value made = node_value(item, scope);
    if (!made.is_null()) out.push(std::move(made));
  }
  for (const Member& member : members) {
    Value made = node_value(member.value, scope);
    if (!made.is_null()) out.append_member(member.key.substr(member.key.starts_with("$$") ? 1 : 0), std::move(made));
  }
  return out;
}

/// `$.path | filter`, a text with `${path | filter}` inside, or a text as it is.
Value Evaluator::text_value(const Value& node, const Scope* scope) {
  std::string_view text = node.text();
  if (text.starts_with("$.")) return expression(text.substr(2), node, scope);
  if (text.starts_with("$$")) return text.substr(1);
  std::string out;
  while (true) {
    const std::size_t open = text.find("${");
    out.append(text.substr(0, open));
    if (open == std::string_view::npos) return out;
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) return fail(kInvalid, "}", node);
    out.append(text_of(expression(text.substr(open + 2, close - open - 2), node, scope)));
    text.remove_prefix(close + 1);
  }
}

Value Evaluator::expression(std::string_view text, const Value& node, const Scope* scope) {
  const std::string_view path = take(text, '|');
  bool known = false;
  const Value* start = find(path, scope, known);
  if (!known && checking_) return fail(kInvalid, "a known name", node, path);
  Value value;
  if (start && budget_.spend_copy(*start)) value = *start;
  while (!text.empty()) {
    std::string_view filter = take(text, '|');
    const std::string_view name = take(filter, ' ');
    Value arguments;
    arguments.push(std::move(value));
    while (!filter.empty()) {
      const std::string_view word = take(filter, ' ');
      const double number = json::number_from(word);
      arguments.push(number == number ? Value(number) : Value(word));
    }
    value = apply(name, std::move(arguments), node);
  }
  return value;
}

Value Evaluator::apply(std::string_view name, Value arguments, const Value& node) {
  const Signature* known = signature(name, arguments.items().size(), node);
  if (known && operation_of(*known) < Operation::eq) fail(kInvalid, "a filter", node, name);
  if (code_) return {};
  Value value = call(operation_of(*known), arguments.items(), budget_);
  budget_.spend_copy(value);
  return value;
}

const Signature* Evaluator::signature(std::string_view name, std::size_t arguments, const Value& node) {
  const Signature* known = find_operation(name);
  if (!known) {
    fail(kInvalid, "an operation", node, name);
  } else if (arguments < known->least || arguments > known->most) {
    fail(kInvalid, "other arguments", node, name);
  }
  return known;
}

Value Evaluator::operation(const Value& node, const Scope* scope) {
  const Member& only = node.members()[0];
  const std::string_view name = std::string_view(only.key).substr(1);
  const Arguments given = only.value.is_array() ? only.value.items() : Arguments(&only.value, 1);
  const Signature* known = signature(name, given.size(), node);
  if (code_) return {};

  const Operation operation = operation_of(*known);
  switch (operation) {
    case Operation::first:
    case Operation::when:
      return alternatives(operation, given, scope);
    case Operation::match:
      return match(given, scope);
    case Operation::each:
    case Operation::object:
      return collected(given, scope);
    case Operation::with:
      return with(given, scope);
    case Operation::use:
      return use(given, scope);
    case Operation::literal:
      budget_.spend_copy(given[0]);
      return given[0];
    default:
      break;
  }
  Value arguments;
  for (const Value& argument : given) arguments.push(node_value(argument, scope));
  return apply(name, std::move(arguments), node);
}

/// first: the first argument that is there. if: condition, value, condition, value …, else.
Value Evaluator::alternatives(Operation operation, Arguments arguments, const Scope* scope) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    Value value = node_value(arguments[i], scope);
    bool taken = !value.is_null();
    if (operation == Operation::when && i + 1 < arguments.size()) {
      taken = holds(value);
      ++i;
      if (taken || checking_) value = node_value(arguments[i], scope);
    }
    if (taken && !checking_) return value;
  }
  return {};
}

/// The member of a table that is named by a value, or its member `*`.
Value Evaluator::match(Arguments arguments, const Scope* scope) {
  const std::string subject = text_of(node_value(arguments[0], scope));
  if (!arguments[1].is_object()) return fail(kInvalid, "an object", arguments[1]);
  if (checking_) {
    for (const Member& member : arguments[1].members()) node_value(member.value, scope);
  }
  const Value* taken = arguments[1].find(subject);
  if (!taken) taken = arguments[1].find("*");
  return taken ? node_value(*taken, scope) : Value();
}

/// Names for the values of an object, each seen by the next.
Value Evaluator::with(Arguments arguments, const Scope* scope) {
  Value names = Value::object();
  const Scope inner{scope, {}, &names};
  if (!arguments[0].is_object()) return fail(kInvalid, "an object", arguments[0]);
  for (const Member& member : arguments[0].members()) {
    names.append_member(member.key, node_value(member.value, &inner));
  }
  return node_value(arguments[1], &inner);
}

Value Evaluator::use(Arguments arguments, const Scope* scope) {
  const Value* part = document_["parts"].find(arguments[0].text());
  if (!part) return fail(kInvalid, "a part", arguments[0], arguments[0].text());
  Value item;
  if (arguments.size() > 1) item = node_value(arguments[1], scope);
  const Scope inner{&roots_, "item", &item};
  // Every part is checked once, by itself.
  return checking_ ? Value() : node_value(*part, &inner);
}

/// each: a list of what a template gives for each element or member. object: the same under names of their own.
Value Evaluator::collected(Arguments arguments, const Scope* scope) {
  const bool object = arguments.size() > 2;
  Value all = node_value(arguments[0], scope);
  if (checking_) (all = Value::array()).push(Value());
  if (!all.is_array() && !all.is_object()) return {};
  Value out = object ? Value::object() : Value::array();
  Value key;
  Value index;
  const Scope counted{scope, "index", &index};
  const Scope keyed{&counted, "key", &key};
  for (std::size_t i = 0; i < all.items().size() + all.members().size(); ++i) {
    const bool named = all.is_object();
    if (named) key = Value(all.members()[i].key);
    index = Value::number(i);
    const Scope inner{&keyed, "item", named ? &all.members()[i].value : &all.items()[i]};
    const std::string name = object ? text_of(node_value(arguments[1], &inner)) : std::string();
    Value value = node_value(arguments.back(), &inner);
    if (value.is_null()) continue;
    if (!object) {
      out.push(std::move(value));
    } else if (!name.empty()) {
      set_member(out, name, std::move(value), budget_);
    }
  }
  return out;
}

}  // namespace waymark::delivery
