#include <gtest/gtest.h>

#include "recommend/catalogue.h"
#include "recommend/rank.h"
#include "support/json_help.h"

namespace waymark::recommend {
namespace {

using test::json;

TEST(Cards, AreAddedToWhatThereIs) {
  Catalogue catalogue;
  List<Error> errors;
  const char* first =
      "{'version':1,'items':[{'id':'b','name':'B','category':'x','url':'/b','price':5},"
      "{'id':'a','name':'A','category':'x','url':'/a','price':5}]}";
  const char* second =
      "{'version':1,'items':[{'id':'c','name':'C','category':'x','url':'/c','price':7},"
      "{'id':'a','name':'A','category':'x','url':'/a','price':7}]}";
  ASSERT_TRUE(read_catalogue(json(first), catalogue, errors));
  ASSERT_TRUE(read_catalogue(json(second), catalogue, errors, true));
  EXPECT_TRUE(errors.empty());
  ASSERT_EQ(catalogue.items.size(), 3u);
  EXPECT_EQ(catalogue.place("c"), 2u);
  EXPECT_EQ(catalogue.find("a")->price, 5);
  EXPECT_TRUE(catalogue.find("a")->in_stock);
}

TEST(Cards, WithoutAModelNoneAreWanted) {
  Model model;
  Visitor visitor;
  visitor.recent = {"a", "b"};
  Request request;
  request.item_id = "a";
  EXPECT_TRUE(shards_for({}, model, visitor, request).empty());
}

}  // namespace
}  // namespace waymark::recommend
