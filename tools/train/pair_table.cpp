#include "pair_table.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace waymark::train {
namespace {

/// 1/distance is counted in parts of 2520, which 1 to 10 all divide; the linear model's weights in millionths.
constexpr double kParts = 2'520;
constexpr double kMillion = 1'000'000;
/// A database does not know how long a session was: as if each had four clicks.
constexpr double kLengthWeight = 0.7071;

bool split(std::string_view line, std::array<std::string_view, 7>& fields) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::size_t end = line.find(',');
    if (end == std::string_view::npos && i + 1 < fields.size()) return false;
    fields[i] = line.substr(0, end);
    line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
  }
  return true;
}

bool number(std::string_view text, double& value) {
  std::uint64_t whole = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
  value = static_cast<double>(whole);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

PairTable PairTable::read(std::string_view csv, Log& log) {
  struct Row {
    Item src;
    Pair pair;
  };
  std::vector<Row> rows;
  PairTable out;
  while (!csv.empty()) {
    std::string_view line = csv.substr(0, csv.find('\n'));
    csv.remove_prefix(std::min(csv.size(), line.size() + 1));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.starts_with("src,")) continue;
    ++log.counts.rows;
    std::array<std::string_view, 7> fields;
    std::array<double, 5> numbers{};
    bool good = split(line, fields);
    for (std::size_t i = 0; good && i < numbers.size(); ++i) good = number(fields[i + 2], numbers[i]);
    const Item src = good ? log.item_of(fields[0]) : Log::kNone;
    const Item dst = good ? log.item_of(fields[1]) : Log::kNone;
    if (src == Log::kNone || dst == Log::kNone) {
      log.counts.broken += good ? 0 : 1;
      continue;
    }
    const auto sessions = static_cast<std::uint32_t>(std::min(numbers[2], 4e9));
    if (src == dst) {
      out.sessions_.resize(std::max<std::size_t>(out.sessions_.size(), src + 1));
      out.sessions_[src] = sessions;
    }
    rows.push_back(Row{src, Pair{dst, sessions, numbers[2], numbers[0] / kParts * kLengthWeight,
                                 numbers[1] / kParts * kLengthWeight, numbers[4] / kMillion, numbers[3] / kMillion}});
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return a.src != b.src ? a.src < b.src : a.pair.other < b.pair.other;
  });
  out.sessions_.resize(log.names.size());
  out.starts_.resize(log.names.size() + 1);
  for (const Row& row : rows) {
    ++out.starts_[row.src + 1];
    out.pairs_.push_back(row.pair);
  }
  for (std::size_t i = 1; i < out.starts_.size(); ++i) out.starts_[i] += out.starts_[i - 1];
  return out;
}

void PairTable::row(Item item, Scratch&, std::vector<Pair>& row) const {
  row.assign(pairs_.begin() + static_cast<std::ptrdiff_t>(starts_[item]),
             pairs_.begin() + static_cast<std::ptrdiff_t>(starts_[item + 1]));
}

}  // namespace waymark::train
