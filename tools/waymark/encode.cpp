#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <istream>
#include <ostream>
#include <string>
#include <vector>

#include "commands.h"
#include "json_text.h"
#include "waymark/json_engine.h"
#include "waymark/time.h"

namespace waymark::tool {
namespace {

/// Most events a batch of the core may have (`Config.batch.maxEvents`).
constexpr std::size_t kMaxEvents = 500;
/// Text given to the core at once; it takes 8 MB.
constexpr std::size_t kMaxBytes = 4'000'000;

/// Events become a journal that an engine finds at start and sends at once.
class Encoder {
 public:
  Encoder(std::string write_key, double sent_at, Streams streams)
      : write_key_(std::move(write_key)), sent_at_(sent_at), streams_(streams) {}

  void add(std::string event, std::size_t line) {
    if (const std::string fault = fault_of(event); !fault.empty()) return complain(line, fault);
    bytes_ += event.size();
    events_.push_back({std::move(event), line});
    if (events_.size() >= kMaxEvents || bytes_ >= kMaxBytes) flush();
  }

  bool flush() {
    JsonEngine engine;
    std::string effects = engine.handle(start(), sent_at_);
    bool sent = true;
    while (sent) {
      sent = false;
      for (const std::string_view effect : items_of(effects)) {
        const std::string type = text_of(member(effect, "type"));
        if (type == "log") report(effect);
        if (type != "send") continue;
        streams_.out << text_of(member(effect, "body")) << "\n";
        const std::string batch(member(effect, "batchId"));
        effects = engine.handle(R"({"type":"sendResult","outcome":"response","status":200,"batchId":)" + batch + "}",
                                sent_at_);
        sent = true;
        break;
      }
    }
    events_.clear();
    bytes_ = 0;
    return !failed_;
  }

 private:
  struct Line {
    std::string event;
    std::size_t number;
  };

  std::string start() const {
    std::string journal;
    for (std::size_t i = 0; i < events_.size(); ++i) {
      const std::string_view id = member(events_[i].event, "messageId");
      journal.append(i == 0 ? "" : ",").append(R"({"origin":"encode","seq":)").append(std::to_string(i + 1));
      journal.append(",\"id\":")
          .append(id.empty() ? "\"\"" : id)
          .append(",\"event\":")
          .append(events_[i].event)
          .append("}");
    }
    return R"({"type":"start","snapshot":null,"seed":"00","page":{"url":"/"},"config":{"version":1,"batch":{"maxEvents":)" +
           std::to_string(kMaxEvents) + R"(},"destinations":[{"id":"encode","type":"segment","url":"/","writeKey":)" +
           quoted(write_key_) + "}]},\"journal\":[" + journal + "]}";
  }

  /// Of a record the core names its place in the journal or its id: either leads to a line.
  void report(std::string_view log) {
    if (text_of(member(log, "level")) == "info") return;
    const std::string pointer = text_of(member(log, "pointer"));
    const std::string found = text_of(member(log, "found"));
    const bool placed = pointer.starts_with("/journal/");
    const std::size_t place = placed ? std::strtoul(pointer.c_str() + 9, nullptr, 10) : 0;
    for (std::size_t i = 0; i < events_.size(); ++i) {
      if (placed ? i != place : text_of(member(events_[i].event, "messageId")) != found) continue;
      return complain(events_[i].number,
                      text_of(member(log, "code")) + " " + pointer + ": expected " + text_of(member(log, "expected")));
    }
    complain(0, text_of(member(log, "code")) + " " + pointer);
  }

  void complain(std::size_t line, const std::string& what) {
    failed_ = true;
    streams_.err << "line " << line << ": " << what << "\n";
  }

  std::string write_key_;
  double sent_at_;
  Streams streams_;
  std::vector<Line> events_;
  std::size_t bytes_ = 0;
  bool failed_ = false;
};

}  // namespace

int encode(const Arguments& given, Streams streams) {
  Arguments arguments = given;
  std::string destination;
  std::string write_key;
  std::string sent_at;
  const bool taken = take_option(arguments, "--destination", destination, streams.err) &&
                     take_option(arguments, "--write-key", write_key, streams.err) &&
                     take_option(arguments, "--sent-at", sent_at, streams.err);
  if (!taken || !arguments.empty() || destination != "segment" || write_key.empty()) {
    streams.err << "usage: waymark encode --destination segment --write-key KEY [--sent-at MS] < events.ndjson\n";
    return kUsage;
  }
  using std::chrono::duration_cast, std::chrono::milliseconds, std::chrono::system_clock;
  const double now = static_cast<double>(duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count());
  Encoder encoder(write_key, number_of(sent_at, now), streams);
  std::string line;
  for (std::size_t number = 1; std::getline(streams.in, line); ++number) {
    if (line.find_first_not_of(" \t\r") != std::string::npos) encoder.add(line, number);
  }
  return encoder.flush() ? kOk : kFailed;
}

}  // namespace waymark::tool
