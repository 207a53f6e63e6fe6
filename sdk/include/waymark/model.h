#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// A trained recommendation model: one small file (docs/recommendations.md, "The file"), ranked where it was loaded.
/// Whole numbers only: the same file and the same history give the same order on every platform.
namespace waymark {

class Model {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  /// Rows of neighbours are read in place; so many of them share one place to start from.
  static constexpr std::uint32_t kBlock = 8;
  /// Items whose cards lie in one file: who fetches it does not tell which of them is wanted.
  static constexpr std::uint32_t kShard = 128;

  /// What is recommended with what, and why the file has it: after a click, with a cart, by what is written of it.
  enum Table { next, cart, content, kTables };

  struct Ranked {
    std::uint32_t item;
    std::uint32_t score;  ///< Comparable within one list.
  };

  /// Takes over the bytes of a file. Null, or what is wrong: `header`, `checksum`, `version`, `truncated`, `range`;
  /// the model is then empty.
  const char* read(std::string bytes);

  std::uint32_t items() const { return items_; }
  /// Of the file: models with the same numbers have the same.
  std::uint32_t checksum() const { return checksum_; }
  bool empty() const { return items_ == 0; }
  /// Unix days of the first and last session learned from.
  std::uint32_t first_day() const { return first_day_; }
  std::uint32_t last_day() const { return last_day_; }
  /// The number of an item, or kNone.
  std::uint32_t find(std::string_view id) const;
  std::string id(std::uint32_t item) const;
  /// log2 of how often it was seen, 0 to 15.
  std::uint32_t popularity(std::uint32_t item) const { return nibble(popularity_, item); }
  /// Days in which half of its buyers are due again, 0: nothing is known of it.
  std::uint32_t usual_days(std::uint32_t item) const;

  /// Items that go with a history, newest first and each once, best first, at most `limit`. What is in `never` (sorted)
  /// is left out. What one step from the history does not fill, a second step from what it found does.
  std::vector<Ranked> rank(Table table, const std::vector<std::uint32_t>& history, std::size_t limit,
                           const std::vector<std::uint32_t>& never);
  /// From now on a score is divided by 2^(strength · popularity), that is by clicks^strength: 0.2 to 0.4 show what
  /// fewer know, by a quarter to half a bit, for 1 % of the hits (docs/recommendations.md). 0 to 1; 0 at first.
  void damp(double strength);
  /// The item of the history that says most for `item`; kNone where none does.
  std::uint32_t because(Table table, const std::vector<std::uint32_t>& history, std::uint32_t item);
  /// The items of a row, by number.
  std::vector<std::uint32_t> neighbours(Table table, std::uint32_t item) const;
  /// Best sellers: of the last thirty days with an empty category, of all days with `*`, else of that category.
  std::vector<std::uint32_t> popular(std::string_view category) const;
  /// How many clicks of a history count.
  std::size_t recall(Table table) const { return table == next ? decay_.size() : kCartRecall; }

 private:
  static constexpr std::size_t kCartRecall = 64;
  struct Neighbours {
    const char* counts = nullptr;   ///< One byte a row.
    const char* scales = nullptr;   ///< One byte a row: eighths of an octave below the best of all rows.
    const char* gaps = nullptr;     ///< LEB128: distance to the row itself, zigzag; then from one to the next, less 1.
    const char* weights = nullptr;  ///< Four bits each: half octaves below the best of the row.
    const char* second =
        nullptr;  ///< By counts alone, for small carts, as the difference from `weights`, modulo 16; may be missing.
    std::vector<std::uint32_t> starts;  ///< By block: byte in `gaps`, number of the entry.
  };
  struct Entry {
    std::uint32_t item;
    std::uint32_t weight;  ///< 15 bits.
  };
  struct Reader;

  static std::uint32_t nibble(const char* from, std::uint32_t at) {
    return static_cast<unsigned char>(from[at / 2]) >> (at % 2 * 4) & 15;
  }
  const char* read_sections(Reader& in);
  bool read_ids(Reader& in);
  bool read_neighbours(Reader& in, Neighbours& table);
  void row(const Neighbours& table, std::uint32_t item, std::uint32_t blend, std::vector<Entry>& out) const;
  void add(std::uint32_t item, std::uint32_t score);
  void add_row(const Neighbours& table, std::uint32_t item, std::uint64_t factor, std::uint32_t blend, bool scaled);
  void say(Table kind, std::uint32_t item, std::size_t age, std::uint32_t blend);
  std::vector<Ranked> best(std::size_t limit);

  std::string bytes_;
  std::uint32_t items_ = 0;
  std::uint32_t checksum_ = 0;
  std::uint32_t first_day_ = 0;
  std::uint32_t last_day_ = 0;
  std::vector<std::uint32_t> decay_;      ///< By age, of 65,536.
  std::array<std::uint32_t, 8> blend_{};  ///< By cart size, of 256: the share of counts.
  bool numbers_ = false;                  ///< Ids are decimal numbers.
  std::vector<std::uint32_t> ids_;        ///< Those numbers, or where the texts end.
  std::string_view texts_;
  std::vector<std::uint32_t> index_;  ///< Open addressing: item + 1 by hash of its id.
  const char* popularity_ = nullptr;
  const char* intervals_ = nullptr;
  std::string_view lists_;
  std::array<Neighbours, kTables> tables_;
  std::array<std::uint32_t, 16> damp_{};  ///< By popularity, of 32,768.
  std::vector<std::uint32_t> score_;      ///< By item; all zero between calls.
  std::vector<std::uint32_t> touched_;
  std::vector<Entry> row_;
};

}  // namespace waymark
