#include "waymark/model.h"

#include <algorithm>

#include "base/half_power.h"
#include "base/whole.h"

namespace waymark {
namespace {

/// 2^(15 - n/2): what a weight of n half octaves below the best is worth.
constexpr std::uint16_t kHalfOctave[16] = {32768, 23170, 16384, 11585, 8192, 5793, 4096, 2896,
                                           2048,  1448,  1024,  724,   512,  362,  256,  181};
/// 2^(15 - n/8)
constexpr std::uint16_t kEighthOctave[8] = {32768, 30048, 27554, 25268, 23170, 21247, 19484, 17867};

constexpr std::size_t kHeaderBytes = 8;

std::uint32_t fnv(std::string_view bytes) {
  std::uint32_t hash = 2166136261u;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash;
}

}  // namespace

/// Reads from front to back; once it has run out it gives zeros and says so.
struct Model::Reader {
  const char* at;
  const char* end;
  bool ok = true;

  const char* take(std::size_t size) {
    if (size > static_cast<std::size_t>(end - at)) {
      ok = false;
      at = end;
      return nullptr;
    }
    at += size;
    return at - size;
  }
  std::uint32_t number() {
    std::uint32_t value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      if (at == end) break;
      const auto byte = static_cast<unsigned char>(*at++);
      value |= static_cast<std::uint32_t>(byte & 127) << (shift & 31);
      if (byte < 128) return value;
    }
    ok = false;
    return 0;
  }
};

const char* Model::read(std::string bytes) {
  *this = Model();
  bytes_ = std::move(bytes);
  const char* wrong = "header";
  if (std::string_view(bytes_).starts_with("WMK1") && bytes_.size() >= kHeaderBytes) {
    std::uint32_t sum = 0;
    for (std::size_t i = kHeaderBytes; i-- > 4;) sum = sum << 8 | static_cast<unsigned char>(bytes_[i]);
    Reader in{bytes_.data() + kHeaderBytes, bytes_.data() + bytes_.size()};
    wrong = sum == fnv(std::string_view(bytes_).substr(kHeaderBytes)) ? read_sections(in) : "checksum";
    checksum_ = sum;
  }
  if (wrong) *this = Model();
  return wrong;
}

