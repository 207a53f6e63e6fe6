#include "event/campaign.h"

#include <array>
#include <initializer_list>
#include <utility>

#include "event/url.h"

namespace waymark::event {
namespace {

constexpr std::array<std::pair<const char*, const char*>, 6> kUtm = {{{"utm_source", "source"},
                                                                               {"utm_medium", "medium"},
                                                                               {"utm_campaign", "name"},
                                                                               {"utm_term", "term"},
                                                                               {"utm_content", "content"},
                                                                               {"utm_id", "id"}}};

/// True where `host` has `word` as one of its labels: `www.google.com.vn` has `google`.
bool has_label(std::string_view host, std::string_view word) {
  for (std::size_t at = host.find(word); at != std::string_view::npos; at = host.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || host[at - 1] == '.') && (end == host.size() || host[end] == '.')) return true;
  }
  return false;
}

bool has_any(std::string_view host, std::initializer_list<std::string_view> words) {
  for (std::string_view word : words) {
    if (has_label(host, word)) return true;
  }
  return false;
}

bool is_search(std::string_view host) {
  return has_any(host, {"google", "bing", "coccoc", "duckduckgo", "yahoo", "baidu", "yandex", "ecosia", "naver"});
}

bool is_social(std::string_view host) {
  return has_any(host, {"facebook", "instagram", "tiktok", "zalo", "youtube", "twitter", "x", "t", "pinterest",
                        "linkedin", "threads", "reddit"});
}

std::string_view channel_of(const Value& campaign, std::string_view referrer_host) {
  const std::string_view medium = campaign["medium"].text_or();
  if (medium.find("cp") != std::string_view::npos || medium.substr(0, 4) == "paid" || medium == "ppc") {
    return is_search(campaign["source"].text_or()) ? "Paid Search" : "Paid Other";
  }
  if (medium == "email") return "Email";
  if (medium == "social") return "Organic Social";
  if (medium == "organic") return "Organic Search";
  if (!campaign.is_null()) return "Campaign";
  if (referrer_host.empty()) return "Direct";
  if (is_search(referrer_host)) return "Organic Search";
  if (is_social(referrer_host)) return "Organic Social";
  return "Referral";
}

}  // namespace

std::string Touchpoint::campaign_key() const {
  std::string key;
  for (const Member& member : campaign.members()) {
    key.append(member.key).append("=").append(member.value.text_or()).append("&");
  }
  return key;
}

Touchpoint touchpoint_of(std::string_view url, std::string_view referrer) {
  Touchpoint touchpoint;
  touchpoint.referrer = referrer;
  const UrlParts page = split_url(url);
  const Value query = query_parameters(page.query);
  for (const auto& [parameter, name] : kUtm) touchpoint.campaign.add(name, query[parameter].text());
  const std::string_view referrer_host = split_url(referrer).host;
  const bool internal = !referrer_host.empty() && referrer_host == page.host;
  if (!internal || !touchpoint.campaign.is_null()) {
    touchpoint.channel = channel_of(touchpoint.campaign, internal ? std::string_view() : referrer_host);
  }
  return touchpoint;
}

}  // namespace waymark::event
