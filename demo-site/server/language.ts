/** Which language a request wants: `?lang=`, then the cookie of an earlier choice, then Vietnamese. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Language, languages } from "../catalogue/product.js";

const known = (value: string | null | undefined): Language | undefined =>
  languages.find((language) => language === value);

const cookie = (header: string | undefined, name: string): string | undefined =>
  header
    ?.split(";")
    .map((part) => part.trim().split("="))
    .find(([key]) => key === name)?.[1];

/** What was asked for, on this host whatever it looks like: `//x` is a path here, and no page may link to the host x. */
export function addressOf({ url }: FastifyRequest): URL {
  return new URL(`http://shop/${url.replace(/^[/\\]+/, "")}`);
}

/** An explicit choice is remembered for a year. */
export function languageOf(request: FastifyRequest, reply: FastifyReply): Language {
  const asked = known(addressOf(request).searchParams.get("lang"));
  if (asked) reply.header("set-cookie", `lang=${asked}; Path=/; Max-Age=31536000; SameSite=Lax`);
  const language = asked ?? known(cookie(request.headers.cookie, "lang")) ?? "vi";
  reply.headers({ "content-language": language, vary: "cookie" });
  return language;
}
