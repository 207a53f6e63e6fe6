#include "delivery/template/definition.h"

#include <cmath>
#include <optional>
#include <span>
#include <utility>

#include "delivery/template/evaluate.h"

namespace waymark::delivery {
namespace {

using base::Path;

/// Members of a definition; those of its request follow the empty one.
constexpr std::string_view kMembers[] = {"name", "description", "needs", "request", "parts", "event", "body", "reply"};
constexpr std::string_view kRequestMembers[] = {"url",       "query",    "headers",       "gzip",
                                                "gzipQuery", "groupBy", "maxEvents", "maxBytes", "maxEventBytes"};

/// An object whose members are the names a template may begin its paths with.
Value names(std::initializer_list<const char*> list) {
  Value out = Value::object();
  for (const char* name : list) out.append_member(name, Value());
  return out;
}

class Checker {
 public:
  Checker(const Value& document, const std::string& pointer) : document_(document), root_{nullptr, pointer, 0} {}

  void members(const Value& object, std::span<const std::string_view> known, const Path& path) {
    if (!object.is_object()) return fail("template.malformed", path, "an object");
    for (const Member& member : object.members()) {
      bool found = false;
      for (const std::string_view name : known) found |= name == member.key;
      if (!found) fail("template.unknown", Path{&path, member.key, 0}, "a member of a definition");
    }
  }

  void evaluate(const Value& node, const Path& path, const Value& roots) {
    const Scope scope{nullptr, {}, &roots};
    Evaluator evaluator(document_["parts"], scope, kMaxTemplateSteps, true);
    evaluator.evaluate(node, path);
    if (!error_) error_ = evaluator.error();
  }

  /// A limit: absent, or a whole number from 1.
  std::size_t limit(const char* name) {
    const Value& value = document_["request"][name];
    const double number = value.number_or(0);
    if (value.is_null() || (number >= 1 && number <= 1e9)) return static_cast<std::size_t>(number);
    const Path request{&root_, "request", 0};
    fail("template.malformed", Path{&request, name, 0}, "a whole number from 1");
    return 0;
  }

  void fail(const char* code, const Path& path, const char* expected) {
    if (!error_) error_.emplace(code, path.pointer(), expected);
  }

  const Value& document_;
  Path root_;
  std::optional<Error> error_;
};

}  // namespace

Result<Definition> Definition::read(const Value& document, const std::string& pointer) {
  Checker check(document, pointer);
  check.members(document, kMembers, check.root_);
  const Path request{&check.root_, "request", 0};
  const Path parts{&check.root_, "parts", 0};
  if (const Value* found = document.find("request")) check.members(*found, kRequestMembers, request);

  const Value event = names({"event", "settings", "writeKey", "url", "sentAt"});
  const Value batch = names({"records", "first", "settings", "writeKey", "url", "sentAt"});
  const Value reply = names({"status", "body", "count"});
  Value any = names({"item"});
  for (const Value* some : {&event, &batch, &reply}) {
    for (const Member& member : some->members()) any.set(member.key, Value());
  }
  for (const Member& part : document["parts"].members()) {
    check.evaluate(part.value, Path{&parts, part.key, 0}, any);
  }
  for (const char* name : {"url", "query", "headers", "gzipQuery"}) {
    check.evaluate(document["request"][name], Path{&request, name, 0}, batch);
  }
  if (document["event"].is_null()) check.fail("template.malformed", check.root_, "a member event");
  check.evaluate(document["event"], Path{&check.root_, "event", 0}, event);
  check.evaluate(document["body"], Path{&check.root_, "body", 0}, batch);
  check.evaluate(document["reply"], Path{&check.root_, "reply", 0}, reply);

  Definition out;
  out.max_events = check.limit("maxEvents");
  out.max_bytes = check.limit("maxBytes");
  out.max_event_bytes = check.limit("maxEventBytes");
  out.gzip = document["request"]["gzip"].boolean_or(false) || document["request"]["gzipQuery"].is_object();
  if (check.error_) return std::move(*check.error_);
  out.document = document;
  return out;
}

std::string_view missing(const Definition& definition, const Target& target) {
  for (const Value& need : definition.document["needs"].items()) {
    const std::string_view name = need.text_or();
    constexpr std::string_view kSettings = "settings.";
    const bool given = name == "writeKey" ? !target.write_key.empty()
                       : name.starts_with(kSettings)
                           ? target.settings.find(name.substr(kSettings.size())) != nullptr
                           : true;
    if (!given) return name;
  }
  return {};
}

}  // namespace waymark::delivery
