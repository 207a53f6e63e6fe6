#pragma once

#include <string>
#include <string_view>

#include "waymark/time.h"
#include "waymark/value.h"

/// Texts of messages: a subset of Liquid (https://shopify.github.io/liquid/), described in docs/messages.md, "Texts".
namespace waymark::text {

/// Steps all texts of one message may take: a step is one tag, one filter or one turn of a loop.
inline constexpr int kMaxSteps = 2'000;
/// Bytes one text may become: a page of print. Nobody reads more of a message.
inline constexpr std::size_t kMaxBytes = 4'000;
/// `if` and `for` inside each other.
inline constexpr int kMaxDepth = 8;
/// Turns of one loop.
inline constexpr std::size_t kMaxTurns = 50;

/// What texts may ask about. References and views of the caller.
struct Facts {
  const void* context;
  /// Value of a path (`visitor.traits.name`), null where there is none.
  Value (*lookup)(const void* context, std::string_view path);
  const Value& items;               ///< Under the name `items`: what is recommended.
  std::string_view language;        ///< BCP 47; how numbers and dates are written.
  std::string_view currency;        ///< ISO 4217, of amounts without one of their own.
  std::int64_t offset_minutes = 0;  ///< How far the site's zone is ahead of UTC.
  TimeMs now = 0;
};

/// Why a text cannot be shown.
struct Fault {
  enum class Kind : unsigned char { none, missing, too_long, invalid } kind = Kind::none;
  std::string found;  ///< The path without a value, or the tag that is wrong.
};

/// Evaluates every text of a tree in place; stops at the first fault. A value that is missing, or an empty text, is a
/// fault unless `default` says what to put instead: nobody is to read "Hi null".
Fault render(Value& tree, const Facts& facts);

/// What no visitor could ever make sense of: the first `invalid` of any branch, and where in the tree it is.
Fault check(const Value& tree, std::string& pointer);

}  // namespace waymark::text
