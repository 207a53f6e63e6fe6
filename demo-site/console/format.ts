/** Numbers and times as people read them. */
const locale = "en-GB";
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat(locale, { notation: "compact", maximumSignificantDigits: 3 });

export const number = (value: unknown): string => whole.format(Number(value ?? 0));
/** From ten thousand on shortened: 12.3K. */
export const compact = (value: unknown): string =>
  Math.abs(Number(value)) < 10_000 ? number(value) : short.format(Number(value));

export const decimal = (value: unknown, digits = 1): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(Number(value));

export const percent = (share: number, digits = 1): string =>
  Number.isFinite(share) ? `${decimal(share * 100, digits)} %` : "–";

/** With its sign: "+1.2 pp" of a difference of shares. */
export const points = (share: number): string => `${share >= 0 ? "+" : "−"}${decimal(Math.abs(share) * 100, 2)} pp`;
export const signed = (share: number, digits = 0): string =>
  `${share >= 0 ? "+" : "−"}${decimal(Math.abs(share) * 100, digits)} %`;

let currency = "VND";
export const useCurrency = (code: unknown): void => {
  if (typeof code === "string" && /^[A-Z]{3}$/.test(code)) currency = code;
};
export const money = (value: unknown, full = false): string => {
  const amount = Number(value ?? 0);
  const compactly = !full && Math.abs(amount) >= 100_000;
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    ...(compactly ? { notation: "compact", maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 }),
  }).format(amount);
};

/** For an axis, all marks of one kind: ₫50k, ₫100k. */
export const shortMoney = (value: number): string =>
  new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    notation: "compact",
    maximumSignificantDigits: 3,
  }).format(value);

/** A length of time in its two largest units. */
export function span(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return "–";
  const seconds = Math.round(ms / 1000);
  if (Math.abs(ms) < 950) return `${Math.round(ms)} ms`;
  if (seconds < 60) return `${decimal(ms / 1000)} s`;
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor((seconds % 86_400) / 3_600),
    Math.floor((seconds % 3_600) / 60),
  ];
  if (days > 0) return hours > 0 && days < 10 ? `${days} d ${hours} h` : `${days} d`;
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${seconds % 60} s`;
}

const isToday = (date: Date): boolean => date.toDateString() === new Date().toDateString();

export function moment(iso: unknown): string {
  const date = new Date(String(iso));
  if (Number.isNaN(date.getTime())) return "–";
  const time = date.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  return isToday(date)
    ? time
    : `${date.toLocaleDateString(locale, { day: "numeric", month: "short", year: "numeric" })}, ${time.slice(0, 5)}`;
}

/** Name of a bucket on an axis. */
export function bucketName(bucket: string, kind: "axis" | "full" = "axis"): string {
  const date = new Date(`${bucket}:00Z`);
  const zone = { timeZone: "UTC" } as const;
  if (!bucket.endsWith("T00:00") && kind === "axis") return bucket.slice(11);
  const day = date.toLocaleDateString(locale, {
    day: "numeric",
    month: "short",
    ...(kind === "full" && { weekday: "short", year: "numeric" }),
    ...zone,
  });
  return bucket.endsWith("T00:00") ? day : `${day} ${bucket.slice(11)}`;
}

/** `deliveryAndUse` as people say it. */
export const words = (id: string): string => {
  const text = id
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/[-_]/g, " ")
    .toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
};
