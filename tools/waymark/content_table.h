#pragma once

#include <string_view>

namespace waymark::tool {

/// An object of a message's content. `members` are `name:type` words, `name!:type` for what must be there. A type is
/// `text`, `number`, `flag`, the name of a shape, a list `[of]` one of these, or words `a|b`; `/` stands between types
/// that are as good.
struct Shape {
  std::string_view name;
  std::string_view members;
};

/// js-bindings/src/content.ts (`RuleContent` of config.ts) in short: tests/tools/validate-content.test.ts holds the two
/// together by way of dist/config.schema.json.
inline constexpr Shape kShapes[] = {
    {"RuleContent",
     "display:bar|modal|slideIn|toast|fullScreen|inline position:top|bottom|bottomEnd|bottomStart|topEnd|topStart "
     "eyebrow:text title:text text:text body:[text/TreeNode] image:text/Picture action:Action secondary:Action "
     "closeLabel:text dismissAfterMs:number/text code:Code countdown:Countdown progress:Progress tiers:[Tier] "
     "points:Points fields:[FormField] consent:ConsentBox success:Ending questions:[Question] prizes:[Prize] "
     "prize:text play:text layout:carousel|grid theme:Theme"},
    {"TreeNode",
     "el!:p|h2|h3|ul|ol|li|strong|em|s|small|br|hr|div|row|a|img|button text:text children:[text/TreeNode] href:text "
     "src:text alt:text width:number height:number"},
    {"Picture", "url!:text alt:text place:top|side|behind"},
    {"Action", "label!:text url:text"},
    {"Code", "value!:text label:text"},
    {"Countdown", "until!:text/number label:text over:text"},
    {"Progress", "value!:number/text goal!:number/text done:text label:text"},
    {"Tier", "name!:text at!:number/text"},
    {"Points", "value!:text/number label:text"},
    {"FormField",
     "name!:text label!:text type:text|email|tel|number|date|select|textarea required:flag placeholder:text "
     "options:[text/Option] error:text trait:text autocomplete:text"},
    {"Option", "value!:text label!:text"},
    {"ConsentBox", "label!:text required:flag purpose:text error:text url:text urlLabel:text"},
    {"Ending", "title:text text:text code:Code action:Action"},
    {"Question",
     "id!:text type!:nps|csat|ces|choice|multiple|open title!:text text:text required:flag low:text high:text "
     "options:[text/Option] placeholder:text trait:text next:text/[Branch]"},
    {"Branch", "is:text/number/[text/number] min:number max:number to!:text"},
    {"Prize", "id!:text label!:text code:text weight:number text:text color:text"},
    {"Theme",
     "from:site scheme:light|dark accent:text accentText:text background:text text:text textSoft:text border:text "
     "tint:text radius:text font:text"},
};

}  // namespace waymark::tool
