import type { Input, Properties } from "../protocol.js";

/**
 * `dist/json-ld.mjs`: the product a page shows, from its schema.org description (JSON-LD), as search engines read it.
 * Fetched where the configuration has `jsonLd`.
 */

/** Characters of all such scripts of a page together. */
const maxCharacters = 200_000;
/** Values looked at: the rest of a description that large is not the product of this page. */
const maxValues = 5_000;
const maxDepth = 12;
/** Scripts looked at. */
const maxScripts = 20;

type Node = { [key: string]: unknown };

export interface JsonLdSettings {
  priceScale?: unknown;
}

/**
 * Tells the product of this page as a signal, from which the core infers `Product Viewed` unless the site has said so
 * itself. Returns the way to look again, at another page.
 */
export function readJsonLd(
  setting: unknown,
  put: (input: Input) => void,
  complain: (code: string, found: string) => void,
): () => void {
  const scale = Number((setting as JsonLdSettings | null)?.priceScale) || 1;
  let last = "";
  return () => {
    const product = productOf(document.querySelectorAll('script[type="application/ld+json"]'), complain);
    const detail = product && propertiesOf(product, scale);
    const text = JSON.stringify(detail ?? "");
    // Markup of the page before, which its application has left there.
    if (detail && text !== last) put({ type: "signal", kind: "product", detail });
    last = text;
  };
}

/** The one product the scripts describe: none where they describe several, as a list of products does. */
function productOf(scripts: ArrayLike<Element>, complain: (code: string, found: string) => void): Node | undefined {
  const products: Node[] = [];
  let characters = 0;
  for (const script of Array.from(scripts).slice(0, maxScripts)) {
    const text = script.textContent ?? "";
    characters += text.length;
    if (characters > maxCharacters) {
      complain("jsonLd.tooLarge", String(characters));
      break;
    }
    try {
      collect(JSON.parse(text), products);
    } catch {
      complain("jsonLd.invalid", text.trim().slice(0, 40));
    }
  }
  const ids = new Set(products.map((product) => idOf(product) ?? product));
  return ids.size === 1 ? products[0] : undefined;
}

const isType = (value: unknown, wanted: RegExp): boolean =>
  [value].flat(1).some((type) => typeof type === "string" && wanted.test(type));

/** Products at the top, in `@graph`, or what the page is about; not those of a list or of "related to". */
function collect(root: unknown, products: Node[]): void {
  let left = maxValues;
  const open: [unknown, number][] = [[root, 0]];
  for (let next = open.shift(); next && left-- > 0; next = open.shift()) {
    const [value, depth] = next;
    if (!value || typeof value !== "object" || depth > maxDepth) continue;
    if (Array.isArray(value)) {
      for (const one of value.slice(0, left)) open.push([one, depth + 1]);
      continue;
    }
    const node = value as Node;
    if (isType(node["@type"], /(^|\/)(Product|ProductGroup|IndividualProduct|ProductModel)$/)) products.push(node);
    else
      for (const key of ["@graph", "mainEntity", "mainEntityOfPage"]) if (node[key]) open.push([node[key], depth + 1]);
  }
}

const textOf = (value: unknown): string | undefined => {
  const [first] = [value].flat(1);
  const text =
    first && typeof first === "object"
      ? ((first as Node).name ?? (first as Node).url ?? (first as Node)["@id"])
      : first;
  return typeof text === "string" || typeof text === "number"
    ? String(text).trim().slice(0, 300) || undefined
    : undefined;
};

function idOf(product: Node): string | undefined {
  return (
    textOf(product.productID) ??
    textOf(product.sku) ??
    textOf(product.productGroupID) ??
    textOf(product.gtin13) ??
    textOf(product.gtin) ??
    textOf(product.mpn) ??
    textOf(product["@id"])
  );
}

function propertiesOf(product: Node, scale: number): Properties | undefined {
  const [offer] = [product.offers].flat(1) as (Node | undefined)[];
  const specification = [offer?.priceSpecification].flat(1)[0] as Node | undefined;
  const price = numberOf(offer?.price ?? offer?.lowPrice ?? specification?.price);
  const properties: { [key: string]: unknown } = {
    product_id: idOf(product),
    sku: textOf(product.sku),
    name: textOf(product.name),
    brand: textOf(product.brand),
    category: categoryOf(product.category),
    variant: textOf(product.color) ?? textOf(product.size),
    url: textOf(product.url) ?? location.href.split(/[?#]/)[0],
    image_url: imageOf(product.image),
    price: price === undefined ? undefined : scale === 1 ? price : Math.round(price * scale),
    currency: textOf(offer?.priceCurrency ?? specification?.priceCurrency),
    availability: textOf(offer?.availability)?.replace(/^.*\//, ""),
    inferred: true,
  };
  for (const key in properties) if (properties[key] === undefined) delete properties[key];
  return properties.product_id || properties.name ? (properties as Properties) : undefined;
}

/** The last part of a path such as `Kids > Clothes`. */
function categoryOf(value: unknown): string | undefined {
  return textOf(value)
    ?.split(/\s*[>/]\s*/)
    .pop();
}

function imageOf(value: unknown): string | undefined {
  const [first] = [value].flat(1);
  return textOf(first && typeof first === "object" ? ((first as Node).contentUrl ?? (first as Node).url) : first);
}

/** `"1.234,50"`, `"1,234.50"`, `"135000"`: the last separator with one or two digits after it is the decimal one. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string") return undefined;
  const digits = value.replace(/[^\d.,-]/g, "");
  const [, whole = digits, decimals = ""] = /^(.*)[.,](\d{1,2})$/.exec(digits) ?? [];
  const text = `${whole.replace(/[.,]/g, "")}${decimals ? `.${decimals}` : ""}`;
  return text && Number.isFinite(Number(text)) ? Number(text) : undefined;
}
