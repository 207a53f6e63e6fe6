import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { engine } from "../support/engines/index.ts";
import { languages, names, openGallery, schemes } from "./gallery.ts";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Findings {
  violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[];
  passes: { id: string }[];
}
/** In the page. */
declare const axe: { run(context: object, options: object): Promise<Findings> };

const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function audit(page: Page): Promise<Findings> {
  await page.evaluate(axeSource);
  // What moves has come to rest.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))),
  );
  return page.evaluate(
    (tags) => axe.run({ include: [["waymark-message"]] }, { runOnly: tags, resultTypes: ["violations", "passes"] }),
    wcag,
  );
}

for (const scheme of schemes) {
  test(`no template has an accessibility violation in any language, ${scheme}`, async (t) => {
    // axe itself is a script of the test's, which the shop's policy refuses.
    const gallery = await openGallery(t, {
      bypassCSP: true,
      reducedMotion: "reduce",
      viewport: { width: 390, height: 780 },
    });
    const found: string[] = [];
    const check = async (language: string) => {
      for (const name of names) {
        const page = await gallery.open(name, `lang=${language}&scheme=${scheme}`);
        const { violations, passes } = await audit(page);
        assert.ok(passes.length > 3, `${name}: the message was looked at`);
        for (const { id, nodes } of violations)
          found.push(`${name} ${language}: ${id} ${JSON.stringify(nodes[0]?.target)} ${nodes[0]?.failureSummary}`);
        await page.close();
      }
    };
    await Promise.all(languages.map(check));
    assert.deepEqual(found, []);
    assert.deepEqual(gallery.guest.problems, []);
  });
}

