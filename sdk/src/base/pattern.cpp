#include "base/pattern.h"

#include <utility>

#include "base/letters.h"
#include "base/utf16.h"

namespace waymark::base {
namespace {

constexpr std::size_t kNowhere = SIZE_MAX;

bool is_word(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}
bool is_line_end(char32_t c) { return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029; }

}  // namespace

bool Pattern::accepts(const State& state, char32_t c) const {
  if (state.kind == Kind::any) return !is_line_end(c);
  if (ignore_case_) c = lower(c);
  if (state.kind == Kind::character) return state.value == c;
  bool inside = false;
  for (std::size_t i = state.value; i < state.value + state.other; ++i) {
    inside = inside || (c >= ranges_[i].first && c <= ranges_[i].last);
  }
  return inside != state.negated;
}

bool Pattern::matches(std::string_view text) const {
  Span span;
  return run(text, 0, true, span);
}

bool Pattern::find(std::string_view text, std::size_t from, Span& span) const { return run(text, from, false, span); }

/// One pass. `starts[s]` is where the leftmost thread in state s began; of two threads in a state only that one can
/// still be the answer.
bool Pattern::run(std::string_view text, std::size_t from, bool any, Span& span) const {
  const std::size_t count = states_.size();
  std::vector<std::size_t> now(count, kNowhere);
  std::vector<std::uint16_t> active;
  std::vector<std::uint16_t> pending;
  bool found = false;
  Characters characters(text);
  char32_t before = 0;
  bool at_begin = true;
  while (!characters.done() && characters.position() < from) before = characters.next(), at_begin = false;

  // Follows jumps, splits and assertions from a state; each state is entered at most once for each earlier start.
  std::size_t here = 0;
  bool at_end = false;
  bool edge = false;
  const auto enter = [&](std::uint16_t first, std::size_t start, std::vector<std::size_t>& starts,
                         std::vector<std::uint16_t>& list) {
    pending.push_back(first);
    while (!pending.empty()) {
      const std::uint16_t at = pending.back();
      pending.pop_back();
      if (starts[at] <= start) continue;
      if (starts[at] == kNowhere) list.push_back(at);
      starts[at] = start;
      const State& state = states_[at];
      switch (state.kind) {
        case Kind::split:
          pending.push_back(state.other);
          pending.push_back(state.next);
          break;
        case Kind::jump:
          pending.push_back(state.next);
          break;
        case Kind::begin:
          if (at_begin) pending.push_back(static_cast<std::uint16_t>(at + 1));
          break;
        case Kind::end:
          if (at_end) pending.push_back(static_cast<std::uint16_t>(at + 1));
          break;
        case Kind::word:
        case Kind::not_word:
          if (edge == (state.kind == Kind::word)) pending.push_back(static_cast<std::uint16_t>(at + 1));
          break;
        case Kind::match:
          if (!found || start < span.begin || (start == span.begin && here > span.end)) span = {start, here};
          found = true;
          break;
        default:
          break;
      }
    }
  };

  // Assertions look at the character that follows: a state is entered when that one is known.
  std::vector<std::pair<std::uint16_t, std::size_t>> entering;
  while (true) {
    here = characters.position();
    at_end = characters.done();
    const char32_t next = at_end ? 0 : characters.next();
    edge = (!at_begin && is_word(before)) != (!at_end && is_word(next));
    for (const auto& [state, start] : entering) enter(state, start, now, active);
    if (!found) enter(0, here, now, active);
    if (found && any) return true;
    if (at_end || (found && active.empty())) return found;
    entering.clear();
    for (const std::uint16_t at : active) {
      const State& state = states_[at];
      if (state.kind <= Kind::set && (!found || now[at] <= span.begin) && accepts(state, next))
        entering.emplace_back(static_cast<std::uint16_t>(at + 1), now[at]);
      now[at] = kNowhere;
    }
    active.clear();
    before = next;
    at_begin = false;
    if (found && entering.empty()) return true;
  }
}

}  // namespace waymark::base
