#pragma once

#include <string>

#include "../commands.h"

namespace waymark::tool {

/// Writes the cards of a model's items into `folder`/CHECKSUM/N.json, Model::kShard items a file by their numbers in
/// the model: each a catalogue of some items, rows as they stand in the catalogue's JSON at `catalogue`. The page
/// fetches those it shows. Items the catalogue lacks have none. False, and a complaint, where something cannot be read
/// or written.
bool write_cards(const std::string& folder, const std::string& model, const std::string& catalogue, Streams streams);

}  // namespace waymark::tool
