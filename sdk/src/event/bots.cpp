#include "event/bots.h"

#include <string>

namespace waymark::event {
namespace {

/// Words no browser has. The first ones find most.
constexpr std::string_view kWords =
    "bot|http|spider|crawl|.com|www.|@|agent|preview|lighthouse|headless|google-|google web|google fav|googleima|scan|"
    "monitor|synthetic|ptst|check|inspect|scrap|pingdom|playwright|selenium|puppeteer|phantomjs|cypress|jsdom|"
    "prerender|"
    "gtmetrix|cookiehub|dareboost|insights|splash|hotjar|silktide|securityheaders|manus-|finder|hardenize|newsai|"
    "datanyze|"
    "outbrain|-google|foregenix|sindup|watchtowr|readable/|";

}  // namespace

bool is_bot(std::string_view user_agent) {
  if (user_agent.empty()) return false;
  std::string text(user_agent);
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  const std::string_view agent = text;
  const auto has = [&](std::string_view word) { return agent.find(word) != std::string_view::npos; };
  if (!agent.starts_with("mozilla/5.0 (") && !agent.starts_with("opera/") && !agent.starts_with("ucweb")) return true;
  if (has("compatible;") && !has("msie")) return true;
  // A maker of phones.
  const std::size_t cubot = agent.find("cubot");
  if (cubot != std::string_view::npos) text.erase(cubot, 5);
  for (std::string_view words = kWords; !words.empty();) {
    const std::size_t end = words.find('|');
    if (std::string_view(text).find(words.substr(0, end)) != std::string_view::npos) return true;
    words.remove_prefix(end + 1);
  }
  return false;
}

}  // namespace waymark::event
