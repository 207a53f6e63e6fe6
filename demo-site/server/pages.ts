/** The pages people see. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { findCategory, findProduct } from "../catalogue/index.js";
import { account, favourites } from "../views/account.js";
import { cart, checkout, thankYou } from "../views/checkout.js";
import { gallery, galleryFrame } from "../views/gallery.js";
import { home } from "../views/home.js";
import { category, searchPage } from "../views/listing.js";
import { document, type Page, type PageContext } from "../views/page.js";
import { help, notFound } from "../views/plain-pages.js";
import { product } from "../views/product.js";
import { translator } from "../views/words.js";
import { addressOf, languageOf } from "./language.js";

export function pages(app: FastifyInstance, assetVersion: string): void {
  const contextOf = (request: FastifyRequest, reply: FastifyReply): PageContext => {
    const url = addressOf(request);
    url.searchParams.delete("lang");
    const language = languageOf(request, reply);
    return { language, t: translator(language), path: url.pathname, query: url.searchParams, assetVersion };
  };
  const send = (reply: FastifyReply, ctx: PageContext, page: Page) =>
    reply.header("cache-control", "no-cache").type("text/html; charset=utf-8").send(document(ctx, page).text);
  const missing = (request: FastifyRequest, reply: FastifyReply) => {
    const ctx = contextOf(request, reply);
    return send(reply.code(404), ctx, notFound(ctx));
  };

  const plain: Record<string, (ctx: PageContext) => Page> = {
    "/": home,
    "/account": account,
    "/favourites": favourites,
    "/cart": cart,
    "/checkout": checkout,
    "/thank-you": thankYou,
    "/search": searchPage,
    "/help": help,
    "/gallery": gallery,
  };
  for (const [path, view] of Object.entries(plain)) {
    app.get(path, async (request, reply) => {
      const ctx = contextOf(request, reply);
      return send(reply, ctx, view(ctx));
    });
  }

  app.get<{ Querystring: { example?: string } }>("/gallery/frame", async ({ query }, reply) =>
    reply
      .header("cache-control", "no-cache")
      .type("text/html; charset=utf-8")
      .send(galleryFrame(assetVersion, String(query.example ?? "")).text),
  );

  app.get<{ Params: { id: string } }>("/c/:id", async (request, reply) => {
    const shown = findCategory(request.params.id);
    if (!shown) return missing(request, reply);
    const ctx = contextOf(request, reply);
    return send(reply, ctx, category(ctx, shown));
  });

  // The id ends the address, so that a product may be renamed: /p/ao-thun-gau-con-kc01, or just /p/kc01.
  app.get<{ Params: { slug: string } }>("/p/:slug", async (request, reply) => {
    const shown = findProduct(request.params.slug.split("-").at(-1) ?? "");
    if (!shown) return missing(request, reply);
    const ctx = contextOf(request, reply);
    return send(reply, ctx, product(ctx, shown));
  });

  app.setNotFoundHandler((request, reply) => {
    if (request.method === "GET" && !/^\/(api|art|assets|waymark|v1)\//.test(request.url))
      return missing(request, reply);
    return reply.code(404).send({ error: "notFound" });
  });
}
