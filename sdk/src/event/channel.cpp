#include "event/channel.h"

#include <utility>

#include "base/hash.h"
#include "event/channel_table.h"

namespace waymark::event {
namespace {

constexpr std::pair<const char*, SourceKind> kSourceKinds[] = {{"search", SourceKind::search},
                                                               {"social", SourceKind::social},
                                                               {"video", SourceKind::video},
                                                               {"shopping", SourceKind::shopping},
                                                               {"assistant", SourceKind::assistant}};

constexpr bool among_letters(char c) { return c >= 'a' && c <= 'z'; }

/// Reads the table of scripts/channel-table.mjs: bits, the highest of a byte first.
class Bits {
 public:
  /// 1 to 24 of them.
  std::uint32_t take(std::uint32_t count) {
    std::uint32_t word = 0;
    for (std::size_t i = 0; i < 4; ++i) word = word << 8 | kSourceHashes[(at_ >> 3) + i];
    word = word << (at_ & 7) >> (32 - count);
    at_ += count;
    return word;
  }

 private:
  std::size_t at_ = 0;
};

SourceKind find(std::string_view key) {
  const std::uint32_t wanted = base::hash_of(key) >> (32 - kSourceHashBits);
  Bits bits;
  for (std::uint8_t kind = 1; kind <= static_cast<std::uint8_t>(SourceKind::assistant); ++kind) {
    const std::uint32_t count = bits.take(12);
    const std::uint32_t low_bits = bits.take(5);
    std::uint32_t hash = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
      std::uint32_t high = 0;
      while (bits.take(1)) ++high;
      hash += high << low_bits | bits.take(low_bits);
      if (hash == wanted) return static_cast<SourceKind>(kind);
    }
  }
  return SourceKind::none;
}

/// `m.`, `uk.`, `search.` in front of a search engine's name are still it; `mail.`, `docs.` are something else.
bool still_search(std::string_view cut) {
  while (!cut.empty()) {
    const std::string_view label = cut.substr(0, cut.find('.'));
    if (label.size() > 3 && label != "search" && label != "images") return false;
    cut.remove_prefix(label.size() + 1);
  }
  return true;
}

/// Where the part of a name begins that anybody may register under: `.vn`, `.com.vn`, `.co.uk`; 0 where it has none.
std::size_t country_at(std::string_view host) {
  const auto label = [](std::string_view text, std::size_t most) {
    if (text.size() < 2 || text.size() > most) return false;
    for (const char c : text) {
      if (!among_letters(c)) return false;
    }
    return true;
  };
  const std::size_t last = host.rfind('.');
  if (last == std::string_view::npos || last == 0 || !label(host.substr(last + 1), 3)) return 0;
  const std::size_t second = host.rfind('.', last - 1);
  const bool two = second != std::string_view::npos && second > 0 && host.size() - last == 3 &&
                   label(host.substr(second + 1, last - second - 1), 3);
  return two ? second : last;
}

SourceKind kind_of_key(std::string_view key, std::string_view cut) {
  if (key.ends_with(".com")) key.remove_suffix(4);
  const SourceKind kind = find(key);
  return kind == SourceKind::search && !still_search(cut) ? SourceKind::none : kind;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

SourceKind kind_named(std::string_view kind) {
  for (const auto& [name, known] : kSourceKinds) {
    if (kind == name) return known;
  }
  return SourceKind::none;
}

/// Whether `word` is one of a list as `|a|b|`.
bool listed(std::string_view list, std::string_view word) {
  return !word.empty() && contains(list, "|" + std::string(word) + "|");
}

/// GA4: ^(.*cp.*|ppc|retargeting|paid.*)$
bool is_paid(std::string_view medium) {
  return contains(medium, "cp") || listed("|ppc|retargeting|", medium) || medium.starts_with("paid");
}

/// GA4: ^(.*(([^a-df-z]|^)shop|shopping).*)$
bool is_shopping(std::string_view campaign) {
  if (contains(campaign, "shopping")) return true;
  for (std::size_t at = campaign.find("shop"); at != std::string_view::npos; at = campaign.find("shop", at + 1)) {
    if (at == 0 || campaign[at - 1] == 'e' || !among_letters(campaign[at - 1])) return true;
  }
  return false;
}

/// One rule: the kind of source, or one of the media. `paid`: and paid for.
struct Rule {
  const char* channel;
  SourceKind kind;
  bool paid;
  const char* media;  ///< As `|a|b|`; in front of it `=` where the source may be one of them instead.
};

constexpr Rule kRules[] = {
    {"Paid Shopping", SourceKind::shopping, true, ""},
    {"Paid Search", SourceKind::search, true, ""},
    {"Paid Social", SourceKind::social, true, ""},
    {"Paid Video", SourceKind::video, true, ""},
    {"Display", SourceKind::none, false, "|display|banner|expandable|interstitial|cpm|"},
    {"Paid Other", SourceKind::none, true, ""},
    {"Organic Shopping", SourceKind::shopping, false, ""},
    {"Organic Social", SourceKind::social, false,
     "|social|social-network|social-media|sm|social network|social media|"},
    {"Organic Video", SourceKind::video, false, "video"},
    {"AI Assistants", SourceKind::assistant, false, ""},
    {"Organic Search", SourceKind::search, false, "|organic|"},
    {"Referral", SourceKind::none, false, "|referral|app|link|"},
    {"Email", SourceKind::none, false, "=|email|e-mail|e_mail|e mail|"},
    {"Affiliates", SourceKind::none, false, "|affiliate|"},
    {"Audio", SourceKind::none, false, "|audio|"},
    {"SMS", SourceKind::none, false, "=|sms|"},
};

bool holds(const Rule& rule, SourceKind kind, std::string_view source, std::string_view medium, bool paid) {
  const std::string_view media = rule.media;
  if (rule.paid) return paid && (rule.kind == SourceKind::none || rule.kind == kind);
  if (rule.kind != SourceKind::none && rule.kind == kind) return true;
  if (media.empty()) return false;
  if (media[0] != '|' && media[0] != '=') return contains(medium, media);
  return listed(media, medium) || (media[0] == '=' && listed(media, source));
}

}  // namespace

bool is_source_kind(std::string_view name) { return kind_named(name) != SourceKind::none; }

SourceKind kind_of_source(std::string_view source, const AttributionConfig& config) {
  const std::size_t slash = source.find('/');
  std::string_view host = source.substr(0, slash);
  if (host.starts_with("www.")) host.remove_prefix(4);
  for (const auto& [site, kind] : config.sources) {
    if (host == site || host.ends_with("." + site)) return kind_named(kind);
  }
  if (slash != std::string_view::npos) {
    const std::string_view path = source.substr(slash + 1);
    std::string_view name = host;
    if (name.ends_with(".com")) name.remove_suffix(4);
    const SourceKind kind = find(std::string(name) + "/" + std::string(path.substr(0, path.find('/'))));
    if (kind != SourceKind::none) return kind;
  }
  for (std::size_t at = 0;;) {
    const std::string_view rest = host.substr(at);
    const std::string_view cut = host.substr(0, at);
    SourceKind kind = kind_of_key(rest, cut);
    const std::size_t end = kind == SourceKind::none ? country_at(rest) : 0;
    if (end > 0) kind = kind_of_key(std::string(rest.substr(0, end)) + ".*", cut);
    if (kind != SourceKind::none) return kind;
    const std::size_t dot = host.find('.', at);
    // The last label is everybody's.
    if (dot == std::string_view::npos || host.find('.', dot + 1) == std::string_view::npos) return SourceKind::none;
    at = dot + 1;
  }
}

const char* channel_of(SourceKind kind, std::string_view source, std::string_view medium, std::string_view campaign) {
  const bool no_medium = medium.empty() || listed("|(none)|(not set)|", medium);
  if (no_medium && (source == "(direct)" || (source.empty() && campaign.empty()))) return "Direct";
  if (contains(campaign, "cross-network")) return "Cross-network";
  if (is_shopping(campaign)) kind = SourceKind::shopping;
  // The one source GA4's list of paid shops has without asking for a medium.
  const bool paid = is_paid(medium) || (medium.empty() && source == "alibaba");
  for (const Rule& rule : kRules) {
    if (holds(rule, kind, source, medium, paid)) return rule.channel;
  }
  if (medium.ends_with("push") || contains(medium, "mobile") || contains(medium, "notification") ||
      source == "firebase") {
    return "Mobile Push Notifications";
  }
  return "Unassigned";
}

}  // namespace waymark::event
