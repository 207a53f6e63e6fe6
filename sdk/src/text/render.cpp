#include "text/render.h"

#include <utility>

#include "base/path.h"
#include "text/expression.h"

namespace waymark::text {
namespace {

using base::Path;

constexpr std::string_view kSpaces = " \t\n\v\f\r";

/// Walks one text. With `checking` it visits every branch once, whatever the values.
class Walker {
 public:
  Walker(const Facts& facts, int& steps, bool checking) : facts_(facts), steps_(steps), checking_(checking) {}

  Fault run(std::string_view text, std::string& out) {
    rest_ = text;
    out_ = &out;
    if (!block(true, nullptr, 0).empty()) invalid(tag_);
    return std::move(fault_);
  }

 private:
  /// Up to the tag that ends it: `elsif`, `else`, `endif`, `endfor`; empty at the end of the text. What stands behind
  /// its name is left in `tail_`.
  [[gnu::noinline]] std::string_view block(bool active, const Scope* scope, int depth);
  [[gnu::noinline]] void branch(bool active, const Scope* scope, int depth);
  [[gnu::noinline]] void loop(bool active, const Scope* scope, int depth);
  bool next_tag(bool active, bool& output);
  bool decided(const Scope* scope);

  bool failed() const { return fault_.kind != Fault::Kind::none; }
  void fail(Fault::Kind kind, std::string_view found) {
    if (!failed()) fault_ = Fault{kind, std::string(found.substr(0, 80))};
  }
  void invalid(std::string_view found) { fail(Fault::Kind::invalid, found); }

