#include "waymark/encode.h"

#include <utility>

#include "delivery/encode.h"
#include "json/parse.h"
#include "json/write.h"

namespace waymark {
namespace {

using delivery::Request;

std::string text_of(const Request& request) {
  json::Writer writer;
  writer.begin_object();
  writer.member("url", request.url);
  writer.optional_member("gzipUrl", request.gzip_url);
  writer.key("headers");
  writer.begin_object();
  for (const auto& [name, value] : request.headers) writer.member(name, value);
  writer.end_object();
  writer.member("body", request.body);
  writer.end_object();
  return writer.take();
}

Result<Value> parsed(std::string_view text) { return text.empty() ? Result<Value>(Value()) : json::parse(text); }

}  // namespace

Result<Encoded> encode(const EncodeTarget& target, const std::vector<std::string>& events) {
  Result<Value> definition = parsed(target.definition);
  if (!definition.ok()) return definition.error();
  Result<Value> settings = parsed(target.settings);
  if (!settings.ok()) return settings.error();
  DestinationConfig destination;
  destination.type = target.type;
  destination.url = target.url;
  destination.write_key = target.write_key;
  destination.settings = std::move(settings.value());
  destination.definition = std::move(definition.value());
  List<Error> errors;
  const delivery::Format format = delivery::format_of(destination, "", errors);
  if (!errors.empty()) return std::move(errors.front());
  if (!format.known()) return Error("delivery.definitionMissing", "", "a definition", target.type);

  queue::Queue queue;
  queue::Numbers waiting;
  for (const std::string& event : events) {
    queue::Entry entry;
    entry.event = event;
    entry.pending = queue::bit(0);
    queue.push(std::move(entry));
    waiting.push_back(queue.entries().back().number);
  }
  Encoded out;
  for (std::size_t at = 0; !waiting.empty();) {
    const delivery::Batchable batch{queue, target.batch_id, waiting, {}, target.sent_at};
    const Request request = delivery::encode(destination, format, batch);
    if (!request.url.empty()) out.requests.push_back(text_of(request));
    for (std::size_t i = 0; i < request.records.size(); ++i) {
      if (request.records[i] == delivery::kUnsendable) out.unsendable.push_back(at + i);
    }
    at += request.records.size();
    waiting.erase(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(request.records.size()));
  }
  return out;
}

}  // namespace waymark
