/** What is served as it lies on disk, and the drawings, which are made when first asked for. */
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { illustrate } from "../art/illustration.js";
import { floor, mark, porch, tiles } from "../art/scene.js";
import { bathroom, clothesline, playroom } from "../art/story.js";
import { findProduct } from "../catalogue/index.js";
import type { Settings } from "./settings.js";

const YEAR = "public, max-age=31536000, immutable";
/** An hour; then for a week the old one once more, while the new one is fetched. */
const STALE = "public, max-age=3600, stale-while-revalidate=604800";
const scenes: Record<string, () => string> = {
  floor,
  mark,
  porch,
  tiles,
  clothesline,
  playroom,
  sunscreen: () => bathroom(true),
  shampoo: () => bathroom(false),
};

/** A drawing by its file name without `.svg`: a scene, a product, or a product's detail. */
function draw(name: string): string | undefined {
  if (Object.hasOwn(scenes, name)) return scenes[name]?.();
  const [id = "", view, ...more] = name.split("-");
  const product = findProduct(id);
  // One name for one drawing: each is kept.
  if (!product || more.length > 0 || (view !== undefined && view !== "detail")) return undefined;
  return illustrate(product, view ?? "main");
}

export async function files(app: FastifyInstance, { assetsDir, distDir }: Settings): Promise<void> {
  await app.register(fastifyStatic, {
    root: assetsDir,
    prefix: "/assets/",
    cacheControl: false,
    setHeaders: (reply, path) => reply.header("cache-control", path.endsWith(".json") ? "no-cache" : YEAR),
  });
  // The SDK's files keep their names from build to build: browsers ask each time and mostly hear 304; but not for what
  // the page waits for, which may be a week older than the rest.
  await app.register(fastifyStatic, {
    root: distDir,
    prefix: "/waymark/",
    decorateReply: false,
    cacheControl: false,
    setHeaders: (reply, path) => reply.header("cache-control", path.endsWith("plan.js") ? STALE : "no-cache"),
  });

  const drawn = new Map<string, string>();
  app.get<{ Params: { name: string } }>("/art/:name.svg", async ({ params: { name } }, reply) => {
    const svg = drawn.get(name) ?? draw(name);
    if (svg === undefined) return reply.callNotFound();
    drawn.set(name, svg);
    return reply.header("cache-control", "public, max-age=86400").type("image/svg+xml").send(svg);
  });
}
