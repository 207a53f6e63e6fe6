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

  Encoded out;
  for (std::size_t at = 0; at < events.size();) {
    delivery::Batchable batch;
    batch.id = target.batch_id;
    batch.now = target.sent_at;
    for (std::size_t i = at; i < events.size(); ++i) batch.events.emplace_back(events[i]);
    const Request request = delivery::encode(destination, format, batch);
    if (!request.url.empty()) out.requests.push_back(text_of(request));
    for (std::size_t i = 0; i < request.records.size(); ++i) {
      if (request.records[i] == delivery::kUnsendable) out.unsendable.push_back(at + i);
    }
    at += request.records.size();
  }
  return out;
}

}  // namespace waymark
