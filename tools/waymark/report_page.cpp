#include "report_page.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <ostream>

#include "moment.h"
#include "report_charts.h"
#include "report_text.h"

namespace waymark::tool {
namespace {

constexpr const char* kStyle = R"(
:root{--paper:#f6f7f6;--card:#fff;--ink:#17211c;--soft:#5a6760;--line:#e3e8e5;--tint:#eef2f0;--a:#1f8a5f;--b:#3b7dd8;--c:#e0912f;--d:#c84a8a;--e:#7a5fd0;--f:#159fb0;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--paper:#0f1412;--card:#171e1b;--ink:#e8efeb;--soft:#9fb0a7;--line:#2a3430;--tint:#1f2824;--a:#45c08d;--b:#6ba6f5;--c:#efb054;--d:#e57fb4;--e:#a78df0;--f:#45c6d6}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:400 15px/1.55 "Be Vietnam Pro","Segoe UI",Roboto,"Noto Sans",Arial,sans-serif}
main{max-width:1080px;margin:0 auto;padding:32px 20px 60px}h1{margin:0;font-size:28px;letter-spacing:-.02em}h2{margin:0 0 2px;font-size:17px}h3{margin:18px 0 6px;font-size:13px;color:var(--soft)}p{margin:0}
.soft{color:var(--soft);font-size:14px}.card{margin-top:16px;padding:18px 20px;border:1px solid var(--line);border-radius:12px;background:var(--card);break-inside:avoid}
.card>.soft{margin-bottom:12px}.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:1px;margin-top:20px;overflow:hidden;border:1px solid var(--line);border-radius:12px;background:var(--line)}
.tiles div{padding:14px 16px;background:var(--card)}.tiles dt,.facts dt{color:var(--soft);font-size:13px}.tiles dd{margin:0;font-size:24px;font-weight:600;letter-spacing:-.02em;font-variant-numeric:tabular-nums}
.two{display:grid;grid-template-columns:1fr 1fr;gap:0 16px}.facts{margin:0}.facts div{display:flex;justify-content:space-between;gap:16px;padding:7px 0;border-bottom:1px solid var(--line)}.facts dd{margin:0;font-weight:600;font-variant-numeric:tabular-nums;white-space:nowrap}
.scroll{overflow-x:auto}table{width:100%;border-collapse:collapse}th,td{padding:8px 10px;border-bottom:1px solid var(--line);text-align:right;font-variant-numeric:tabular-nums}th:first-child,td:first-child{padding-left:0;text-align:left}th{font-weight:400}thead th{color:var(--soft);font-size:13px;font-weight:600;white-space:nowrap}tbody th{overflow-wrap:anywhere}
.map{border-collapse:separate;border-spacing:2px}.map td{border:0;border-radius:4px;text-align:center;background:color-mix(in srgb,var(--a) calc(var(--h)*52%),var(--tint))}.map th{border:0}.map thead th{text-align:center}.map thead th:first-child{text-align:left}
.steps{display:grid;grid-auto-columns:1fr;grid-auto-flow:column;gap:14px;margin:0;padding:0;list-style:none}.steps b{display:block}.steps strong{font-size:22px;letter-spacing:-.02em}.steps i,.rows i{display:block;border-radius:5px;background:linear-gradient(var(--a),var(--a)) 0 100%/100% calc(var(--s)*100%) no-repeat var(--tint)}.steps i{height:56px;margin:6px 0}.steps small,small{color:var(--soft);font-size:13px}
.rows{margin:0;padding:0;list-style:none}.rows li{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:2px 12px;padding:5px 0}.rows span:first-child{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.rows span+span{color:var(--soft);font-variant-numeric:tabular-nums}.rows i{grid-column:1/-1;height:7px;background-size:calc(var(--s)*100%) 100%;background-position:0 0}
.chart{display:block;width:100%;min-width:620px;height:auto}.chart text{fill:var(--ink);font-size:13px}.bar{fill:var(--b);opacity:.5}.line{fill:none;stroke:var(--a);stroke-width:2.5;stroke-linejoin:round}.band{opacity:.3}.node{fill:var(--soft)}.s0{fill:var(--a)}.s1{fill:var(--b)}.s2{fill:var(--c)}.s3{fill:var(--d)}.s4{fill:var(--e)}.s5{fill:var(--f)}
.key{display:inline-block;width:10px;height:10px;margin:0 5px 0 12px;border-radius:3px;background:var(--b)}.key.v{background:var(--a)}
@media (max-width:760px){.two{grid-template-columns:1fr}.steps{grid-auto-flow:row}.steps i{height:12px;background-position:0 0;background-size:calc(var(--s)*100%) 100%}main{padding:20px 12px 40px}.card{padding:14px}}
@media print{body{background:none}.card{border-color:#ccc}}
)";

using Pairs = std::vector<std::pair<std::string, std::string>>;
using Counts = std::vector<std::pair<std::string, std::int64_t>>;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

double ratio(std::int64_t part, std::int64_t whole) {
  return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : kNone;
}

double median(std::vector<double> values) {
  if (values.empty()) return kNone;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

Counts most(const std::map<std::string, std::int64_t>& counts, std::size_t limit) {
  Counts all(counts.begin(), counts.end());
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  if (all.size() > limit) all.resize(limit);
  return all;
}

class Page {
 public:
  Page(std::ostream& out, const Tally& tally) : out_(out), t_(tally) {}

  void write() {
    head();
    if (t_.events == 0) {
      out_ << "<section class=\"card\"><h2>Nothing in it</h2><p class=\"soft\">No line of the log was an "
              "event.</p></section>";
    } else {
      totals();
      stages();
      map();
      kpis();
      channels();
      rules();
    }
    out_ << "</main></body></html>\n";
  }

 private:
  std::int64_t count(const char* name) const {
    const auto found = t_.names.find(name);
    return found == t_.names.end() ? 0 : found->second;
  }

  std::string money(double amount) const {
    return std::isfinite(amount) ? compact(amount) + " " + t_.settings_.currency : "–";
  }

  void card(const std::string& title, const std::string& note, const std::string& body) {
    out_ << "<section class=\"card\"><h2>" << html(title) << "</h2><p class=\"soft\">" << html(note) << "</p>" << body
         << "</section>";
  }

  static std::string facts(const Pairs& pairs) {
    std::string out = "<dl class=\"facts\">";
    for (const auto& [name, value] : pairs) out += "<div><dt>" + html(name) + "</dt><dd>" + html(value) + "</dd></div>";
    return out + "</dl>";
  }

  static std::string rows(const Counts& counts) {
    if (counts.empty()) return "<p class=\"soft\">None.</p>";
    const auto largest = static_cast<double>(std::max<std::int64_t>(1, counts.front().second));
    std::string out = "<ul class=\"rows\">";
    for (const auto& [name, n] : counts) {
      out += "<li><span>" + html(name) + "</span><span>" + grouped(n) +
             "</span><i style=\"--s:" + fixed(static_cast<double>(n) / largest, 4) + "\"></i></li>";
    }
    return out + "</ul>";
  }

  void head() {
    out_ << "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
            "content=\"width=device-width,initial-scale=1\"><meta http-equiv=\"Content-Security-Policy\" "
            "content=\"default-src 'none'; style-src 'unsafe-inline'\"><title>"
         << html(t_.settings_.title) << "</title><style>" << kStyle << "</style></head><body><main><h1>"
         << html(t_.settings_.title) << "</h1><p class=\"soft\">";
    if (t_.events > 0) out_ << utc_text(t_.first) << " to " << utc_text(t_.last) << " · ";
    out_ << grouped(t_.events) << " events";
    if (t_.broken > 0) out_ << " · " << grouped(t_.broken) << " lines left out";
    out_ << "</p>";
  }

  void totals() {
    double revenue = 0;
    for (const Order& order : t_.orders) revenue += order.revenue;
    const auto visits = static_cast<std::int64_t>(t_.visits.size());
    const auto orders = static_cast<std::int64_t>(t_.orders.size());
    std::int64_t buying = 0;
    for (const Visit& visit : t_.visits) buying += visit.bought ? 1 : 0;
    const Pairs tiles = {{"Visitors", compact(static_cast<double>(t_.visitors))},
                         {"Visits", compact(static_cast<double>(visits))},
                         {"Orders", compact(static_cast<double>(orders))},
                         {"Revenue", money(revenue)},
                         {"Visits that buy", percent(ratio(buying, visits))},
                         {"Order value", money(orders > 0 ? revenue / static_cast<double>(orders) : kNone)}};
    out_ << "<dl class=\"tiles\">";
    for (const auto& [name, value] : tiles) out_ << "<div><dt>" << name << "</dt><dd>" << html(value) << "</dd></div>";
    out_ << "</dl>";
    out_ << "<section class=\"card\"><h2>Day by day</h2><p class=\"soft\"><span class=\"key v\"></span>visits<span "
            "class=\"key\"></span>revenue</p><div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Day by "
            "day\">"
         << days_chart(t_) << "</div></section>";
  }

  void stages() {
    const auto all = static_cast<double>(std::max<std::int64_t>(1, t_.stages.front().reached));
    std::string body = "<ol class=\"steps\">";
    for (std::size_t i = 0; i < t_.stages.size(); ++i) {
      const auto& [name, reached] = t_.stages[i];
      body += "<li><b>" + html(words(name)) + "</b><strong>" + compact(static_cast<double>(reached)) +
              "</strong> <small>" + percent(static_cast<double>(reached) / all) +
              "</small><i style=\"--s:" + fixed(static_cast<double>(reached) / all, 4) + "\"></i><small>";
      const std::int64_t before = i > 0 ? t_.stages[i - 1].reached : 0;
      body += i == 0 ? "everybody"
                     : percent(ratio(reached, before)) + " of the stage before; " +
                           compact(static_cast<double>(before - reached)) + " stayed behind";
      body += "</small></li>";
    }
    card("Stages", "Furthest stage of everybody, by the " + t_.settings_.preset + " journey", body + "</ol>");
    card("Flows", "From the first touchpoint to the furthest stage",
         "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Flows\">" + flows_chart(t_) + "</div>");
  }

  void map() {
    std::vector<StageRow> lines = largest_first(t_.map);
    if (lines.size() > 14) lines.resize(14);
    std::int64_t largest = 1;
    for (const auto& [name, line] : lines) largest = std::max(largest, *std::max_element(line.begin(), line.end()));
    std::string body =
        "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Journey map\"><table "
        "class=\"map\"><thead><tr><th "
        "scope=\"col\">Touchpoint</th>";
    for (const std::string& stage : t_.settings_.stages) body += "<th scope=\"col\">" + html(words(stage)) + "</th>";
    body += "</tr></thead><tbody>";
    for (const auto& [name, line] : lines) {
      body += "<tr><th scope=\"row\">" + html(name) + "</th>";
      for (const std::int64_t n : line) {
        body += "<td style=\"--h:" + fixed(std::sqrt(static_cast<double>(n) / static_cast<double>(largest)), 3) +
                "\">" + (n > 0 ? grouped(n) : "·") + "</td>";
      }
      body += "</tr>";
    }
    card("Journey map", "Visits by the touchpoint that brought them and the stage their visitor was in when they began",
         body + "</tbody></table></div>");
  }

  std::string score(const char* name) const {
    const auto found = t_.answers.find(name);
    if (found == t_.answers.end()) return "no answers";
    double n = 0, sum = 0, up = 0, down = 0;
    for (std::size_t i = 0; i < found->second.size(); ++i) {
      const auto count = static_cast<double>(found->second[i]);
      n += count;
      sum += count * static_cast<double>(i);
      if (i >= 9) up += count;
      if (i <= 6) down += count;
    }
    const std::string of = " of " + compact(n);
    if (std::string_view(name) == "nps") return fixed(100 * (up - down) / n, 0) + of;
    if (std::string_view(name) == "ces") return fixed(sum / n, 1) + of;
    return percent(static_cast<double>(found->second[4] + found->second[5]) / n) + of;
  }

  void kpis() {
    const auto n = [](std::int64_t number) { return compact(static_cast<double>(number)); };
    const auto visits = static_cast<std::int64_t>(t_.visits.size());
    std::int64_t carts = 0, left = 0, started = 0, completed = 0;
    double revenue = 0;
    for (const Visit& visit : t_.visits) {
      carts += visit.added ? 1 : 0;
      left += visit.added && !visit.bought ? 1 : 0;
      started += visit.started ? 1 : 0;
      completed += visit.started && visit.bought ? 1 : 0;
    }
    for (const Order& order : t_.orders) revenue += order.revenue;
    const auto orders = static_cast<std::int64_t>(t_.orders.size());
    out_ << "<div class=\"two\">";
    card("Awareness", "Visits and where they come from",
         facts({{"Visits", n(visits)},
                {"Visits from social channels", percent(ratio(t_.social, visits))},
                {"Shares", n(count("Product Shared") + count("Cart Shared"))},
                {"Searches", n(count("Products Searched"))},
                {"Became known", n(t_.leads)}}));
    card("Consideration", "Looking and weighing",
         facts(
             {{"Product clicks for each list seen",
               percent(ratio(count("Product Clicked"), count("Product List Viewed") + count("Product List Filtered")))},
              {"Product views", n(count("Product Viewed"))},
              {"Time on a product page, median", span(median(t_.product_ms))},
              {"Wish-list additions", n(count("Product Added to Wishlist"))},
              {"Positive reviews", n(t_.praises) + " of " + n(count("Product Reviewed"))}}));
    card("Purchase", "From the cart to the till",
         facts({{"Carts left without an order", percent(ratio(left, carts))},
                {"Checkouts completed", percent(ratio(completed, started))},
                {"Orders", n(orders)}}) +
             "<h3>Paid by</h3>" + rows(most(t_.payments, 6)) + "<h3>What was left behind</h3>" +
             rows(most(t_.abandoned, 6)));
    const Counts funnel = {{"Product viewed", t_.funnel[0]},
                           {"Product added", t_.funnel[1]},
                           {"Checkout started", t_.funnel[2]},
                           {"Order completed", t_.funnel[3]}};
    card("Delivery, care and loyalty", "After the order",
         facts({{"NPS", score("nps")},
                {"CSAT (4 and 5)", score("csat")},
                {"CES, 1 to 7", score("ces")},
                {"Refunds", percent(ratio(count("Order Refunded"), orders))},
                {"Support requests", n(count("Support Requested"))},
                {"Bought again", percent(ratio(t_.again, t_.buyers))},
                {"Between two orders, median", span(median(t_.gaps_ms))},
                {"Revenue a buyer", money(t_.buyers > 0 ? revenue / static_cast<double>(t_.buyers) : kNone)},
                {"Moves to a tier", n(count("Tier Reached"))}}) +
             "<h3>Funnel, visitors in this order</h3>" + rows(funnel));
    out_ << "</div>";
  }

  void channels() {
    struct Line {
      std::int64_t visits = 0, buying = 0;
      double revenue = 0;
    };
    std::map<std::string, Line> lines;
    for (const Visit& visit : t_.visits) {
      Line& line = lines[visit.touchpoint];
      ++line.visits;
      line.buying += visit.bought ? 1 : 0;
      line.revenue += visit.revenue;
    }
    std::vector<std::pair<std::string, Line>> all(lines.begin(), lines.end());
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return a.second.revenue > b.second.revenue; });
    if (all.size() > 20) all.resize(20);
    std::string body =
        "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Channels\"><table><thead><tr><th "
        "scope=\"col\">Channel</th><th scope=\"col\">Visits</th><th scope=\"col\">Visits that buy</th><th "
        "scope=\"col\">Revenue</th><th scope=\"col\">A visit</th></tr></thead><tbody>";
    for (const auto& [name, line] : all) {
      body += "<tr><th scope=\"row\">" + html(name) + "</th><td>" + grouped(line.visits) + "</td><td>" +
              percent(ratio(line.buying, line.visits)) + "</td><td>" + html(money(line.revenue)) + "</td><td>" +
              html(money(line.revenue / static_cast<double>(line.visits))) + "</td></tr>";
    }
    card("Channels", "By the channel of the visit in which something happened", body + "</tbody></table></div>");
  }

  void rules() {
    if (t_.rules.empty()) return;
    std::vector<std::pair<std::string, const RuleTally*>> all;
    for (const auto& [name, rule] : t_.rules) all.emplace_back(name, &rule);
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return a.second->shown > b.second->shown; });
    if (all.size() > 40) all.resize(40);
    std::string body =
        "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Messages\"><table><thead><tr><th "
        "scope=\"col\">Rule</th><th scope=\"col\">Visitors</th><th scope=\"col\">Shown</th><th scope=\"col\">Click "
        "rate</th><th "
        "scope=\"col\">Goals after it</th><th scope=\"col\">Worth</th><th scope=\"col\">Silent, "
        "mostly</th></tr></thead><tbody>";
    for (const auto& [name, rule] : all) {
      const Counts reasons = most(rule->reasons, 1);
      body += "<tr><th scope=\"row\">" + html(name) + "</th><td>" +
              grouped(static_cast<std::int64_t>(rule->reached.size())) + "</td><td>" + grouped(rule->shown) +
              "</td><td>" + percent(ratio(rule->clicked, rule->shown)) + "</td><td>" + grouped(rule->converted) +
              "</td><td>" + html(rule->value > 0 ? money(rule->value) : "–") + "</td><td>" + grouped(rule->silent) +
              (reasons.empty() ? "" : html(", " + words(reasons[0].first))) + "</td></tr>";
    }
    card("Messages", "What happened after a message, not because of it: that is for a holdout to say",
         body + "</tbody></table></div>");
  }

  std::ostream& out_;
  const Tally& t_;
};

}  // namespace

void write_page(std::ostream& out, const Tally& tally) { Page(out, tally).write(); }

}  // namespace waymark::tool