test("later screens of surveys, forms and games have no violation either", async (t) => {
  const gallery = await openGallery(t, { bypassCSP: true, reducedMotion: "reduce" });
  const steps: [name: string, act: (page: Page) => Promise<unknown>][] = [
    [
      "survey",
      async (page) => {
        await page.locator("label[for=point-3]").click();
        await page.getByRole("button", { name: "Next" }).click();
        await page.locator("textarea").waitFor();
      },
    ],
    [
      "leadForm",
      async (page) => {
        await page.getByRole("button", { name: "Send me the code" }).click();
        await page.locator(".error:visible").first().waitFor();
      },
    ],
    [
      "wheel",
      async (page) => {
        await page.getByRole("button", { name: "Spin the wheel" }).click();
        await page.getByText("SPIN10").waitFor();
      },
    ],
    [
      "scratch",
      async (page) => {
        await page.getByRole("button", { name: "Just uncover it" }).click();
        await page.getByText("LUCK50").waitFor();
      },
    ],
  ];
  for (const [name, act] of steps) {
    const page = await gallery.open(name);
    await act(page);
    const { violations } = await audit(page);
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${name} ${id} ${nodes[0]?.failureSummary}`),
      [],
    );
    await page.close();
  }
});

test("a dialog takes the focus, keeps it, and gives it back at Esc", async (t) => {
  const gallery = await openGallery(t);
  const page = await gallery.guest.open(`${gallery.shop.origin}/gallery/frame?lang=en`);
  await page.evaluate(() => {
    const button = document.createElement("button");
    button.id = "opener";
    button.textContent = "open";
    document.querySelector("main")?.append(button);
    button.focus();
  });
  await page.evaluate(() => {
    const { showMessage } = window as unknown as { showMessage(example: object, content: object): Promise<void> };
    return showMessage(
      { template: "modal" },
      { title: "Hello", action: { label: "Go", url: "/" }, secondary: { label: "Later" } },
    );
  });
  const inside = () => page.evaluate(() => document.activeElement?.localName === "waymark-message");
  assert.ok(await inside());
  const visited: string[] = [];
  for (let i = 0; i < 6; ++i) {
    await page.keyboard.press("Tab");
    visited.push(
      await page.evaluate(
        () => document.activeElement?.shadowRoot?.activeElement?.className ?? document.activeElement?.localName ?? "",
      ),
    );
  }
  assert.ok(visited.includes("action") && visited.includes("close") && visited.includes("secondary"), visited.join());
  assert.ok(!visited.includes("button"), "nothing behind it");
  await page.keyboard.press("Escape");
  await page.locator("waymark-message").waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement?.id), "opener");
  assert.equal(await page.evaluate(() => document.documentElement.style.overflow), "", "the page scrolls again");
});

test("typing goes on undisturbed while fifty messages come, and a dialog waits for its end", async (t) => {
  const gallery = await openGallery(t);
  const page = await gallery.guest.open(`${gallery.shop.origin}/gallery/frame?lang=en`);
  await page.focus("#field");
  await page.evaluate(() => {
    const renderer = "/waymark/messages.mjs";
    return import(renderer).then(({ show }) => {
      const modal = {
        type: "showMessage",
        decisionId: "dialog",
        rule: "r",
        template: "modal",
        content: { language: "en", title: "Wait" },
      };
      void show(modal, () => {});
      const templates = ["bar", "toast", "slideIn", "socialProof", "freeShipping"];
      let count = 0;
      const timer = setInterval(() => {
        const template = templates[count % templates.length];
        void show(
          {
            type: "showMessage",
            decisionId: `d${count}`,
            rule: "r",
            template,
            content: { language: "en", title: `Message ${count}` },
          },
          () => {},
        );
        if (++count === 50) clearInterval(timer);
      }, 15);
    });
  });
  const sentence = "the quick brown fox jumps over the lazy dog";
  await page.locator("#field").pressSequentially(sentence, { delay: 20 });
  await page.waitForFunction(() => document.querySelectorAll("waymark-message").length >= 50);
  assert.equal(await page.inputValue("#field"), sentence);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "field");
  assert.equal(await page.locator("dialog").count(), 0);
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.locator("dialog").waitFor();
  assert.deepEqual(gallery.guest.problems, []);
});

/** Names of animations and transitions that take time, in the message of the page. */
const moving = (page: Page) =>
  page.evaluate(() => {
    const root = document.querySelector("waymark-message")?.shadowRoot;
    return Array.from(root?.querySelectorAll("*") ?? []).flatMap((element) => {
      const { animationName, transitionDuration } = getComputedStyle(element);
      return [
        ...(animationName === "none" ? [] : [animationName]),
        ...(/[1-9]/.test(transitionDuration) ? [`transition of ${element.className}`] : []),
      ];
    });
  });

test("at 200 % and in forced colours nothing is cut off, edges are seen, and buttons are large enough", async (t) => {
  // Half the window is what zooming to 200 % leaves.
  const gallery = await openGallery(t, {
    viewport: { width: 320, height: 400 },
    forcedColors: "active",
    reducedMotion: "reduce",
  });
  for (const name of names) {
    const page = await gallery.open(name);
    const report = await page.evaluate(() => {
      const root = document.querySelector("waymark-message")?.shadowRoot;
      const seen = root?.querySelector("[data-seen]");
      const box = seen?.getBoundingClientRect();
      const close = root?.querySelector(".close")?.getBoundingClientRect();
      return {
        left: box?.left ?? -1,
        right: box?.right ?? 9_999,
        page: document.documentElement.scrollWidth,
        close: close ? [Math.round(close.width), Math.round(close.height)] : [44, 44],
        closeTop: close?.top ?? 0,
        edges: [
          seen?.matches(".shelf,.hero") ? null : seen,
          root?.querySelector(".action"),
          root?.querySelector(".progress"),
        ].flatMap((element) => (element ? [getComputedStyle(element).borderTopStyle] : [])),
        animations: document.getAnimations().length,
      };
    });
    assert.ok(report.left >= 0 && report.right <= 320 && report.page <= 320, `${name} ${JSON.stringify(report)}`);
    assert.deepEqual(report.close, [44, 44], name);
    assert.ok(report.closeTop >= 0 && report.closeTop <= 356, `${name} begins where it begins: ${report.closeTop}`);
    // Only Chromium's driver can force colours.
    assert.deepEqual(
      report.edges.filter((style) => style !== "solid" && engine === "chromium"),
      [],
      `${name}: boxes, buttons and bars have edges without colours`,
    );
    assert.equal(report.animations, 0, `${name} keeps still`);
    assert.deepEqual(await moving(page), [], name);
    await page.close();
  }
});

test("who does not ask for stillness sees messages come", async (t) => {
  const gallery = await openGallery(t);
  for (const name of ["bar", "modal", "slideIn", "toast", "freeShipping"])
    assert.ok((await moving(await gallery.open(name))).length > 0, name);
});

test("right to left, messages mirror and stay inside the window", async (t) => {
  const gallery = await openGallery(t, { viewport: { width: 800, height: 640 }, reducedMotion: "reduce" });
  for (const name of names) {
    const page = await gallery.open(name, "lang=en&dir=rtl");
    const [box, close] = await page.evaluate(() => {
      const root = document.querySelector("waymark-message")?.shadowRoot;
      return ["[data-seen]", ".close"].map((selector) =>
        root?.querySelector(selector)?.getBoundingClientRect().toJSON(),
      );
    });
    assert.ok(box && box.left >= 0 && box.right <= 800, name);
    if (close)
      assert.ok(close.left - box.left < box.right - close.right, `${name}: the close button is at the end of the line`);
    await page.close();
  }
});