  const Facts& facts_;
  int& steps_;
  bool checking_;
  std::string_view rest_;
  std::string_view tag_;   ///< The one read last, without its braces.
  std::string_view tail_;  ///< What of it stands behind its name.
  bool trim_ = false;      ///< It ended with `-`.
  std::string* out_ = nullptr;
  Fault fault_;
};

/// Puts what stands before the next tag out and reads the tag; false at the end.
bool Walker::next_tag(bool active, bool& output) {
  std::size_t at = rest_.find('{');
  while (at != std::string_view::npos && at + 1 < rest_.size() && rest_[at + 1] != '{' && rest_[at + 1] != '%') {
    at = rest_.find('{', at + 1);
  }
  const bool found = at != std::string_view::npos && at + 1 < rest_.size();
  std::string_view literal = rest_.substr(0, found ? at : rest_.size());
  rest_.remove_prefix(literal.size());
  if (trim_) literal.remove_prefix(std::min(literal.find_first_not_of(kSpaces), literal.size()));
  trim_ = false;
  if (found) {
    output = rest_[1] == '{';
    const std::size_t end = rest_.find(output ? "}}" : "%}", 2);
    tag_ = rest_.substr(2, end == std::string_view::npos ? end : end - 2);
    if (end == std::string_view::npos) {
      invalid(rest_);
      return false;
    }
    rest_.remove_prefix(end + 2);
    if (tag_.starts_with('-')) {
      literal = literal.substr(0, literal.find_last_not_of(kSpaces) + 1);
      tag_.remove_prefix(1);
    }
    trim_ = tag_.ends_with('-');
    if (trim_) tag_.remove_suffix(1);
    if (--steps_ < 0) fail(Fault::Kind::too_long, tag_);
  }
  if (active) out_->append(literal);
  if (out_->size() > kMaxBytes) fail(Fault::Kind::too_long, "");
  return found && !failed();
}

std::string_view Walker::block(bool active, const Scope* scope, int depth) {
  bool output = false;
  if (depth > kMaxDepth) invalid(tag_);
  while (!failed() && next_tag(active, output)) {
    Expression expression(tag_, facts_, scope);
    if (output) {
      bool missing = false;
      const Value value = expression.filtered(steps_, missing);
      if (expression.bad || !expression.ended()) {
        invalid(tag_);
      } else if (active && missing && !checking_) {
        fail(Fault::Kind::missing, expression.path.empty() ? tag_ : expression.path);
      } else if (active) {
        out_->append(text_of(value));
      }
      continue;
    }
    const std::string_view name = expression.word();
    tail_ = tag_.substr(name.empty() ? 0 : static_cast<std::size_t>(name.data() + name.size() - tag_.data()));
    if (name == "if") {
      branch(active, scope, depth);
    } else if (name == "for") {
      loop(active, scope, depth);
    } else if (name == "elsif" || name == "else" || name == "endif" || name == "endfor") {
      return name;
    } else {
      invalid(tag_);
    }
  }
  return "";
}

bool Walker::decided(const Scope* scope) {
  Expression expression(tail_, facts_, scope);
  const bool holds = expression.condition();
  if (expression.bad || !expression.ended()) invalid(tag_);
  return holds || checking_;
}

void Walker::branch(bool active, const Scope* scope, int depth) {
  bool now = decided(scope) && active;
  bool done = now && !checking_;
  std::string_view end = block(now, scope, depth + 1);
  while (end == "elsif") {
    now = decided(scope) && active && !done;
    done = done || (now && !checking_);
    end = block(now, scope, depth + 1);
  }
  if (end == "else") end = block(active && !done, scope, depth + 1);
  if (end != "endif") invalid(tag_);
}

void Walker::loop(bool active, const Scope* scope, int depth) {
  Expression expression(tail_, facts_, scope);
  const std::string_view name = expression.word();
  if (expression.word() != "in" || name.empty()) return invalid(tag_);
  const Value list = expression.operand();
  double most = static_cast<double>(kMaxTurns);
  double from = 0;
  while (!expression.ended() && !expression.bad) {
    const std::string_view word = expression.word();
    if ((word != "limit" && word != "offset") || !expression.take(":")) return invalid(tag_);
    const double amount = expression.operand().number_or(0);
    (word == "limit" ? most : from) = word == "limit" ? std::min(most, amount) : amount;
  }
  if (expression.bad) return invalid(tag_);
  const auto skipped =
      static_cast<std::size_t>(std::min(std::max(from, 0.0), static_cast<double>(list.items().size())));
  const std::span<const Value> rest = list.items().subspan(skipped);
  const auto turns = static_cast<std::size_t>(std::min(std::max(most, 0.0), static_cast<double>(rest.size())));
  const std::string_view body = rest_;
  const bool trim = trim_;
  std::string_view end;
  const Value nothing;
  const std::size_t rounds = active ? (checking_ ? 1 : turns) : 0;
  for (std::size_t i = 0; i < rounds && !failed(); ++i) {
    rest_ = body;
    trim_ = trim;
    if (--steps_ < 0) fail(Fault::Kind::too_long, name);
    Value turn;
    turn.add_number("index", static_cast<double>(i + 1));
    turn.add_number("index0", static_cast<double>(i));
    turn.add_number("length", static_cast<double>(turns));
    turn.append_member("first", Value(i == 0));
    turn.append_member("last", Value(i + 1 == turns));
    const Scope forloop{scope, "forloop", turn};
    const Scope item{&forloop, name, i < turns ? rest[i] : nothing};
    end = block(true, &item, depth + 1);
  }
  if (rounds == 0) end = block(false, scope, depth + 1);
  if (end == "else") end = block(active && (turns == 0 || checking_), scope, depth + 1);
  if (end != "endfor") invalid(tag_);
}

/// Every text of a tree; `inside` is what checking reports a place by.
Fault each(Value& tree, const Facts& facts, int& steps, bool checking, const Path& path, std::string* pointer) {
  if (tree.is_string()) {
    const std::string& text = tree.text();
    if (text.find('{') == std::string::npos) return {};
    std::string out;
    Fault fault = Walker(facts, steps, checking).run(text, out);
    if (fault.kind != Fault::Kind::none) {
      if (pointer) *pointer = path.pointer();
    } else if (!checking) {
      tree = Value(std::move(out));
    }
    return fault;
  }
  std::size_t i = 0;
  for (Value& item : tree.items()) {
    Fault fault = each(item, facts, steps, checking, Path{&path, {}, i++}, pointer);
    if (fault.kind != Fault::Kind::none) return fault;
  }
  for (Member& member : tree.members()) {
    Fault fault = each(member.value, facts, steps, checking, Path{&path, member.key, 0}, pointer);
    if (fault.kind != Fault::Kind::none) return fault;
  }
  return {};
}

}  // namespace

Fault render(Value& tree, const Facts& facts) {
  int steps = kMaxSteps;
  return each(tree, facts, steps, false, Path{}, nullptr);
}

Fault check(const Value& tree, std::string& pointer) {
  const Value none;
  const Facts facts{nullptr, [](const void*, std::string_view) { return Value(); }, none, {}, {}};
  int steps = 1'000'000;
  const Path root{nullptr, pointer, 0};
  Value copy = tree;
  Fault fault = each(copy, facts, steps, true, root, &pointer);
  return fault.kind == Fault::Kind::invalid ? std::move(fault) : Fault{};
}

}  // namespace waymark::text
