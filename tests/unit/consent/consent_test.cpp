#include "consent/consent.h"

#include <gtest/gtest.h>

namespace waymark::consent {
namespace {

TEST(Consent, WithoutABannerTheTwoOwnPurposesAreGrantedAndNoOther) {
  const Ledger ledger;
  EXPECT_TRUE(ledger.granted(kAnalytics));
  EXPECT_TRUE(ledger.granted(kPersonalization));
  EXPECT_EQ(ledger.state("marketing"), ConsentState::unknown);
}

TEST(Consent, TheVisitorsChoiceGoesBeforeTheSitesDefault) {
  Ledger ledger;
  ledger.set_defaults({{"analytics", ConsentState::unknown}, {"marketing", ConsentState::denied}});
  EXPECT_EQ(ledger.verdict("analytics"), Verdict::hold);
  EXPECT_EQ(ledger.verdict("marketing"), Verdict::deny);
  EXPECT_TRUE(ledger.choose("analytics", ConsentState::granted));
  EXPECT_TRUE(ledger.choose("marketing", ConsentState::granted));
  EXPECT_EQ(ledger.verdict("analytics"), Verdict::allow);
  ledger.set_defaults({{"analytics", ConsentState::denied}});
  EXPECT_EQ(ledger.verdict("analytics"), Verdict::allow) << "a new configuration takes back no choice";
}

TEST(Consent, TheSameChoiceAgainIsNoNews) {
  Ledger ledger;
  EXPECT_TRUE(ledger.choose("analytics", ConsentState::denied));
  EXPECT_FALSE(ledger.choose("analytics", ConsentState::denied));
  EXPECT_TRUE(ledger.choose("analytics", ConsentState::granted));
  EXPECT_EQ(ledger.choices().size(), 1);
}

TEST(Consent, APresetLiesBetweenDefaultAndChoice) {
  Ledger ledger;
  EXPECT_FALSE(ledger.in_use());
  ledger.set_defaults({{"marketing", ConsentState::granted}});
  EXPECT_TRUE(ledger.choose("marketing", ConsentState::denied, true));
  EXPECT_EQ(ledger.verdict("marketing"), Verdict::deny);
  EXPECT_TRUE(ledger.choose("marketing", ConsentState::granted));
  EXPECT_EQ(ledger.verdict("marketing"), Verdict::allow);
  EXPECT_EQ(ledger.choices().size(), 1);
  EXPECT_EQ(ledger.all().size(), 3);
}

}  // namespace
}  // namespace waymark::consent
