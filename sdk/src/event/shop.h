#pragma once

#include "waymark/error.h"
#include "waymark/event.h"
#include "waymark/list.h"

namespace waymark::event {

/// Takes an event by one of GA4's names and gives it the name and properties of Segment's e-commerce specification,
/// version 2: `view_item` becomes `Product Viewed`, `items[]` become `products[]`, `item_id` becomes `product_id`.
/// What has no counterpart keeps its name. An event about one product has its members among the properties too.
/// Nothing that is there already is replaced. False where the name is none of GA4's.
bool from_ga4(EventCall& call);

/// Checks the properties of a shop event against the specification's types. What is certainly meant otherwise is put
/// right ("199000" as a price, 123 as a product_id: `event.propertyCoerced`); what is wrong stays as it is
/// (`event.propertyType`); and what the event means nothing without is missed (`event.propertyMissing`).
/// Events by other names are the site's own business.
void check_shop(EventCall& call, List<Error>& complaints);

}  // namespace waymark::event
