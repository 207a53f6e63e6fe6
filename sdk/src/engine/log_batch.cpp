#include "engine/log_batch.h"

// Never linked into the Wasm, as log_replay.cpp.
namespace waymark {
namespace {

/// Some fifty thousand lines: enough of each visitor, and small beside what is known of them all.
constexpr std::size_t kRoom = 16'000'000;

}  // namespace

LogBatch::LogBatch() { text_.reserve(kRoom); }

bool LogBatch::add(std::string_view visitor, const Line& line) {
  if (text_.size() + line.text.size() > text_.capacity()) return false;
  const std::size_t at = text_.size();
  text_.append(line.text);
  const std::string_view kept = std::string_view(text_).substr(at);
  // The visitor's id is a part of the line.
  const std::string_view id = kept.substr(static_cast<std::size_t>(visitor.data() - line.text.data()), visitor.size());
  const auto [found, fresh] = places_.try_emplace(id, groups_.size());
  if (fresh) groups_.push_back({id, {}});
  groups_[found->second].lines.push_back({line.number, kept});
  ++size_;
  return true;
}

void LogBatch::clear() {
  places_.clear();
  groups_.clear();
  text_.clear();
  size_ = 0;
}

}  // namespace waymark
