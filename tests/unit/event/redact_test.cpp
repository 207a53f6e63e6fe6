#include "event/redact.h"

#include <gtest/gtest.h>

#include <string>

#include "base/random.h"
#include "event/normalise.h"
#include "support/json_help.h"

namespace waymark::event {
namespace {

std::string redacted(std::string text, const PrivacyConfig& config = {}) {
  Redactor(config).redact(text);
  return text;
}

/// A text nothing is taken out of.
void stays(const char* text) { EXPECT_EQ(redacted(text), text); }

TEST(Redaction, TakesOutEmailAddresses) {
  EXPECT_EQ(redacted("write to an.nguyen+shop@mail.example.com, please"), "write to [email], please");
  EXPECT_EQ(redacted("https://shop.example/?q=an%40mail.vn&x=1"), "https://shop.example/?q=[email]&x=1");
  EXPECT_EQ(redacted("a@b.vn,c@d.com"), "[email],[email]");
  EXPECT_EQ(redacted("<an@163.com>."), "<[email]>.");
  EXPECT_EQ(redacted("?back=%2Fp%3Fq%3Dan%2540mail.vn"), "?back=[email]");
  EXPECT_EQ(redacted("từ nguyễn@mail.vn, an@tên-miền.vn"), "từ [email], [email]");
  stays("https://medium.example/@writer");
  stays("react@18.2.0");
  stays("@ a@ @b.com a@b");
  stays("giá 129.000 ₫ @ Hà Nội");
}

TEST(Redaction, TakesOutPhoneNumbers) {
  for (const char* phone : {"0912345678",
                            "0912 345 678",
                            "091.234.5678",
                            "091-234-5678",
                            "(091) 234 5678",
                            "84912345678",
                            "+84912345678",
                            "+84 91 234 56 78",
                            "+84 (0)912 345 678",
                            "%2B84912345678",
                            "0084912345678",
                            "02438251234",
                            "+44 20 7946 0958",
                            "+1 (212) 555-0187",
                            "0912+345+678",
                            "0912%20345%20678",
                            "+84+912+345+678",
                            "%2B84%20912%20345%20678",
                            "0912\xC2\xA0"
                            "345\xC2\xA0"
                            "678",
                            "0912\xE2\x80\x93"
                            "345\xE2\x80\x93"
                            "678"}) {
    const std::string text = redacted(std::string("call ") + phone + " now");
    EXPECT_NE(text.find("[phone]"), std::string::npos) << phone << " → " << text;
    EXPECT_EQ(text.find_first_of("123456789"), std::string::npos) << phone << " → " << text;
  }
  EXPECT_EQ(redacted("/search?q=g%E1%BB%8Di%200912+345+678"), "/search?q=g%E1%BB%8Di%20[phone]");
  EXPECT_EQ(redacted("/r?to=%2Fp%3Fcall%3D0912345678%26x"), "/r?to=%2Fp%3Fcall%3D[phone]%26x");
  EXPECT_EQ(redacted("?q=iphone+15+0912345678"), "?q=iphone+15+[phone]");
  EXPECT_EQ(redacted("?q=zalo+84912345678"), "?q=zalo+[phone]");
  stays("%20120912");
  stays("129.000 ₫");
  stays("2026-01-05T09:30:00+07:00");
  stays("1767578400000");
  stays("SP0912345678");
  stays("1234567890");
  stays("0012");
  stays("iPhone 15 Pro Max 256GB");
}

TEST(Redaction, TakesOutCardNumbersByLuhn) {
  for (const char* card :
       {"4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111", "5555555555554444", "4111+1111+1111+1111",
        "4111%201111%201111%201111", "378282246310005", "6011111111111117", "3530111333300000", "2223003122003222"}) {
    EXPECT_EQ(redacted(std::string("card ") + card), "card [card]") << card;
  }
  stays("4111111111111112");
  stays("1111111111111117");
}

TEST(Redaction, TakesOutParametersByName) {
  EXPECT_EQ(redacted("https://shop.example/reset?Token=s3cret&utm_source=a#x"),
            "https://shop.example/reset?Token=[redacted]&utm_source=a#x");
  EXPECT_EQ(redacted("/p?a=1&password=p&email=x&b=2"), "/p?a=1&password=[redacted]&email=[redacted]&b=2");
  EXPECT_EQ(redacted("/p#access_token=t&state=1"), "/p#access_token=[redacted]&state=1");
  EXPECT_EQ(redacted("/p?email[]=x&user[email]=y&user%5Bphone%5D=z&user[name]=n"),
            "/p?email[]=[redacted]&user[email]=[redacted]&user%5Bphone%5D=[redacted]&user[name]=n");
  PrivacyConfig config;
  config.parameters = {"customer"};
  EXPECT_EQ(redacted("/p?customer=17&page=2", config), "/p?customer=[redacted]&page=2");
  stays("/p?page=2&category=token&tokens=1");
  stays("/p?&&==?#");
}

TEST(Redaction, TakesOutWhatTheSitesPatternsMatch) {
  PrivacyConfig config;
  config.patterns = {"KH-\\d{6}", "("};
  EXPECT_EQ(redacted("KH-123456 and KH-654321, KH-12", config), "[redacted] and [redacted], KH-12");
}

TEST(Redaction, EachKindCanBeLeftOut) {
  PrivacyConfig config;
  config.redact = {"card"};
  EXPECT_EQ(redacted("a@b.vn 0912345678 4111111111111111", config), "a@b.vn 0912345678 [card]");
}

TEST(Redaction, WalksTheWholeEventButTheNumbersOfThings) {
  Value value = test::json(
      "{'note':'a@b.vn','deep':[{'phone':'0912345678'}],'order_id':'0912345678','sku':'4111111111111111',"
      "'orderId':'0912345678','id':'0912345678','number':4111111111111111,'price':129000,'order':{'id':"
      "4111111111111111}}");
  EXPECT_EQ(Redactor(PrivacyConfig{}).redact(value, base::Path{nullptr, "/properties", 0}), 3);
  EXPECT_TRUE(test::same(
      value, test::json("{'note':'[email]','deep':[{'phone':'[phone]'}],'order_id':'0912345678',"
                        "'sku':'4111111111111111','orderId':'0912345678','id':'0912345678','number':'[card]',"
                        "'price':129000,'order':{'id':4111111111111111}}")))
      << test::text_of(value);
}

TEST(Redaction, LeavesWhatIsAllowedByPath) {
  PrivacyConfig config;
  config.allow = {"/traits/email", "/properties/contact"};
  Value traits = test::json("{'email':'a@b.vn','other':'a@b.vn'}");
  Redactor(config).redact(traits, base::Path{nullptr, "/traits", 0});
  EXPECT_TRUE(test::same(traits, test::json("{'email':'a@b.vn','other':'[email]'}")));
  Value properties = test::json("{'contact':{'email':'a@b.vn'},'contacts':'a@b.vn'}");
  Redactor(config).redact(properties, base::Path{nullptr, "/properties", 0});
  EXPECT_TRUE(test::same(properties, test::json("{'contact':{'email':'a@b.vn'},'contacts':'[email]'}")));
  Value kept = test::json("{'email':'a@b.vn'}");
  EXPECT_EQ(Redactor(PrivacyConfig{}).redact(kept, base::Path{nullptr, "/traits", 0}), 0)
      << "traits, unless said otherwise";
}

// Any text at all: it ends, what is left has nothing more to take out, and nothing outside of what was found changes.
TEST(Redaction, OfAnyTextIsDoneInOnePass) {
  base::Random random("0123456789abcdef0123456789abcdef");
  const char* pieces[] = {"a", "@",    "b.vn", "%40", "%2B", "+", "0", "84", "912345678", "4111111111111111",
                          " ", ".",    "-",    "(",   ")",   "?", "&", "=",  "token",     "#",
                          "é", "\xff", "/",    "x"};
  for (int round = 0; round < 3'000; ++round) {
    std::string text;
    for (std::uint32_t i = random.next() % 20; i > 0; --i) text += pieces[random.next() % std::size(pieces)];
    const std::string once = redacted(text);
    EXPECT_EQ(redacted(once), once) << text;
    EXPECT_EQ(once.find("4111111111111111"),
              text.find("4111111111111111") == std::string::npos ? std::string::npos : once.find("4111111111111111"));
  }
}

TEST(Redaction, HostileTextsAsLongAsTheyMayBe) {
  for (const char* piece :
       {"a", "@", "a@", "a@b", "%40", "0", "0912345678", "4111 ", "+1-", "?a=", "a@b.c", "&token="}) {
    std::string text;
    while (text.size() < kMaxStringBytes) text += piece;
    EXPECT_LE(redacted(text).size(), 3 * text.size()) << piece;
  }
}

}  // namespace
}  // namespace waymark::event
