#include "codec/input_codec.h"

#include <iterator>
#include <utility>

#include "codec/input_tables.h"
#include "codec/read.h"
#include "codec/variant_codec.h"
#include "codec/write.h"

namespace waymark::codec {
namespace {

constexpr Alternative kInputs[] = {alternative<Input, 0>("start"),         alternative<Input, 1>("event"),
                                   alternative<Input, 2>("signal"),        alternative<Input, 3>("consent"),
                                   alternative<Input, 4>("lifecycle"),     alternative<Input, 5>("sendResult"),
                                   alternative<Input, 6>("persistResult"), alternative<Input, 7>("messageOutcome"),
                                   alternative<Input, 8>("recommend"),     alternative<Input, 9>("peer"),
                                   alternative<Input, 10>("adopt"),        alternative<Input, 11>("flush"),
                                   alternative<Input, 12>("wake"),         alternative<Input, 13>("config"),
                                   alternative<Input, 14>("reset"),        alternative<Input, 15>("export"),
                                   alternative<Input, 16>("mergeProfile"), alternative<Input, 17>("forget"),
                                   alternative<Input, 18>("inspect")};
static_assert(std::size(kInputs) == std::variant_size_v<Input>);

}  // namespace

Result<Input> read_input(const Value& json, List<Error>& warnings) {
  Result<Input> input;
  for (const Alternative& known : kInputs) {
    if (known.type != json["type"].text_or()) continue;
    List<Error> errors;
    TableReader reader("input.invalid", errors, &warnings);
    reader.read_table(json, *known.table, known.emplace(&input.value()), {});
    if (!errors.empty()) input.fail(errors.front());
    return input;
  }
  input.fail(Error("input.unknownType", "/type", "a type of Input", found_text(json["type"])));
  return input;
}

std::string write_input(const Input& input) {
  const Alternative& known = kInputs[input.index()];
  json::Writer out;
  out.begin_object();
  out.member("type", known.type);
  write_members(out, *known.table, held(input));
  out.end_object();
  return out.take();
}

}  // namespace waymark::codec
