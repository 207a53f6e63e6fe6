#include "event/bots.h"

#include <gtest/gtest.h>

#include <string>

#include "support/json_help.h"

// The real agents of npm's crawler-user-agents: tests/js/bots.test.ts.
namespace waymark::event {
namespace {

TEST(Bots, NoCurrentBrowserIsTakenForOne) {
  const std::string agents = test::read_file("tests/unit/event/browser-agents.txt");
  int count = 0;
  for (std::size_t at = 0; at < agents.size();) {
    const std::size_t end = agents.find('\n', at);
    const std::string agent = agents.substr(at, end - at);
    EXPECT_FALSE(is_bot(agent)) << agent;
    ++count;
    at = end == std::string::npos ? agents.size() : end + 1;
  }
  EXPECT_GE(count, 200);
}

TEST(Bots, AreKnownByShapeAndByWord) {
  EXPECT_TRUE(is_bot("curl/8.5.0"));
  EXPECT_TRUE(is_bot("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"));
  EXPECT_TRUE(
      is_bot("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 "
             "Safari/537.36"));
  EXPECT_TRUE(is_bot("Mozilla/5.0 (Linux; Android 9; CUBOT P30) AppleWebKit/537.36 Googlebot/2.1"));
  EXPECT_FALSE(is_bot("")) << "nothing is known of it";
  EXPECT_TRUE(is_bot(std::string(1'000'000, 'a')));
}

}  // namespace
}  // namespace waymark::event