const char* Model::read_sections(Reader& in) {
  if (in.number() != 1) return "version";
  const std::uint32_t items = in.number();
  first_day_ = in.number();
  last_day_ = in.number();
  decay_.resize(std::min(in.number(), 32u));
  for (std::uint32_t& weight : decay_) weight = std::min(in.number(), 65'535u);
  for (std::uint32_t& share : blend_) share = std::min(in.number(), 256u);
  if (!in.ok || items == 0 || items > static_cast<std::size_t>(in.end - in.at)) return "range";
  items_ = items;
  if (!read_ids(in)) return "range";
  popularity_ = in.take((items + 1) / 2);
  for (Neighbours& table : tables_) {
    if (!read_neighbours(in, table)) return in.ok ? "range" : "truncated";
  }
  const std::uint32_t intervals = in.number();
  intervals_ = intervals ? in.take(items) : nullptr;
  lists_ = {in.at, static_cast<std::size_t>(in.end - in.at)};
  while (in.ok && in.at != in.end) {
    in.take(in.number());
    for (std::uint32_t left = in.number(); left > 0 && in.ok; --left) {
      if (in.number() >= items) return "range";
    }
  }
  if (!in.ok) return "truncated";
  score_.assign(items, 0);
  damp(0);
  return nullptr;
}

bool Model::read_ids(Reader& in) {
  numbers_ = in.number() == 1;
  ids_.reserve(items_);
  std::uint32_t last = 0;
  for (std::uint32_t item = 0; item < items_ && in.ok; ++item) {
    const std::uint32_t step = in.number();
    last += numbers_ ? (step >> 1) ^ (0u - (step & 1)) : step;
    if (!numbers_ && step > 1'024) return false;
    ids_.push_back(last);
  }
  if (!in.ok) return false;
  if (!numbers_) {
    const char* texts = in.take(last);
    if (!texts) return false;
    texts_ = {texts, last};
  }
  std::size_t room = 16;
  while (room < items_ + items_ / 2) room *= 2;
  index_.assign(room, 0);
  for (std::uint32_t item = 0; item < items_; ++item) {
    std::size_t slot = fnv(id(item)) & (room - 1);
    while (index_[slot]) slot = (slot + 1) & (room - 1);
    index_[slot] = item + 1;
  }
  return true;
}

bool Model::read_neighbours(Reader& in, Neighbours& table) {
  const std::uint32_t columns = in.number();
  if (columns == 0) return in.ok;
  const std::uint32_t gap_bytes = in.number();
  table.counts = in.take(items_);
  table.scales = in.take(items_);
  table.gaps = in.take(gap_bytes);
  if (!in.ok) return false;
  Reader gaps{table.gaps, table.gaps + gap_bytes};
  std::uint32_t entries = 0;
  for (std::uint32_t item = 0; item < items_; ++item) {
    if (item % kBlock == 0) {
      table.starts.push_back(static_cast<std::uint32_t>(gaps.at - table.gaps));
      table.starts.push_back(entries);
    }
    const std::uint32_t count = static_cast<unsigned char>(table.counts[item]);
    std::uint64_t other = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint32_t step = gaps.number();
      // A first one below 0 wraps around and is refused with those too far.
      other = i ? other + step + 1 : item + ((step >> 1) ^ (0u - (step & 1)));
      if (i == 0) other &= 0xFFFFFFFF;
      if (other >= items_) return false;
    }
    entries += count;
  }
  if (!gaps.ok || gaps.at != gaps.end) return false;
  table.weights = in.take((entries + 1) / 2);
  if (columns > 1) table.second = in.take((entries + 1) / 2);
  return in.ok;
}

std::string Model::id(std::uint32_t item) const {
  if (numbers_) return base::whole_text(ids_[item]);
  const std::uint32_t begin = item ? ids_[item - 1] : 0;
  return std::string(texts_.substr(begin, ids_[item] - begin));
}

std::uint32_t Model::find(std::string_view wanted) const {
  if (index_.empty()) return kNone;
  for (std::size_t slot = fnv(wanted) & (index_.size() - 1); index_[slot]; slot = (slot + 1) & (index_.size() - 1)) {
    if (id(index_[slot] - 1) == wanted) return index_[slot] - 1;
  }
  return kNone;
}

std::uint32_t Model::usual_days(std::uint32_t item) const {
  const std::uint32_t code = intervals_ ? static_cast<unsigned char>(intervals_[item]) : 0;
  // Eighths of an octave from one day on.
  return code ? (32'768u << std::min((code - 1) / 8, 12u)) / kEighthOctave[(code - 1) % 8] : 0;
}

void Model::row(const Neighbours& table, std::uint32_t item, std::uint32_t blend, std::vector<Entry>& out) const {
  out.clear();
  if (!table.counts) return;
  Reader gaps{table.gaps + table.starts[std::size_t{item / kBlock} * 2], bytes_.data() + bytes_.size()};
  std::uint32_t entry = table.starts[std::size_t{item / kBlock} * 2 + 1];
  for (std::uint32_t before = item / kBlock * kBlock; before < item; ++before) {
    const std::uint32_t count = static_cast<unsigned char>(table.counts[before]);
    entry += count;
    for (std::uint32_t left = count; left > 0; ++gaps.at) left -= static_cast<unsigned char>(*gaps.at) < 128;
  }
  std::uint32_t other = 0;
  for (std::uint32_t i = 0; i < static_cast<unsigned char>(table.counts[item]); ++i, ++entry) {
    const std::uint32_t step = gaps.number();
    other = i ? other + step + 1 : item + ((step >> 1) ^ (0u - (step & 1)));
    const std::uint32_t below = nibble(table.weights, entry);
    std::uint32_t weight = kHalfOctave[below];
    if (table.second) {
      const std::uint32_t second = kHalfOctave[(below + nibble(table.second, entry)) & 15];
      weight = (weight * (256 - blend) + second * blend) >> 8;
    }
    out.push_back(Entry{other, weight});
  }
}

std::vector<std::uint32_t> Model::neighbours(Table table, std::uint32_t item) const {
  std::vector<Entry> entries;
  row(tables_[table], item, 0, entries);
  std::vector<std::uint32_t> out;
  out.reserve(entries.size());
  for (const Entry& entry : entries) out.push_back(entry.item);
  return out;
}

void Model::add(std::uint32_t item, std::uint32_t score) {
  if (score_[item] == 0) touched_.push_back(item);
  score_[item] += score + 1;  // Never 0 once touched.
}

/// `factor` has 16 bits.
void Model::add_row(const Neighbours& table, std::uint32_t item, std::uint64_t factor, std::uint32_t blend,
                    bool scaled) {
  row(table, item, blend, row_);
  if (scaled && !row_.empty()) {
    const std::uint32_t scale = static_cast<unsigned char>(table.scales[item]);
    factor = (factor * kEighthOctave[scale % 8] >> 3) >> (scale / 8);  // 28 bits
  } else {
    factor <<= 12;
  }
  for (const Entry& entry : row_) add(entry.item, static_cast<std::uint32_t>(factor * entry.weight >> 17));
}

void Model::damp(double strength) {
  for (std::uint32_t known = 0; known < damp_.size(); ++known) {
    damp_[known] = static_cast<std::uint32_t>(base::half_power(std::clamp(strength, 0.0, 1.0) * known) * 32'768);
  }
}

/// The best of those touched; leaves no score behind.
std::vector<Model::Ranked> Model::best(std::size_t limit) {
  std::vector<Ranked> out;
  // Ties: what more people clicked, then the lower number.
  const auto better = [&](const Ranked& a, const Ranked& b) {
    if (a.score != b.score) return a.score > b.score;
    const std::uint32_t known = popularity(a.item);
    const std::uint32_t other = popularity(b.item);
    return known != other ? known > other : a.item < b.item;
  };
  for (const std::uint32_t item : touched_) {
    const auto worth = static_cast<std::uint64_t>(score_[item]) * damp_[popularity(item)] >> 15;
    const Ranked one{item, static_cast<std::uint32_t>(worth)};
    score_[item] = 0;
    if (out.size() < limit) {
      out.push_back(one);
    } else if (limit == 0 || !better(one, out.back())) {
      continue;
    } else {
      out.back() = one;
    }
    for (std::size_t i = out.size() - 1; i > 0 && better(out[i], out[i - 1]); --i) std::swap(out[i], out[i - 1]);
  }
  touched_.clear();
  return out;
}

/// What an item of the history says: of those seen last, the one before less, of a cart all the same. One nobody has
/// clicked yet speaks through what is alike.
void Model::say(Table kind, std::uint32_t item, std::size_t age, std::uint32_t blend) {
  const std::uint32_t factor = kind == next ? decay_[age] : 4'096;
  add_row(tables_[kind], item, factor, blend, true);
  if (kind == content || (tables_[kind].counts && tables_[kind].counts[item])) return;
  std::vector<Entry> alike;
  row(tables_[content], item, 0, alike);
  for (const Entry& one : alike) add_row(tables_[kind], one.item, factor * one.weight >> 15, blend, true);
}

std::vector<Model::Ranked> Model::rank(Table kind, const std::vector<std::uint32_t>& history, std::size_t limit,
                                       const std::vector<std::uint32_t>& never) {
  const std::size_t recalled = std::min(history.size(), recall(kind));
  const std::uint32_t blend = blend_[std::min<std::size_t>(recalled, blend_.size() - 1)];
  for (std::size_t age = 0; age < recalled; ++age) say(kind, history[age], age, blend);
  const auto forbid = [&] {
    std::size_t kept = 0;
    for (const std::uint32_t item : touched_) {
      touched_[kept] = item;
      const bool banned = std::binary_search(never.begin(), never.end(), item);
      if (banned) score_[item] = 0;
      kept += banned ? 0 : 1;
    }
    touched_.resize(kept);
  };
  forbid();
  std::vector<Ranked> out = best(limit);
  // Two more steps: neighbours of what was found, the first of them counting most, and what is like the items seen;
  // each behind what the one before found.
  for (std::size_t from = 0, step = 0; step < 2 && out.size() < limit; ++step) {
    const std::size_t found = out.size();
    for (std::size_t i = from; i < found; ++i) {
      add_row(tables_[kind], out[i].item, 65'535 / (i + 2), blend, false);
    }
    for (std::size_t age = 0; step == 0 && kind == next && age < recalled; ++age) {
      add_row(tables_[content], history[age], 65'535 / (age + 2), 0, false);
    }
    for (const Ranked& one : out) score_[one.item] = 0;
    std::erase_if(touched_, [&](std::uint32_t item) { return score_[item] == 0; });
    forbid();
    const std::uint32_t ceiling = out.empty() ? kNone : out.back().score;
    for (Ranked& one : best(limit - found)) {
      // Ordered already; a score below those in front of it.
      out.push_back(Ranked{one.item, std::min(one.score, ceiling - 1)});
    }
    from = found;
  }
  return out;
}

std::uint32_t Model::because(Table kind, const std::vector<std::uint32_t>& history, std::uint32_t item) {
  std::uint32_t most = 0;
  std::uint32_t source = kNone;
  for (std::size_t age = 0; age < std::min(history.size(), recall(kind)); ++age) {
    say(kind, history[age], age, 0);
    if (score_[item] > most) {
      most = score_[item];
      source = history[age];
    }
    best(0);
  }
  return source;
}

std::vector<std::uint32_t> Model::popular(std::string_view category) const {
  std::vector<std::uint32_t> out;
  Reader in{lists_.data(), lists_.data() + lists_.size()};
  while (in.at != in.end) {
    const std::uint32_t size = in.number();
    const bool wanted = std::string_view(in.take(size), size) == category;
    for (std::uint32_t left = in.number(); left > 0; --left) {
      const std::uint32_t item = in.number();
      if (wanted) out.push_back(item);
    }
    if (wanted) break;
  }
  return out;
}

}  // namespace waymark
