#include "rules/facts.h"

#include <cstddef>
#include <string>
#include <utility>

#include "rules/roots/roots.h"

namespace waymark::rules {
namespace {

/// Cuts the first part of a dotted path off.
std::string_view take_part(std::string_view& path) {
  const std::size_t dot = path.find('.');
  const std::string_view part = path.substr(0, dot);
  path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
  return part;
}

/// Place of an array element a path names, or one past any array.
std::size_t index_of(std::string_view part) {
  std::size_t index = part.empty() ? SIZE_MAX / 16 : 0;
  for (const char c : part)
    index = c >= '0' && c <= '9' && index < 100'000 ? index * 10 + static_cast<std::size_t>(c - '0') : SIZE_MAX / 16;
  return index;
}

using Root = void (*)(const Facts&, roots::Members&);

/// Every root by its name; one line each.
constexpr std::pair<std::string_view, Root> kRoots[] = {
    {"session", roots::session}, {"touch", roots::touch}, {"page", roots::page},
    {"device", roots::device},   {"cart", roots::cart},   {"loyalty", roots::loyalty},
    {"journey", roots::journey}, {"event", roots::event}, {"now", roots::now},
};

constexpr std::string_view kVisitor = "visitor";

void build(const Facts& facts, std::string_view name, Built& out) {
  const bool whole = name == kVisitor;
  const std::string_view first = take_part(name);
  out.found = true;
  if (first == kVisitor) {
    out.value = whole ? roots::visitor(facts) : roots::visitor_member(facts, name);
    return;
  }
  roots::Members members{name};
  for (const auto& [known, root] : kRoots) {
    if (known == first) root(facts, members);
  }
  out.found = name.empty() || members.found;
  out.value = std::move(members.value);
}

}  // namespace

const Built& Facts::find(const std::string& name) const {
  for (const Built& known : built) {
    if (known.name == name) return known;
  }
  Built& made = built.emplace_back(name);
  build(*this, name, made);
  return made;
}

const Value* Facts::trait(const std::string& name) const {
  const profile::Entry* entry = profile.view().find(profile::kTraits, name);
  return entry && !entry->detail.is_null() ? &entry->detail : nullptr;
}

Value Facts::lookup(std::string_view path) const {
  std::string name(take_part(path));
  // Members are worked out one by one: some take a look at everything.
  if (!path.empty()) name.append(".").append(take_part(path));
  const Value* at = &root(name);
  while (!path.empty() && at) {
    const std::string_view part = take_part(path);
    if (at->is_array()) {
      const std::size_t index = index_of(part);
      at = index < at->items().size() ? &at->items()[index] : nullptr;
    } else {
      at = at->find(part);
    }
  }
  return at ? *at : Value();
}

}  // namespace waymark::rules
