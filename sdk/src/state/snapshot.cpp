#include "state/snapshot.h"

#include <utility>
#include <vector>

#include "base/whole.h"
#include "codec/read.h"
#include "codec/write.h"
#include "json/parse.h"
#include "state/tables.h"

namespace waymark::state {

std::string write_snapshot(const State& state) {
  state.profile.saved_log = state.profile.log.save();
  std::string text = codec::write(state);
  state.profile.saved_log = Value();
  return text;
}

Result<State> read_snapshot(std::string_view text) {
  const Result<Value> parsed = json::parse(text);
  const double version = parsed.ok() ? parsed.value()["version"].number_or(0) : 0;
  Result<State> result;
  if (version > kSnapshotVersion) {
    result.fail(Error("snapshot.newer", "/version", base::whole_text(kSnapshotVersion).c_str(),
                      codec::found_text(parsed.value()["version"])));
    return result;
  }
  if (version != kSnapshotVersion) {
    result.fail(Error("snapshot.broken", "", "a snapshot",
                      parsed.ok() ? codec::found_text(parsed.value()) : parsed.error().found));
    return result;
  }
  // A member that is damaged keeps its default: the rest is still worth having.
  List<Error> ignored;
  State& state = result.value();
  codec::TableReader("snapshot.broken", ignored).read(parsed.value(), state);
  state.profile.log.load(std::exchange(state.profile.saved_log, Value()));
  return result;
}

}  // namespace waymark::state
