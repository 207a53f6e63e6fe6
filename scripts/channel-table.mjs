/**
 * Writes sdk/src/event/channel_table.h: which sites are search engines, social networks, video sites, shops and AI
 * assistants. `node scripts/channel-table.mjs FOLDER` reads the lists named in NOTICE from FOLDER (SearchEngines.yml,
 * Socials.yml, AIAssistants.yml of Matomo; ga4_source_categories.csv of dbt-ga4) and adds our own below.
 *
 * A site is kept as 23 bits of a hash of its key (`keysOf`), the hashes of a category sorted and their differences
 * Rice-coded: about 16 bits a site, less than half of what its name costs compressed. An unlisted host is taken for a
 * listed one once in some two thousand; tests/unit/event/channel_test.cpp counts.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

/** In the order of `SourceKind` in sdk/src/event/channel.h, from 1. */
export const kinds = ["search", "social", "video", "shopping", "assistant"];
export const hashBits = 23;

/** What the lists lack. Keys as in `keysOf`: without `www.` and `.com`, `*` for any country's end. */
const ours = {
  search: [
    "google",
    "google.*",
    "coccoc",
    "cốc cốc",
    "bing",
    "search.brave",
    "startpage",
    "kagi",
    "naver",
    "presearch",
  ],
  social: [
    ...[
      "zalo",
      "zalo.me",
      "chat.zalo.me",
      "oa.zalo.me",
      "zaloapp",
      "zdn.vn",
      "zingmp3.vn",
      "com.zing.zalo",
      "facebook",
    ],
    ...[
      "fb.com",
      "fb.me",
      "messenger",
      "m.me",
      "instagram",
      "ig",
      "threads",
      "threads.net",
      "tiktok",
      "t.me",
      "telegram",
    ],
    ...[
      "telegram.org",
      "web.telegram.org",
      "x",
      "t.co",
      "twitter",
      "linkedin",
      "lnkd.in",
      "pinterest",
      "pin.it",
      "reddit",
    ],
    ...["viber", "whatsapp", "wa.me", "line", "line.me", "lemon8-app", "lotus.vn", "gapo.vn", "tinhte.vn", "voz.vn"],
    ...[
      "digg",
      "friendfeed",
      "webtretho",
      "otofun.net",
      "com.facebook.katana",
      "com.instagram.android",
      "com.twitter.android",
      "bsky",
    ],
    ...["bsky.app", "mastodon.social", "discord", "snapchat", "org.telegram.messenger"],
    ...[
      "com.linkedin.android",
      "com.pinterest",
      "com.reddit.frontpage",
      "com.zhiliaoapp.musically",
      "com.ss.android.ugc.trill",
    ],
  ],
  video: [
    "youtube",
    "youtu.be",
    "com.google.android.youtube",
    "vimeo",
    "dailymotion",
    "bilibili.tv",
    "twitch",
    "fptplay.vn",
    "vieon.vn",
  ],
  shopping: [
    ...["shopee", "shopee.*", "shp.ee", "com.shopee.vn", "lazada", "lazada.*", "tiki", "tiki.vn", "sendo", "sendo.vn"],
    ...["tiktokshop", "shop.tiktok", "chotot", "amazon.*", "ebay.*", "temu", "aliexpress", "taobao", "thegioididong"],
    ...["dienmayxanh", "zalora.*", "websosanh.vn", "sosanhgia"],
  ],
  assistant: [
    ...["chatgpt", "openai", "perplexity", "gemini", "claude", "copilot", "copilot.com", "deepseek", "grok", "mistral"],
    ...[
      "kimi",
      "kimi.ai",
      "poe",
      "pi.ai",
      "character.ai",
      "phind",
      "doubao",
      "metaai",
      "chat.z.ai",
      "com.openai.chatgpt",
    ],
  ],
};

/** The top `hashBits` count; 32 bits FNV-1a with a final mix, as in base/hash.h. */
export function hashOf(text) {
  let hash = 2166136261;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 16777619);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  return hash >>> 0;
}

/**
 * The keys a source is looked up by, the most telling first, and how much was cut off in front: as `kind_of_source` in
 * sdk/src/event/channel.cpp.
 */
export function keysOf(source) {
  const [address, path = ""] = source.toLowerCase().split("/");
  const host = address.replace(/^www\./, "");
  const keys = [];
  if (path) keys.push({ key: `${stripCom(host)}/${path}`, cut: "" });
  for (let at = 0; at >= 0; at = next(host, at)) {
    const rest = host.slice(at);
    const cut = host.slice(0, at);
    keys.push({ key: stripCom(rest), cut });
    const end = /^(.+?)\.(?:[a-z]{2,3}\.[a-z]{2}|[a-z]{2,3})$/.exec(rest);
    if (end) keys.push({ key: `${end[1]}.*`, cut });
  }
  return keys;
}

/** Where the next label begins; -1 before the last, which is everybody's. */
const next = (host, at) => {
  const dot = host.indexOf(".", at);
  return dot < 0 || host.indexOf(".", dot + 1) < 0 ? -1 : dot + 1;
};
const stripCom = (host) => (host.endsWith(".com") ? host.slice(0, -4) : host);

/** `m.`, `uk.`, `search.`: still the search engine. `mail.`, `docs.`: something else under its roof. */
const stillSearch = (cut) =>
  cut.split(".").every((label) => label.length <= 3 || label === "search" || label === "images");

/** Kind of a source by a map of hashes to kinds; undefined for none. */
export function kindOf(source, known) {
  for (const { key, cut } of keysOf(source)) {
    const kind = known.get(hashOf(key) >>> (32 - hashBits));
    if (kind && (kind !== "search" || stillSearch(cut))) return kind;
  }
  return undefined;
}

