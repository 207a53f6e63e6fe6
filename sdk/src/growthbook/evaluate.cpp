#include "waymark/evaluate.h"

#include <optional>
#include <utility>

#include "growthbook/context.h"
#include "json/parse.h"
#include "json/write.h"
#include "rules/coerce.h"
#include "rules/compile.h"
#include "rules/experiment.h"
#include "rules/machine.h"
#include "rules/tests.h"
#include "waymark/value.h"

namespace waymark {
namespace {

Value failure(Value type) {
  Value error;
  error.append_member("type", std::move(type));
  Value out;
  out.append_member("error", std::move(error));
  return out;
}

Value success(Value result) {
  Value out;
  out.append_member("result", std::move(result));
  return out;
}

Value run(rules::Program& program, const List<Error>& errors, const Value& data) {
  if (!errors.empty()) {
    const std::string_view code = errors.front().code;
    if (code == "rule.unknownOperator") return failure("Unknown Operator");
    return failure(code == "rule.arguments" ? "Invalid Arguments" : "Too Much");
  }
  rules::find_tests(program, 0, rules::Use::value);
  rules::Machine machine(program, nullptr, &data);
  const rules::Operand result = machine.run(0);
  return machine.failed() ? failure(machine.error().copy()) : success(result.copy());
}

Value logic(const Value& request) {
  rules::Program program;
  const List<Error> errors = rules::compile_logic(request["rule"], base::Path(), rules::Mode::lenient, program);
  return run(program, errors, request["data"]);
}

Value growthbook_condition(const Value& request) {
  rules::Program program;
  const List<Error> errors = rules::compile_growthbook(request["condition"], request["savedGroups"], base::Path(),
                                                       rules::Mode::lenient, program);
  return run(program, errors, request["attributes"]);
}

Value bucket_of(const Value& request) {
  const std::optional<double> n = rules::bucket(request["seed"].text(), rules::to_text(request["value"]),
                                                static_cast<int>(request["version"].number_or(2)));
  return success(n ? Value(*n) : Value());
}

Value docs_by_key(const Value& list) {
  Value out = Value::object();
  for (const Value& doc : list.items()) {
    out.set(doc["attributeName"].text() + "||" + doc["attributeValue"].text(), doc);
  }
  return out;
}

/// A context by itself or under `context`, or a case of GrowthBook's suite: `[name, context, key, …]`, with sticky
/// documents in between `[name, context, documents, key, …]`, or `[name, context, experiment, …]`. A context with
/// `experiments` that asks for nothing is asked where they redirect to.
Value experiment(const Value& request) {
  Value context = request["context"].is_object() ? request["context"] : request;
  Value asked = request["feature"].is_null() ? request["experiment"] : request["feature"];
  if (asked.is_null()) asked = request["run"];
  const auto parts = request.items();
  bool sticky = context.find("stickyBucketAssignmentDocs") != nullptr;
  if (parts.size() >= 2 && parts[1]["experiments"].is_array() && (parts.size() == 2 || parts[2].is_array())) {
    context = parts[1];
    asked = Value();
  } else if (parts.size() >= 3) {
    context = parts[1];
    const bool documents = parts[2].is_array() && parts.size() > 3;
    asked = documents ? parts[3] : parts[2];
    if (documents) {
      sticky = true;
      context.set("stickyBucketAssignmentDocs", docs_by_key(parts[2]));
    }
  }
  if (context["stickyBucketAssignmentDocs"].is_array()) {
    context.set("stickyBucketAssignmentDocs", docs_by_key(context["stickyBucketAssignmentDocs"]));
  }
  // A context with one feature asks for it.
  if (asked.is_null() && context["features"].members().size() == 1) asked = context["features"].members()[0].key;
  growthbook::Context world(context, sticky);
  if (asked.is_null() && context["experiments"].is_array()) return world.redirects();
  if (!asked.is_string() && !asked.is_object()) return failure("Invalid Arguments");
  Value out = asked.is_string() ? world.feature(asked.text()) : world.run(asked, Value());
  if (sticky) out.append_member("stickyBucketAssignmentDocs", world.docs());
  return out;
}

}  // namespace

std::string answer(Question question, std::string_view json) {
  const Result<Value> request = json::parse(json);
  if (!request.ok()) return json::write(failure(request.error().code));
  switch (question) {
    case Question::logic:
      return json::write(logic(request.value()));
    case Question::growthbook:
      return json::write(growthbook_condition(request.value()));
    case Question::bucket:
      return json::write(bucket_of(request.value()));
    case Question::experiment:
      break;
  }
  return json::write(experiment(request.value()));
}

}  // namespace waymark
