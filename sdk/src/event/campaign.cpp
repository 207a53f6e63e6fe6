#include "event/campaign.h"

#include <array>
#include <cstddef>
#include <span>
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

constexpr const char* kSearchEngines[] = {"google", "bing",   "coccoc", "duckduckgo", "yahoo",
                                          "baidu",  "yandex", "ecosia", "naver"};
constexpr const char* kSocialSites[] = {"facebook", "instagram", "tiktok",    "zalo",     "youtube", "twitter",
                                        "x",        "t",         "pinterest", "linkedin", "threads", "reddit"};

/// True where one of the words is a label of the host: `www.google.com.vn` has `google`.
bool has_label(std::string_view host, std::span<const char* const> words) {
  while (!host.empty()) {
    const std::size_t dot = host.find('.');
    const std::string label(host.substr(0, dot));
    for (const char* word : words) {
      if (label == word) return true;
    }
    host = dot == std::string_view::npos ? std::string_view() : host.substr(dot + 1);
  }
  return false;
}

bool is_search(std::string_view host) { return has_label(host, kSearchEngines); }
bool is_social(std::string_view host) { return has_label(host, kSocialSites); }

const char* channel_of(const Value& campaign, std::string_view referrer_host) {
  const std::string& medium = campaign["medium"].text();
  if (medium.find("cp") != std::string::npos || medium.find("paid") == 0 || medium == "ppc") {
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
