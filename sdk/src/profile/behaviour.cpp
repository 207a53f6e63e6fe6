#include "profile/behaviour.h"

namespace waymark::profile {

bool PropertyTest::holds(const Value& actual) const {
  switch (relation) {
    case Relation::equal:
      return actual == value;
    case Relation::not_equal:
      return !(actual == value);
    case Relation::in:
    case Relation::not_in: {
      bool among = false;
      for (const Value& one : value.items()) among = among || one == actual;
      return among == (relation == Relation::in);
    }
    case Relation::contains:
      return actual.is_string() && value.is_string() && actual.text().find(value.text()) != std::string::npos;
    case Relation::starts_with:
      return actual.is_string() && value.is_string() && actual.text().starts_with(value.text());
    case Relation::exists:
      return actual.is_null() != value.boolean_or(true);
    default:
      break;
  }
  int order = 0;
  if (actual.is_number() && value.is_number()) {
    const double a = actual.number_or(0);
    const double b = value.number_or(0);
    order = a < b ? -1 : a > b ? 1 : 0;
  } else if (actual.is_string() && value.is_string()) {
    order = actual.text().compare(value.text());
  } else {
    return false;
  }
  switch (relation) {
    case Relation::less:
      return order < 0;
    case Relation::less_equal:
      return order <= 0;
    case Relation::greater:
      return order > 0;
    default:
      return order >= 0;
  }
}

}  // namespace waymark::profile
