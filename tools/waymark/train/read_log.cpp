#include "read_log.h"

#include <array>
#include <charconv>
#include <ostream>
#include <vector>

#include "../json_text.h"

namespace waymark::tool {
namespace {

using train::Log;

bool number(std::string_view text, double& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return !text.empty() && error == std::errc() && end == text.data() + text.size();
}

/// Unix seconds, milliseconds, or `2026-01-05T02:00:00Z` (a space in place of T will do; UTC).
bool time_of(std::string_view text, double& seconds) {
  if (text.empty()) {
    seconds = 0;
    return true;
  }
  if (number(text, seconds)) return true;
  std::array<int, 6> part{};
  std::size_t at = 0;
  for (std::size_t i = 0; i < part.size(); ++i) {
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), part[i]);
    if (error != std::errc()) return i >= 3 && at >= text.size() ? true : false;
    at = static_cast<std::size_t>(end - text.data()) + 1;
    if (at > text.size()) break;
  }
  // Days from civil (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
  const std::int64_t year = part[0] - (part[1] <= 2 ? 1 : 0);
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t of_era = year - era * 400;
  const std::int64_t of_year = (153 * (part[1] + (part[1] > 2 ? -3 : 9)) + 2) / 5 + part[2] - 1;
  const std::int64_t days = era * 146'097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719'468;
  if (part[1] < 1 || part[1] > 12 || part[2] < 1 || part[2] > 31) return false;
  seconds = static_cast<double>(days * 86'400 + part[3] * 3'600 + part[4] * 60 + part[5]);
  return true;
}

void read_sess(std::string_view text, Log& log) {
  std::vector<std::string_view> items;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line.empty()) continue;
    split(line, ' ', items);
    double time = 0;
    if (!number(items[0], time) || items.size() < 2) {
      log.count_broken();
      continue;
    }
    items.erase(items.begin());
    std::erase(items, std::string_view());
    log.add_session(items, static_cast<std::int64_t>(time));
  }
}

void read_orders(std::string_view text, Log& log) {
  std::vector<std::string_view> fields;
  std::vector<std::string_view> items;
  while (!text.empty()) {
    split(take_line(text), '\t', fields);
    double time = 0;
    if (fields.size() < 4 || !number(fields[1], time)) {
      log.count_broken();
      continue;
    }
    split(fields[3], ' ', items);
    log.add_session(items, static_cast<std::int64_t>(time), fields[0]);
  }
}

bool read_rows(std::string_view text, char separator, Log& log, Streams streams) {
  std::vector<std::string_view> fields;
  split(take_line(text), separator, fields);
  constexpr std::size_t kMissing = 99;
  const auto column = [&](std::initializer_list<std::string_view> names) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
      for (const std::string_view name : names) {
        if (fields[i] == name) return i;
      }
    }
    return kMissing;
  };
  const std::size_t session = column({"session", "basket", "SessionId"});
  const std::size_t item = column({"item", "ItemId"});
  const std::size_t time = column({"time", "Time"});
  const std::size_t customer = column({"customer"});
  if (session == kMissing || item == kMissing) {
    streams.err << "waymark: the first line must name the columns session (or basket), item and time\n";
    return false;
  }
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line.empty()) continue;
    split(line, separator, fields);
    double at = 0;
    if (fields.size() <= std::max(session, item) || (time < fields.size() && !time_of(fields[time], at))) {
      log.count_broken();
      continue;
    }
    log.add(fields[session], fields[item], at, customer < fields.size() ? fields[customer] : std::string_view());
  }
  return true;
}

/// Canonical events: what was looked at, by visit; or what was bought, by order.
void read_events(std::string_view text, bool baskets, Log& log) {
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line.empty()) continue;
    const std::string name = text_of(member(line, "name"));
    const std::string_view properties = member(line, "properties");
    double time = 0;
    const std::string_view stamp = member(line, "timestamp");
    const bool timed = is_text(stamp) ? time_of(text_of(stamp), time) : number(stamp, time);
    if (!is_object(line) || !timed || !fault_of(line).empty()) {
      log.count_broken();
      continue;
    }
    const std::string visit = text_of(member(member(line, "session"), "id"));
    const std::string who = text_of(member(line, "anonymousId"));
    const auto id_of = [](std::string_view product) {
      const std::string id = text_of(member(product, "product_id"));
      return id.empty() ? text_of(member(product, "sku")) : id;
    };
    if (baskets && name == "Order Completed") {
      const std::string order = text_of(member(line, "messageId"));
      for (const std::string_view product : items_of(member(properties, "products"))) {
        log.add(order, id_of(product), time, who);
      }
    } else if (!baskets && (name == "Product Viewed" || name == "Product Added")) {
      log.add(visit, id_of(properties), time);
    }
  }
}

}  // namespace

std::string_view take_line(std::string_view& text) {
  std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

void split(std::string_view line, char separator, std::vector<std::string_view>& fields) {
  fields.clear();
  for (;;) {
    std::size_t end = 0;
    if (line.starts_with('"')) {
      const std::size_t close = line.find('"', 1);
      end = close == std::string_view::npos ? line.size() : line.find(separator, close);
      const std::size_t length = close == std::string_view::npos ? line.size() - 1 : close - 1;
      fields.push_back(line.substr(1, length));
    } else {
      end = line.find(separator);
      fields.push_back(line.substr(0, end));
    }
    if (end >= line.size()) return;
    line.remove_prefix(end + 1);
  }
}

std::string format_of(const std::string& path, std::string_view text, std::string given) {
  if (!given.empty()) return given;
  const auto ends = [&](const char* ending) { return std::string_view(path).ends_with(ending); };
  if (ends(".sess")) return "sess";
  if (ends(".orders.tsv")) return "orders";
  if (ends(".ndjson") || text.starts_with('{')) return "ndjson";
  if (text.starts_with("src,dst,")) return "pairs";
  const std::string_view header = text.substr(0, text.find('\n'));
  return header.find('\t') != std::string_view::npos ? "tsv" : "csv";
}

bool read_log(std::string_view text, const std::string& format, bool baskets, Log& log, Streams streams) {
  if (format == "sess") {
    read_sess(text, log);
  } else if (format == "orders") {
    read_orders(text, log);
  } else if (format == "ndjson") {
    read_events(text, baskets, log);
  } else if (format == "csv" || format == "tsv") {
    return read_rows(text, format == "csv" ? ',' : '\t', log, streams);
  } else {
    streams.err << "waymark: no such format: " << format << "; sess, csv, tsv, orders, ndjson or pairs\n";
    return false;
  }
  return true;
}

std::string describe(const Log::Counts& counts) {
  std::string out = std::to_string(counts.rows) + " rows";
  const auto add = [&](std::uint64_t count, const char* what) {
    if (count > 0) out += ", " + std::to_string(count) + " " + what;
  };
  add(counts.broken, "broken");
  add(counts.long_ids, "with an id of more than 200 bytes");
  add(counts.clock, "with an impossible time");
  add(counts.bots, "sessions of bots left out");
  add(counts.bot_clicks, "clicks in them");
  add(counts.repeats, "repeats of the same item left out");
  add(counts.cut, "clicks of very long sessions left out");
  return out;
}

}  // namespace waymark::tool
