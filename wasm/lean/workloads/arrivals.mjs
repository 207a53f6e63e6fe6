/** Where visitors come from and with what. */

const referrers = [
  "https://www.google.com/",
  "https://www.google.com.vn/search?q=ao",
  "https://coccoc.com/search?query=ao",
  "https://www.bing.com/",
  "https://www.facebook.com/",
  "https://l.facebook.com/l.php?u=x",
  "https://zalo.me/",
  "https://www.tiktok.com/",
  "https://t.co/abc",
  "https://www.youtube.com/watch?v=1",
  "https://chatgpt.com/",
  "https://www.perplexity.ai/",
  "https://shopee.vn/p",
  "https://tiki.vn/",
  "https://blog.example/post?id=1",
  "http://192.168.1.5:8080/",
  "android-app://com.google.android.gm/",
  "https://shop.example/cart",
  "",
  "",
];
const queries = [
  "",
  "",
  "",
  "?utm_source=newsletter&utm_medium=email&utm_campaign=spring",
  "?utm_source=zalo&utm_medium=social&utm_campaign=T%E1%BA%BFt",
  "?utm_source=google&utm_medium=cpc&utm_campaign=brand&utm_term=ao+thun&utm_content=a&utm_id=7",
  "?gclid=Cj0KCQ",
  "?gbraid=1",
  "?wbraid=2",
  "?fbclid=IwAR",
  "?ttclid=E.C.P",
  "?msclkid=ab",
  "?zarsrc=30",
  "?utm_source=facebook&utm_medium=paid_social&fbclid=x",
  "?utm_medium=affiliate&utm_source=accesstrade",
  "?utm_medium=sms",
  "?utm_medium=push",
  "?utm_source=youtube&utm_medium=video",
  "?utm_campaign=shopping",
  "?utm_medium=display",
  "?q=%C3%A1o%20thun&page=2",
  "?search=kem+ch%E1%BB%91ng+n%E1%BA%AFng",
  "?email=a%40shop.example&token=s3cr3t",
  "?bad=%E0%A4%A&x=%",
  "?a&b=&c=1&c=2#anchor",
  "#/c/kids",
];
const agents = [
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0",
  "Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36",
  "Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/480.0]",
  "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  "HeadlessChrome/130.0",
];
const windows = [
  [390, 844],
  [412, 915],
  [1440, 900],
  [1920, 1080],
  [820, 1180],
];
const zones = [
  ["Asia/Ho_Chi_Minh", "vi-VN"],
  ["Asia/Bangkok", "en-US"],
  ["Europe/Berlin", "de"],
  ["America/New_York", "en"],
  ["UTC", ""],
];

export function arrivals(chance, { text }) {
  const paths = [
    "/",
    "/c/kids-clothes",
    "/p/p1",
    "/p/%C3%A1o-thun",
    "/cart",
    "/checkout",
    "/search?q=%C3%A1o",
    "/account",
    "/thank-you?order=1",
  ];
  const [width, height] = chance.of(windows);
  const [timeZone, language] = chance.of(zones);
  const visitor = {
    userAgent: chance.of(agents),
    viewport: { width, height },
    screen: { width, height },
    timeZone,
    language,
  };
  return {
    paths,
    /** Facts of the page that a visit begins with. */
    landing() {
      const path = chance.of(paths);
      const query = chance.of(queries);
      const url = `https://shop.example${path.includes("?") ? path : path + query}`;
      return { ...visitor, url, title: text(), referrer: chance.of(referrers), visible: chance.when(0.9) };
    },
  };
}
