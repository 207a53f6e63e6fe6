#include "delivery/template/definition.h"

#include <utility>

#include "delivery/template/evaluate.h"

namespace waymark::delivery {
namespace {

constexpr const char* kMembers[] = {"name", "description", "needs", "request", "parts", "event", "body", "reply"};
constexpr const char* kRequestMembers[] = {"maxEvents", "maxBytes", "maxEventBytes", "groupBy",  "url",
                                           "query",     "headers",  "gzip",          "gzipQuery"};
/// Names a path may begin with. Which of them a template really has depends on where it stands.
constexpr const char* kNames[] = {"event", "settings", "writeKey", "url",  "sentAt", "records",
                                  "first", "status",   "count",    "body", "item"};
constexpr double kMaxLimit = 1e9;

/// The first member that is not among the known ones.
const Member* stranger(const Value& object, std::span<const char* const> known) {
  for (const Member& member : object.members()) {
    bool found = false;
    for (const char* name : known) found |= member.key == name;
    if (!found) return &member;
  }
  return nullptr;
}

}  // namespace

Result<Definition> Definition::read(const Value& document, const std::string& pointer) {
  const Value& request = document["request"];
  Value names = Value::object();
  for (const char* name : kNames) names.append_member(name, Value());
  const Scope roots{nullptr, {}, &names};
  Evaluator check(document, roots, kMaxTemplateSteps, true);

  if (document["event"].is_null()) check.fail(kInvalid, "event", document);
  if (const Member* member = stranger(document, kMembers)) check.fail(kInvalid, "a known name", member->value);
  if (const Member* member = stranger(request, kRequestMembers)) check.fail(kInvalid, "a known name", member->value);
  for (std::size_t i = 0; i < 3; ++i) {
    const Value& limit = request[kRequestMembers[i]];
    const double number = limit.number_or(limit.is_null() ? 1 : 0);
    if (!(number >= 1 && number <= kMaxLimit)) check.fail(kInvalid, "1 to 1000000000", limit);
  }
  for (const Member& member : document.members()) {
    if (member.key != "parts") check.evaluate(member.value);
  }
  for (const Member& part : document["parts"].members()) check.evaluate(part.value);
  if (check.failed()) return check.error(pointer);
  return Definition{document};
}

std::size_t Definition::limit(const char* name) const {
  return static_cast<std::size_t>(document["request"][name].number_or(0));
}

bool Definition::gzip() const {
  const Value& request = document["request"];
  return request["gzip"].boolean_or(false) || request["gzipQuery"].is_object();
}

std::string_view missing(const Definition& definition, const Target& target) {
  for (const Value& need : definition.document["needs"].items()) {
    const std::string& name = need.text();
    if (name == "writeKey" ? target.write_key.empty() : !target.settings.find(name)) return name;
  }
  return {};
}

}  // namespace waymark::delivery
