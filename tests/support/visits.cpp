#include "support/visits.h"

#include <utility>

#include "support/json_help.h"

namespace waymark::test {

Value sending_config(std::string_view more) {
  return with(json("{'version':1,'batch':{'maxAgeMs':0},"
                   "'destinations':[{'id':'own','type':'segment','url':'/v1/batch','writeKey':'k'}]}"),
              more);
}

World loaded(Value config, TimeMs now) {
  World world(std::move(config), now);
  world.start();
  world.mark();
  return world;
}

Value bar_rule(const char* id, std::string_view changes) {
  Value rule = json(
      "{'on':{'any':[{'type':'event','name':'Go'}]},"
      "'do':[{'type':'message','template':'bar','content':{'en':{'title':'Hello'}}}]}");
  rule.set("id", Value(id));
  return with(std::move(rule), changes);
}

Value with_rules(Value config, std::vector<Value> rules) {
  Value list = Value::array();
  for (Value& one : rules) list.push(std::move(one));
  config.set("rules", std::move(list));
  return config;
}

std::string reason(World& world, const char* rule) { return std::string(world.state()["rules"][rule].text_or()); }

std::string shown(const World& world) {
  std::string rules;
  for (const Value& message : world.effects("showMessage")) {
    rules.append(rules.empty() ? "" : " ").append(message["rule"].text_or());
  }
  return rules;
}

std::vector<Value> events(const World& world, std::string_view name) {
  std::vector<Value> found;
  for (const Value& append : world.effects("append")) {
    const Value& event = append["record"]["event"];
    if (name_of(event) == name) found.push_back(event["properties"]);
  }
  return found;
}

void see_and_dismiss(World& world) {
  const std::string id(world.last("showMessage")["decisionId"].text_or());
  world.outcome(id, "shown");
  world.outcome(id, "dismissed");
}

}  // namespace waymark::test
