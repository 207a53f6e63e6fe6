#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace waymark {

/// Lines of a log, gathered so that those of one visitor can be played one behind the other: what is known of a visitor
/// is fetched into the processor's cache once for all of them.
class LogBatch {
 public:
  /// A line, by its place in the log.
  struct Line {
    std::size_t number;  ///< From 1.
    std::string_view text;
  };
  struct Group {
    std::string_view visitor;
    std::vector<Line> lines;
  };

  LogBatch();

  /// False where there is no room: then it must be emptied before.
  bool add(std::string_view visitor, const Line& line);
  /// In the order in which their visitors came.
  const std::vector<Group>& groups() const { return groups_; }
  std::size_t size() const { return size_; }
  void clear();

 private:
  std::string text_;  ///< Never grows beyond what it has room for: views lead into it.
  std::unordered_map<std::string_view, std::size_t> places_;
  std::vector<Group> groups_;
  std::size_t size_ = 0;
};

}  // namespace waymark
