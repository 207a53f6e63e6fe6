#include <gtest/gtest.h>

#include <string>

#include "json_help.h"
#include "text/letters.h"
#include "text/locale.h"
#include "text/render.h"

namespace waymark::test {
namespace {

using text::Fault;

struct World {
  Value facts = json(
      "{'visitor':{'name':'nguyễn an','orders':3,'blank':'','tags':['a','b','c']},'cart':{'value':120000.5,'lines':"
      "[{'name':'Áo','price':99000},{'name':'Giày','price':250000}]},'day':'2026-11-22T10:05:09Z'}");
  Value items = json("[{'name':'Hat <b>','price':5}]");
  std::string language = "vi";
  std::string currency = "VND";
};

Value look(const void* context, std::string_view path) {
  const Value* at = &static_cast<const World*>(context)->facts;
  while (!path.empty() && at) {
    const std::size_t dot = path.find('.');
    const std::string part(path.substr(0, dot));
    path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
    at = at->is_array() ? &at->items()[static_cast<std::size_t>(std::stoi(part))] : at->find(part);
  }
  return at ? *at : Value();
}

Fault render(std::string& text, const World& world = {}) {
  Value tree(text);
  Fault fault = text::render(
      tree, text::Facts{&world, look, world.items, world.language, world.currency, 7 * 60, 1'795'341'909'000});
  text = tree.text();
  return fault;
}

struct Row {
  const char* text;
  const char* becomes;
};

constexpr Row kRows[] = {
    {"plain { text }", "plain { text }"},
    {"{{ visitor.name | capitalize }}", "Nguyễn an"},
    {"{{ visitor.name | upcase }}", "NGUYỄN AN"},
    {"{{ 'ĐƯỜNG' | downcase }}", "đường"},
    {"{{ visitor.nick | default: 'bạn' }}", "bạn"},
    {"{{ visitor.blank | default: \"bạn\" }}", "bạn"},
    {"{{ visitor.name | truncate: 7, '…' }}", "nguyễn…"},
    {"{{ cart.value | minus: 500000 | times: -1 | money }}", "380.000\u00a0₫"},
    {"{{ 1990 | money: 'USD' }}", "19,90\u00a0$"},
    {"{{ visitor.tags | join: ', ' }} {{ visitor.tags | first }} {{ visitor.tags | size }}", "a, b, c a 3"},
    {"{{ day | date }}", "22/11/2026"},
    {"{{ day | date: '%A %-d %B %H:%M' }}", "Chủ Nhật 22 tháng 11 17:05"},
    {"{{ 'now' | date: '%Y-%m-%d' }}", "2026-11-22"},
    {"{{ cart.lines[1].name }}", "Giày"},
    {"{% for line in cart.lines %}{{ forloop.index }}. {{ line.name }}{% if forloop.last %}.{% else %}, {% endif %}{% "
     "endfor %}",
     "1. Áo, 2. Giày."},
    {"{% for t in visitor.tags limit: 1 offset: 1 %}{{ t }}{% endfor %}", "b"},
    {"{% for t in visitor.none %}{{ t }}{% else %}none{% endfor %}", "none"},
    {"{% if visitor.orders > 2 and visitor.tags contains 'b' %}yes{% else %}no{% endif %}", "yes"},
    {"{% if visitor.none %}a{% elsif visitor.orders == 3 %}b{% else %}c{% endif %}", "b"},
    {"a {{- ' b ' -}} c", "a b c"},
    {"{{ items[0].name }}", "Hat <b>"},
    {"{{ 7 | divided_by: 2 | round }} {{ 2.5 | at_most: 2 }} {{ 2 | at_least: 3.25 }}", "4 2 3.25"},
    {"{{ visitor.name | escape }}", "nguyễn an"},
};

TEST(Text, Becomes) {
  for (const Row& row : kRows) {
    std::string text = row.text;
    const Fault fault = render(text);
    EXPECT_EQ(fault.kind, Fault::Kind::none) << row.text << " " << fault.found;
    EXPECT_EQ(text, row.becomes) << row.text;
  }
}

TEST(Text, AMissingValueIsAFaultThatNamesIt) {
  for (const char* missing :
       {"Hi {{ visitor.nick }}", "{{ visitor.blank }}", "{{ visitor.nick | upcase }}",
        "{{ visitor.nick | default: visitor.none }}", "{{ visitor }}", "{{ visitor.name | plus: 1 }}",
        "{{ 1 | divided_by: 0 }}", "{{ 'soon' | date }}", "{{ 99999999999 | times: 99999999999 | date }}"}) {
    std::string text = missing;
    EXPECT_EQ(render(text).kind, Fault::Kind::missing) << missing;
    EXPECT_EQ(text, missing) << "left as it was";
  }
  std::string text = "Hi {{ visitor.nick }}";
  EXPECT_EQ(render(text).found, "visitor.nick");
  text = "{% if visitor.nick %}{{ visitor.nick }}{% endif %}ok";
  EXPECT_EQ(render(text).kind, Fault::Kind::none) << "asked first";
}

TEST(Text, IsBounded) {
  World world;
  Value many = Value::array();
  for (int i = 0; i < 200; ++i) many.push(Value("0123456789012345678901234567890123456789"));
  world.facts.set("many", many);
  std::string text = "{% for a in many %}{{ a }}{% endfor %}";
  EXPECT_EQ(render(text, world).kind, Fault::Kind::none);
  EXPECT_EQ(text.size(), 50 * 40) << "fifty turns";
  text = "{% for a in many %}{% for b in many %}{{ forloop.index }}{% endfor %}{% endfor %}";
  EXPECT_EQ(render(text, world).kind, Fault::Kind::too_long);
  text = "{% for a in many %}{{ a }}{{ a }}{{ a }}{% endfor %}";
  EXPECT_EQ(render(text, world).kind, Fault::Kind::too_long) << "6,000 bytes";
}

TEST(Text, WhatNobodyCanReadIsFoundBeforeItIsShown) {
  for (const char* wrong : {"{{ a", "{% if a %}b", "{% endif %}", "{% for a %}{% endfor %}", "{{ a | shout }}", "{{ }}",
                            "{{ 'a }}", "{% include 'x' %}", "{{ a b }}", "{% if a %}{% else %}{{ c | no }}{% endif %}",
                            "{% if a == %}{% endif %}", "{% if a %}{% endfor %}", "{{ a | default }}"}) {
    Value tree = Value::object();
    tree.set("en", json("{'lines':['fine']}"));
    Value lines = tree["en"]["lines"];
    lines.push(Value(wrong));
    Value language;
    language.set("lines", lines);
    tree.set("en", language);
    std::string pointer = "/rules/0/do/0/content";
    EXPECT_EQ(text::check(tree, pointer).kind, Fault::Kind::invalid) << wrong;
    EXPECT_EQ(pointer, "/rules/0/do/0/content/en/lines/1");
  }
  std::string pointer;
  for (const Row& row : kRows) EXPECT_EQ(text::check(Value(row.text), pointer).kind, Fault::Kind::none) << row.text;
}

TEST(Text, MoneyIsWrittenAsTheLanguageWritesIt) {
  EXPECT_EQ(text::money(499000, "VND", "vi"), "499.000\u00a0₫");
  EXPECT_EQ(text::money(499000, "VND", "en"), "₫499,000");
  EXPECT_EQ(text::money(123456750, "USD", "en-US"), "$1,234,567.50");
  EXPECT_EQ(text::money(-50, "USD", "en"), "-$0.50");
  EXPECT_EQ(text::money(1200, "CHF", "en"), "CHF\u00a012.00");
  EXPECT_EQ(text::money(999, "", "vi"), "999");
}

TEST(Text, LettersHaveTheirCase) {
  EXPECT_EQ(text::cased("ăâđêôơư ấẩ ñ ś ž жё ψ 中", true, false), "ĂÂĐÊÔƠƯ ẤẨ Ñ Ś Ž ЖЁ Ψ 中");
  EXPECT_EQ(text::cased("ĂÂĐÊÔƠƯ ẤẨ Ñ Ś Ž ЖЁ Ψ 中", false, false), "ăâđêôơư ấẩ ñ ś ž жё ψ 中");
  EXPECT_EQ(text::cased("éCOLE", true, true), "École");
}

}  // namespace
}  // namespace waymark::test
