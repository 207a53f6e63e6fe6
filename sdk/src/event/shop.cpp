#include "event/shop.h"

#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "base/path.h"
#include "base/utf8.h"
#include "json/number.h"
#include "json/write.h"

namespace waymark::event {
namespace {

using base::Path;

/// Longest excerpt of a wrong value in a complaint, in bytes.
constexpr std::size_t kMaxFoundBytes = 60;

/// GA4's names and Segment's; `*` where the event is about one product. Source: developers.google.com, "Measure
/// ecommerce"; Segment's "V2 Ecommerce Events"; the pairs as RudderStack's GA4 destination has them.
constexpr std::string_view kNames =
    "view_item=*Product Viewed|add_to_cart=*Product Added|remove_from_cart=*Product Removed|"
    "select_item=*Product Clicked|add_to_wishlist=*Product Added to Wishlist|view_item_list=Product List Viewed|"
    "view_cart=Cart Viewed|begin_checkout=Checkout Started|add_shipping_info=Checkout Step Completed|"
    "add_payment_info=Payment Info Entered|purchase=Order Completed|refund=Order Refunded|"
    "view_promotion=Promotion Viewed|select_promotion=Promotion Clicked|search=Products Searched|"
    "view_search_results=Products Searched|share=Product Shared|sign_up=Signed Up|login=Signed In|";

/// Of the event, and of an item.
constexpr std::string_view kMembers =
    "items=products|transaction_id=order_id|search_term=query|item_list_id=list_id|item_list_name=list_name|"
    "payment_type=payment_method|shipping_tier=shipping_method|promotion_name=name|creative_name=creative|"
    "creative_slot=position|";
constexpr std::string_view kItemMembers =
    "item_id=product_id|item_name=name|item_brand=brand|item_category=category|item_variant=variant|index=position|"
    "item_list_id=list_id|item_list_name=list_name|";

/// What the specification says of a property: `n` number, `t` text, `l` list, `i` an id: a text, often given as a
/// number.
constexpr std::string_view kTypes =
    "price=n|quantity=n|position=n|value=n|revenue=n|total=n|subtotal=n|shipping=n|tax=n|discount=n|rating=n|"
    "product_id=i|sku=i|cart_id=i|order_id=i|checkout_id=i|list_id=i|coupon_id=i|promotion_id=i|wishlist_id=i|"
    "review_id=i|category=t|name=t|brand=t|variant=i|coupon=i|url=t|image_url=t|currency=t|query=i|creative=t|"
    "coupon_name=t|wishlist_name=t|affiliation=t|payment_method=t|shipping_method=t|share_via=t|share_message=t|"
    "recipient=t|review_body=t|reason=t|products=l|filters=l|sorts=l|";

/// First words of the specification's names, and the property without which the event says nothing to a profile: the
/// first that begins the name counts.
constexpr std::string_view kNeeds =
    "Products Searched=query|Product List =|Product =product_id|Order =order_id|Wishlist Product =product_id|"
    "Promotion =|Cart =|Checkout =|Payment Info =|Coupon =|";

/// What stands after `key` in a table of `key=word|`; `{nullptr}` where it is not in it.
std::string_view find(std::string_view table, std::string_view key) {
  for (std::size_t at = table.find(key); at != std::string_view::npos; at = table.find(key, at + 1)) {
    const std::size_t end = at + key.size();
    if ((at > 0 && table[at - 1] != '|') || end >= table.size() || table[end] != '=') continue;
    return table.substr(end + 1, table.find('|', end) - end - 1);
  }
  return {};
}

/// Renames members; one that has the other name already keeps its own.
void rename(Value& object, std::string_view table) {
  for (Member& member : object.members()) {
    const std::string_view name = find(table, member.key);
    if (!name.empty() && !object.find(name)) member.key = name;
  }
}

class Checker {
 public:
  explicit Checker(List<Error>& complaints) : complaints_(complaints) {}

  void check(Value& object, const Path& path) {
    for (Member& member : object.members()) {
      const std::string_view type = find(kTypes, member.key);
      if (!type.empty()) check_one(member.value, type[0], Path{&path, member.key, 0});
    }
  }

  void complain(const char* code, const Path& path, const char* expected, const Value& found) {
    std::string text = found.is_array() ? "an array" : found.is_object() ? "an object" : json::write(found);
    base::utf8_truncate(text, kMaxFoundBytes);
    complaints_.emplace_back(code, path.pointer(), expected, text);
  }

 private:
  void check_one(Value& value, char type, const Path& path) {
    if (value.is_null()) return;
    if (type == 'l') {
      if (!value.is_array()) return complain("event.propertyType", path, "an array", value);
      for (std::size_t i = 0; i < value.items().size(); ++i) {
        const Path inner{&path, {}, i};
        if (!value.items()[i].is_object()) {
          complain("event.propertyType", inner, "an object", value.items()[i]);
        } else {
          check(value.items()[i], inner);
        }
      }
      return;
    }
    const char* expected = type == 'n' ? "a number" : "a text";
    if (type == 'n' ? value.is_number() : value.is_string()) return;
    const double number = type == 'n' ? json::number_from(value.text_or()) : NAN;
    Value better;
    if (!std::isnan(number)) better = Value(number);
    if (type == 'i' && value.is_number()) better = Value(json::write(value));
    complain(better.is_null() ? "event.propertyType" : "event.propertyCoerced", path, expected, value);
    if (!better.is_null()) value = std::move(better);
  }

  List<Error>& complaints_;
};

}  // namespace

bool from_ga4(EventCall& call) {
  std::string_view name = find(kNames, call.name);
  if (name.empty()) return false;
  Value& properties = call.properties;
  const bool one_product = name[0] == '*';
  if (one_product) name.remove_prefix(1);
  if (name.starts_with("Order ") && properties.is_object()) {
    // The items' sum without tax and shipping is revenue to Segment; what is given back of it, the total.
    rename(properties, name == "Order Refunded" ? "value=total|" : "value=revenue|");
  }
  rename(properties, kMembers);
  if (name == "Product Shared") rename(properties, "method=share_via|item_id=product_id|");
  if (const Value* items = properties.find("products"); items && items->is_array()) {
    Value products = *items;
    for (Value& item : products.items()) rename(item, kItemMembers);
    if (one_product && !products.items().empty()) {
      for (const Member& member : products.items()[0].members()) {
        if (!properties.find(member.key)) properties.set(member.key, member.value);
      }
    }
    if (one_product && products.items().size() == 1) {
      properties.erase("products");
    } else {
      properties.set("products", std::move(products));
    }
  }
  call.name = name;
  return true;
}

void check_shop(EventCall& call, List<Error>& complaints) {
  const std::string_view name = call.name;
  for (std::string_view table = kNeeds; !table.empty(); table.remove_prefix(table.find('|') + 1)) {
    const std::size_t equals = table.find('=');
    if (!name.starts_with(table.substr(0, equals))) continue;
    const Path root{nullptr, "/event/properties", 0};
    Checker checker(complaints);
    checker.check(call.properties, root);
    const std::string needed(table.substr(equals + 1, table.find('|') - equals - 1));
    if (needed.empty() || !call.properties[needed].is_null()) return;
    const bool product = needed == "product_id";
    if (product && (!call.properties["sku"].is_null() || !call.properties["products"].is_null())) return;
    return checker.complain("event.propertyMissing", Path{&root, needed, 0}, "a value", Value());
  }
}

}  // namespace waymark::event
