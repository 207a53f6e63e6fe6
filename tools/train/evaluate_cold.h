#pragma once

#include <string>
#include <vector>

#include "content.h"
#include "evaluate.h"

namespace waymark::train {

/// How well items nobody has clicked are found from what is written of them.
struct ColdQuality {
  Quality quality;
  double random = 0;      ///< HR@k of a list drawn by lot.
  std::size_t items = 0;  ///< Cold at a time, on the average.
};

/// All items asked about are dealt by lot (fixed seed) into ten parts. Each part in turn is taken for never clicked,
/// and each of its items in a session or basket is asked for by the other nine tenths of that session, among the part:
/// through a file with nothing but what is alike, as the device does. `parts`: how many of the ten are played.
ColdQuality evaluate_cold(const Sessions& test, const std::vector<std::string>& names,
                          const std::vector<Described>& described, LikenessSettings settings, std::size_t k,
                          unsigned threads, unsigned parts = 10);

/// Chooses what likeness is made of by HR@10 on the last sessions.
LikenessSettings choose_likeness(const Sessions& sessions, double holdout, const std::vector<std::string>& names,
                                 const std::vector<Described>& described, unsigned threads);

}  // namespace waymark::train