/** Every `[source, kind]` of the lists, ours first; `{}` stands for a country. */
export function readLists(folder) {
  const matomo = [
    ["AIAssistants.yml", "assistant"],
    ["SearchEngines.yml", "search"],
    ["Socials.yml", "social"],
  ].flatMap(([file, kind]) => addresses(readFileSync(join(folder, file), "utf8")).map((source) => [source, kind]));
  const ga4 = readFileSync(join(folder, "ga4_source_categories.csv"), "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => /^"?(.+?)"?,SOURCE_CATEGORY_(\w+)/.exec(line.trim()))
    .map((match) => [match[1].toLowerCase(), match[2].toLowerCase()]);
  return { matomo, ga4 };
}

/** The addresses of a list of Matomo's: items below `urls`, or below a name. */
function addresses(yaml) {
  const found = [];
  let taking = true;
  for (const line of yaml.split("\n")) {
    const section = /^\s*([\w"'][^:]*):/.exec(line);
    if (section && !/^\s+-/.test(line)) taking = !/^\s+(params|backlink|charsets|hiddenkeyword)/.test(line);
    const item = /^\s+- +["']?([^"'\s]+)["']?\s*$/.exec(line);
    if (item && taking && !item[1].endsWith(":")) found.push(item[1]);
  }
  return found;
}

/** Countries a `{}` is tried with. */
export const countries = ["vn", "de", "co.uk", "com.br", "fr", "com.vn"];
/** A list's address as real ones. */
export const real = (source) =>
  source.startsWith("{}") || source.includes(".{}.")
    ? ["uk", "de", "vn"].map((country) => source.replace("{}", country))
    : source.includes("{}")
      ? countries.map((country) => source.replace("{}", country))
      : [source];

/** The hashes the lists need, none that another one makes unnecessary. */
function choose(lists) {
  const known = new Map();
  const keys = [];
  const add = (key, kind) => {
    known.set(hashOf(key) >>> (32 - hashBits), kind);
    keys.push(key);
  };
  for (const kind of kinds) for (const key of ours[kind]) add(stripCom(key), kind);
  const said = new Set();
  const labels = (source) => source.split(/[./]/).length;
  const take = (source, kind) => {
    // The first list that has a site counts: assistants that search are assistants, and ours are right.
    const name = source.replace(/^www\./, "");
    if (said.has(name) || known.has(hashOf(keysOf(source)[0].key) >>> (32 - hashBits))) return;
    said.add(name);
    if (real(source).every((one) => kindOf(one, known) === kind)) return;
    if (source.endsWith(".{}")) return add(source.replace(/^www\./, "").replace("{}", "*"), kind);
    if (source.includes("{}")) return add(keysOf(source.replaceAll("{}.", ""))[0].key, kind);
    add(keysOf(source)[0].key, kind);
  };
  const ordered = (list) => [...list].sort((a, b) => labels(a[0]) - labels(b[0]));
  for (const [source, kind] of ordered(lists.matomo)) take(source.replace(/\/$/, ""), kind);
  for (const [source, kind] of ordered(lists.ga4)) take(source, kind);
  return { known, keys };
}

/** The hashes of all kinds: for each 12 bits of how many, 5 of how many low bits, then the Rice codes of the differences. */
export function encode(known) {
  const bits = [];
  const put = (value, count) => {
    for (let bit = count - 1; bit >= 0; bit -= 1) bits.push((value >>> bit) & 1);
  };
  for (const kind of kinds) {
    const hashes = [...known]
      .filter(([, of]) => of === kind)
      .map(([hash]) => hash)
      .sort((a, b) => a - b);
    // The best for differences spread as evenly as a hash spreads them: log2(mean * ln 2).
    const riceBits = Math.floor(Math.log2((2 ** hashBits / hashes.length) * Math.LN2));
    put(hashes.length, 12);
    put(riceBits, 5);
    let before = 0;
    for (const hash of hashes) {
      const step = hash - before;
      before = hash;
      for (let i = step >>> riceBits; i > 0; i -= 1) bits.push(1);
      bits.push(0);
      put(step & ((1 << riceBits) - 1), riceBits);
    }
  }
  // Three more, for a reader that takes four at a time.
  const bytes = new Uint8Array(Math.ceil(bits.length / 8) + 3);
  for (const [i, bit] of bits.entries()) bytes[i >> 3] |= bit << (7 - (i & 7));
  return bytes;
}

/** The table as C++. */
function source(bytes, count) {
  const rows = [];
  for (let i = 0; i < bytes.length; i += 20) rows.push([...bytes.slice(i, i + 20)].join(", "));
  return `#pragma once

// Written by scripts/channel-table.mjs, which says how; do not edit. ${count} sites. Sources: NOTICE.

#include <cstdint>

namespace waymark::event {

inline constexpr std::uint32_t kSourceHashBits = ${hashBits};

// clang-format off
inline constexpr std::uint8_t kSourceHashes[] = {
  ${rows.join(",\n  ")},
};
// clang-format on

}  // namespace waymark::event
`;
}

if (process.argv[1]?.endsWith("channel-table.mjs")) {
  const { known } = choose(readLists(process.argv[2]));
  const bytes = encode(known);
  writeFileSync("sdk/src/event/channel_table.h", source(bytes, known.size));
  console.log(`${known.size} sites, ${bytes.length} bytes, ${brotliCompressSync(bytes).length} brotli`);
}
