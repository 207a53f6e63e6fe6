#include "codec/effect_codec.h"

#include <iterator>
#include <utility>

#include "codec/effect_tables.h"
#include "codec/read.h"
#include "codec/variant_codec.h"
#include "codec/write.h"

namespace waymark::codec {
namespace {

constexpr Alternative kEffects[] = {alternative<Effect, 0>("send"),        alternative<Effect, 1>("append"),
                                    alternative<Effect, 2>("release"),     alternative<Effect, 3>("persist"),
                                    alternative<Effect, 4>("remove"),      alternative<Effect, 5>("showMessage"),
                                    alternative<Effect, 6>("hideMessage"), alternative<Effect, 7>("recommendations"),
                                    alternative<Effect, 8>("health"),      alternative<Effect, 9>("flushed"),
                                    alternative<Effect, 10>("exported"),   alternative<Effect, 11>("redirect"),
                                    alternative<Effect, 12>("cards"),      alternative<Effect, 13>("wake"),
                                    alternative<Effect, 14>("forward"),    alternative<Effect, 15>("log")};
static_assert(std::size(kEffects) == std::variant_size_v<Effect>);

}  // namespace

std::string write_effects(const Effects& effects) {
  json::Writer out;
  out.begin_array();
  for (const Effect& effect : effects) {
    const Alternative& known = kEffects[effect.index()];
    out.begin_object();
    out.member("type", known.type);
    write_members(out, *known.table, held(effect));
    out.end_object();
  }
  out.end_array();
  return out.take();
}

Result<Effects> read_effects(const Value& json) {
  Effects effects;
  List<Error> errors;
  TableReader reader("effect.invalid", errors);
  const Path root;
  for (std::size_t i = 0; i < json.items().size(); ++i) {
    const Value& item = json.items()[i];
    const Path path{&root, {}, i};
    bool known = false;
    for (const Alternative& one : kEffects) {
      if (one.type != item["type"].text_or()) continue;
      known = true;
      effects.emplace_back();
      reader.read_table(item, *one.table, one.emplace(&effects.back()), path);
    }
    if (!known) reader.fail(Path{&path, "type", 0}, "a type of Effect", item["type"]);
  }
  if (!errors.empty()) return std::move(errors.front());
  return effects;
}

}  // namespace waymark::codec
