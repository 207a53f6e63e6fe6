/** The documentation as a site: scripts/docs-site.mjs builds it into build/docs-site. The pages are docs/*.md. */
import syntaxHighlight from "@11ty/eleventy-plugin-syntaxhighlight";
import anchor from "markdown-it-anchor";
import { chapters, made } from "./chapters.mjs";
import { configReference } from "./config-reference.mjs";

/** Headings as GitHub names them, so that links between documents hold in both places. */
const slugify = (text) =>
  text
    .toLowerCase()
    .replace(/[^\w\- ]/g, "")
    .replace(/ /g, "-");

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A fenced block that says `live` becomes a place to try it out. */
function liveBlocks(markdown) {
  const fence = markdown.renderer.rules.fence;
  markdown.renderer.rules.fence = (tokens, index, options, env, self) => {
    const [language, live] = tokens[index].info.trim().split(/\s+/);
    if (live !== "live") return fence(tokens, index, options, env, self).replace(/^<pre>/, '<pre tabindex="0">');
    return `<waymark-live><pre><code class="language-${language}">${escaped(tokens[index].content)}</code></pre></waymark-live>\n`;
  };
}

/** Links to documents lead to their pages; what else lies in the repository is named, and is no link here. */
function localLinks(markdown) {
  markdown.core.ruler.push("local_links", (state) => {
    for (const token of state.tokens) {
      // What scrolls sideways on a phone can be scrolled by keyboard, too.
      if (token.type === "table_open" || token.type === "code_block") token.attrSet("tabindex", "0");
      let dead = false;
      for (const child of token.children ?? []) {
        if (child.type === "link_open") {
          const href = child.attrGet("href");
          if (/^\w+:|^#/.test(href)) continue;
          if (/^(\.\.\/)?(decisions\/)?[\w-]+\.md(#|$)/.test(href) && !/^\.\.\/[A-Z]/.test(href)) {
            child.attrSet("href", href.replace(/\.md(?=#|$)/, ".html"));
          } else {
            dead = true;
            child.type = "text";
            child.tag = "";
            child.content = "";
          }
        } else if (child.type === "link_close" && dead) {
          dead = false;
          child.type = "text";
          child.content = "";
        }
      }
    }
  });
}

/** Headings of the second level, for the list beside a page. */
const outline = (html) =>
  [...html.matchAll(/<h2 id="([^"]+)"[^>]*>(.*?)<\/h2>/g)].map(([, id, text]) => ({
    id,
    text: text.replace(/<[^>]+>/g, ""),
  }));

export default function site(eleventy) {
  eleventy.addPlugin(syntaxHighlight, {
    errorOnInvalidLanguage: false,
    preAttributes: { tabindex: 0 },
    init: ({ Prism }) => {
      Prism.languages.vue = Prism.languages.html;
      Prism.languages.jsonc = Prism.languages.js;
    },
  });
  eleventy.amendLibrary("md", (markdown) => {
    markdown.set({ linkify: false });
    markdown.use(anchor, {
      slugify,
      permalink: anchor.permalink.headerLink({ class: "anchor" }),
    });
    liveBlocks(markdown);
    localLinks(markdown);
  });
  eleventy.addGlobalData("layout", "page.njk");
  eleventy.addGlobalData("permalink", () => (data) => `${data.page.filePathStem.slice(1)}.html`);
  eleventy.addGlobalData("chapters", chapters());
  eleventy.addGlobalData("eleventyComputed", {
    root: (data) => "../".repeat(Math.max(0, (data.page.url || "/").split("/").length - 2)),
  });
  eleventy.addFilter("outline", outline);
  eleventy.addFilter("heading", (html) => (/<h1[^>]*>(.*?)<\/h1>/.exec(html)?.[1] ?? "").replace(/<[^>]+>/g, ""));
  eleventy.addTemplate("config.md", `# ${made.config}\n\n${configReference()}`);
  eleventy.addPassthroughCopy({ "docs/images": "images" });
  eleventy.ignores.add("docs/site/**");
  return {
    // Documents hold `{{ name }}` of texts: nothing is a template here.
    markdownTemplateEngine: false,
    dir: { input: "docs", includes: "site", output: "build/docs-site" },
  };
}
