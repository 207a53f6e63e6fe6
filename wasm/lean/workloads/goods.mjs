export const product = (n) => ({
  product_id: `p${n}`,
  name: `Áo thun cotton ${n}`,
  category: n % 2 ? "kids-clothes" : "toys",
  brand: "Hiên",
  price: 100_000 + n * 1_000.5,
  currency: "VND",
  quantity: 1,
  url: `https://shop.example/p/p${n}`,
});

export const base = {
  version: 1,
  site: { name: "Hiên", timeZone: "Asia/Ho_Chi_Minh", language: "vi" },
  destinations: [{ id: "main", type: "ndjson", url: "/v1/events", writeKey: "k" }],
};
