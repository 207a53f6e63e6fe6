#pragma once

#include <string>
#include <vector>

#include "evaluate.h"

namespace waymark::train {

/// What the models are measured against; all but the first two keep the sessions of other people.
/// itemknn: cosine of item sessions. sr: sequential rules (Kamehkhosh et al. 2017). vsknn, stan (Garg et al. 2019),
/// vstan (Ludewig and Jannach 2021), vmis (Kersbergen et al., "Serenade", SIGMOD 2022): nearest sessions.
inline const std::vector<std::string> kBaselines = {"popularity", "itemknn", "sr", "vsknn", "vmis", "stan", "vstan"};

/// A ranker over the training sessions, which must outlive it.
Ranker baseline(const std::string& name, const Sessions& training, const Popularity& popularity, Protocol protocol,
                unsigned threads);

}  // namespace waymark::train
