#include "event/campaign.h"

#include <cstddef>
#include <utility>

#include "base/utf8.h"
#include "event/channel.h"
#include "event/url.h"

namespace waymark::event {
namespace {

/// utm_* that are read; `campaign` is `name` to Segment.
constexpr std::string_view kUtm =
    "source medium campaign term content id source_platform creative_format marketing_tactic ";

/// Click ids and what they say of source and medium where nothing else does: `p` cpc, `s` social, `o` organic, `e`
/// email, `a` affiliate, `d` display, `-` nothing. Names as the ad systems spell them, in any case in the address.
constexpr std::string_view kClickIds =
    "gclid google p,gbraid google p,wbraid google p,gad_source google p,gclsrc - -,dclid google d,srsltid google o,"
    "fbclid facebook s,igshid instagram s,ttclid tiktok p,zarsrc zalo s,msclkid bing p,twclid twitter p,"
    "li_fat_id linkedin p,rdt_cid reddit p,qclid quora p,sccid snapchat p,sclid snapchat p,epik pinterest s,"
    "yclid yandex p,ymclid yandex p,ysclid yandex o,irclid impact a,irclickid impact a,cjevent cj a,ko_click_id "
    "kochava p,"
    "mc_cid mailchimp e,mc_eid mailchimp e,_kx klaviyo e,_hsenc hubspot e,_hsmi hubspot e,mkt_tok marketo e,"
    "dicbo outbrain p,obclid outbrain p,tblci taboola p,s_kwcid adobe p,ef_id adobe p,_branch_match_id branch -,";

constexpr std::pair<char, const char*> kMedia[] = {{'p', "cpc"},   {'s', "social"},    {'o', "organic"},
                                                   {'e', "email"}, {'a', "affiliate"}, {'d', "display"}};

/// Cuts the first word off, up to `mark`.
std::string_view take(std::string_view& list, char mark) {
  const std::size_t end = list.find(mark);
  const std::string_view word = list.substr(0, end);
  list.remove_prefix(end + 1);
  return word;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return out;
}

std::string short_text(const Value& value) {
  std::string text(value.text_or());
  base::utf8_truncate(text, kMaxCampaignBytes);
  return text;
}

bool is_under(std::string_view host, std::string_view site) {
  return host == site ||
         (host.size() > site.size() && host.ends_with(site) && host[host.size() - site.size() - 1] == '.');
}

std::string_view site_of(std::string_view host) {
  host = host.substr(0, host.find(':'));
  return host.starts_with("www.") ? host.substr(4) : host;
}

bool is_internal(std::string_view referrer, std::string_view page, const AttributionConfig& config) {
  for (const std::string& site : config.internal) {
    if (is_under(referrer, site)) return true;
  }
  return is_under(referrer, page) || is_under(page, referrer);
}

}  // namespace

std::string Touchpoint::campaign_key() const {
  std::string key;
  for (const Value* part : {&campaign, &click_ids}) {
    for (const Member& member : part->members()) {
      key.append(member.key).append("=").append(member.value.text_or()).append("&");
    }
  }
  return key;
}

Touchpoint touchpoint_of(std::string_view url, std::string_view referrer, const AttributionConfig& config) {
  Touchpoint touchpoint;
  const UrlParts page = split_url(url);
  Value query = query_parameters(page.query);
  for (Member& member : query.members()) member.key = lower(member.key);
  Value& touch = touchpoint.touch;
  // Most addresses say nothing of the kind.
  const bool asks = !page.query.empty();
  for (std::string_view list = asks ? kUtm : std::string_view(); !list.empty();) {
    const std::string name(take(list, ' '));
    const std::string value = short_text(query["utm_" + name]);
    touchpoint.campaign.add(name == "campaign" ? "name" : name.c_str(), value);
    touch.add(name.c_str(), value);
  }
  std::string source = lower(touch["source"].text_or());
  std::string medium = lower(touch["medium"].text_or());
  for (std::string_view list = asks ? kClickIds : std::string_view(); !list.empty();) {
    std::string_view row = take(list, ',');
    const std::string name(take(row, ' '));
    const std::string value = short_text(query[name]);
    if (value.empty()) continue;
    touchpoint.click_ids.add(name.c_str(), value);
    const std::string_view said = take(row, ' ');
    for (const auto& [letter, word] : kMedia) {
      if (row[0] == letter && medium.empty()) medium = word;
    }
    if (source.empty() && said != "-") source = said;
  }
  const std::string from = lower(site_of(split_url(referrer).host));
  const bool internal = !from.empty() && is_internal(from, lower(site_of(page.host)), config);
  if (touchpoint.campaign.is_null() && source.empty()) {
    if (internal) {
      // Somebody who comes back to an open page: direct, to the visit it begins, and no news inside of one.
      touch.append_member("channel", Value("Direct"));
      touch.add("landing", url);
      return touchpoint;
    }
    source = from;
    if (!from.empty()) {
      // A path tells some apart that share a host.
      const std::string address = from + std::string(split_url(referrer).path);
      const SourceKind kind = kind_of_source(address, config);
      medium = kind == SourceKind::search ? "organic" : "referral";
      touchpoint.channel = channel_of(kind, address, medium, "");
    }
  }
  if (touchpoint.channel.empty()) {
    const SourceKind kind = source.empty() ? SourceKind::none : kind_of_source(source, config);
    touchpoint.channel = channel_of(kind, source, medium, lower(touch["campaign"].text_or()));
  }
  Value remembered;
  remembered.add("channel", touchpoint.channel);
  remembered.add("source", source);
  remembered.add("medium", medium);
  for (Member& member : touch.members()) remembered.set(member.key, std::move(member.value));
  if (!touchpoint.click_ids.is_null()) remembered.append_member("clickIds", touchpoint.click_ids);
  if (!internal) remembered.add("referrer", referrer);
  remembered.add("landing", url);
  touch = std::move(remembered);
  return touchpoint;
}

void Touches::note(const Value& touch, TimeMs at, TimeMs look_back_ms) {
  const auto past = [&](const Value& one) {
    return one["at"].number_or(0) + static_cast<double>(look_back_ms) < static_cast<double>(at);
  };
  if (past(last)) last = Value();
  if (past(first)) first = last;
  Value now = touch;
  now.add_number("at", static_cast<double>(at));
  if (last.is_null() || now["channel"].text_or() != "Direct") last = now;
  if (first.is_null()) first = std::move(now);
}

}  // namespace waymark::event
