#include "report_charts.h"

#include <algorithm>

#include "report_text.h"

namespace waymark::tool {
namespace {

/// Touchpoints drawn on their own; the rest is one.
constexpr std::size_t kBands = 8;

std::string at(double x) { return fixed(x, 1); }

std::string label(double x, double y, const std::string& text, const char* anchor = "start") {
  return "<text x=\"" + at(x) + "\" y=\"" + at(y) + "\" text-anchor=\"" + anchor + "\">" + html(text) + "</text>";
}

}  // namespace

std::string days_chart(const Tally& tally) {
  if (tally.days.empty()) return "";
  const double width = 960, height = 240, bottom = 26, top = 12;
  double most_visits = 1, most_revenue = 1;
  for (const auto& [day, one] : tally.days) {
    most_visits = std::max(most_visits, static_cast<double>(one.first));
    most_revenue = std::max(most_revenue, one.second);
  }
  const double step = width / static_cast<double>(tally.days.size());
  const double room = height - bottom - top;
  const std::size_t every = std::max<std::size_t>(1, tally.days.size() / 10);
  std::string bars, line, names;
  std::size_t i = 0;
  for (const auto& [day, one] : tally.days) {
    const double x = static_cast<double>(i) * step;
    const double tall = one.second / most_revenue * room;
    bars += "<rect class=\"bar\" x=\"" + at(x + step * 0.15) + "\" y=\"" + at(top + room - tall) + "\" width=\"" +
            at(step * 0.7) + "\" height=\"" + at(tall) + "\" rx=\"2\"><title>" + day + ": " +
            html(compact(one.second) + " " + tally.settings_.currency) + "</title></rect>";
    line += (i > 0 ? " " : "") + at(x + step / 2) + "," +
            at(top + room - static_cast<double>(one.first) / most_visits * room);
    // Away from the edges, where half of it would be cut off.
    if (i % every == every / 2) names += label(x + step / 2, height - 8, day.substr(5), "middle");
    ++i;
  }
  return "<svg class=\"chart\" viewBox=\"0 0 960 240\" role=\"img\" aria-label=\"Visits and revenue by day; at most " +
         grouped(static_cast<std::int64_t>(most_visits)) + " visits a day\">" + bars +
         "<polyline class=\"line\" points=\"" + line + "\"/>" + names + "</svg>";
}

std::string flows_chart(const Tally& tally) {
  std::vector<StageRow> rows = largest_first(tally.flows);
  while (rows.size() > kBands) {
    auto& rest = rows[kBands - 1];
    rest.first = "Other";
    for (std::size_t i = 0; i < rest.second.size(); ++i) rest.second[i] += rows.back().second[i];
    rows.pop_back();
  }
  const std::size_t stages = tally.settings_.stages.size();
  std::vector<std::int64_t> right(stages, 0);
  std::int64_t all = 0;
  for (const StageRow& row : rows) {
    for (std::size_t i = 0; i < stages; ++i) right[i] += row.second[i];
    all += sum_of(row);
  }
  if (all == 0) return "";
  const double height = 400, gap = 12, x0 = 190, x1 = 770, node = 10;
  const double left_room = height - gap * static_cast<double>(rows.size() - 1);
  const double right_room = height - gap * static_cast<double>(stages - 1);
  const double scale = std::min(left_room, right_room) / static_cast<double>(all);
  std::vector<double> right_at(stages), right_begin(stages);
  std::string out, bands;
  double y = 0;
  for (std::size_t i = 0; i < stages; ++i) {
    const double tall = static_cast<double>(right[i]) * scale;
    right_at[i] = right_begin[i] = y;
    out += "<rect class=\"s" + std::to_string(i % 6) + "\" x=\"" + at(x1) + "\" y=\"" + at(y) + "\" width=\"" +
           at(node) + "\" height=\"" + at(std::max(1.0, tall)) + "\" rx=\"2\"/>" +
           label(x1 + node + 8, y + tall / 2 + 4,
                 words(tally.settings_.stages[i]) + "  " + compact(static_cast<double>(right[i])));
    y += std::max(tall, 6.0) + gap;
  }
  y = 0;
  for (const StageRow& row : rows) {
    const auto& [name, line] = row;
    const double begin = y;
    for (std::size_t i = 0; i < stages; ++i) {
      if (line[i] == 0) continue;
      const double tall = static_cast<double>(line[i]) * scale;
      const double a = y, b = right_at[i], middle = (x0 + node + x1) / 2;
      bands += "<path class=\"band s" + std::to_string(i % 6) + "\" d=\"M" + at(x0 + node) + " " + at(a) + " C" +
               at(middle) + " " + at(a) + " " + at(middle) + " " + at(b) + " " + at(x1) + " " + at(b) + " V" +
               at(b + tall) + " C" + at(middle) + " " + at(b + tall) + " " + at(middle) + " " + at(a + tall) + " " +
               at(x0 + node) + " " + at(a + tall) + " Z\"><title>" +
               html(name + " → " + words(tally.settings_.stages[i]) + ": " + grouped(line[i])) + "</title></path>";
      y += tall;
      right_at[i] += tall;
    }
    out += "<rect class=\"node\" x=\"" + at(x0) + "\" y=\"" + at(begin) + "\" width=\"" + at(node) + "\" height=\"" +
           at(std::max(1.0, y - begin)) + "\" rx=\"2\"/>" +
           label(x0 - 8, (begin + y) / 2 + 4, name + "  " + compact(static_cast<double>(sum_of(row))), "end");
    y = std::max(y, begin + 6) + gap;
  }
  return "<svg class=\"chart\" viewBox=\"0 0 960 " + at(std::max(height, y) + 6) +
         "\" role=\"img\" aria-label=\"Visitors from their first touchpoint to their furthest stage\">" + bands + out +
         "</svg>";
}

}  // namespace waymark::tool
