/** The rules: changed, checked as they are typed, tried on what was stored, published. */
import type { Finding } from "../../server/console/check-rules.js";
import type { Preview, RuleReport as Report } from "../../server/console/preview.js";
import type { Version } from "../../server/console/rules-file.js";
import { type Child, el } from "../dom.js";
import { moment, number, percent, words } from "../format.js";
import { badge, card, cut, empty, table, tiles } from "../parts.js";
import { ask } from "../server.js";
import type { View } from "../view.js";

interface Editor {
  text: string;
  version: string;
  built: string;
  versions: Version[];
}

const CHECK_AFTER_MS = 500;

const post = <T>(path: string, body: object): Promise<T> =>
  ask<T>(`/api/console/editor/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

/** Rules of a text with the line each begins on; none while it is no JSON. */
function outline(text: string): { id: string; name: string; status: string; line: number }[] {
  try {
    const { rules } = JSON.parse(text) as { rules?: unknown };
    if (!Array.isArray(rules)) return [];
    let from = text.indexOf('"rules"');
    return rules.flatMap((rule: { id?: unknown; name?: unknown; status?: unknown } | null) => {
      if (typeof rule?.id !== "string") return [];
      const at = text
        .slice(from)
        .search(new RegExp(`"id"\\s*:\\s*${JSON.stringify(rule.id).replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`));
      if (at >= 0) from += at;
      const line = text.slice(0, from).split("\n").length;
      return [
        {
          id: rule.id,
          name: typeof rule.name === "string" ? rule.name : rule.id,
          status: typeof rule.status === "string" ? rule.status : "live",
          line,
        },
      ];
    });
  } catch {
    return [];
  }
}

/** A text field with numbered lines; the numbers follow it. */
function codeField(text: string): {
  box: HTMLElement;
  area: HTMLTextAreaElement;
  mark(findings: Finding[]): void;
  goTo(line: number, column?: number): void;
} {
  const numbers = el("div", { class: "code-lines", "aria-hidden": "true" });
  const area = el("textarea", {
    id: "rules-text",
    class: "code-text",
    spellcheck: "false",
    autocomplete: "off",
    autocapitalize: "off",
    wrap: "off",
    rows: 30,
    "aria-label": "The rules as JSON",
    "aria-describedby": "rules-hint",
  });
  area.value = text;
  const count = (): void => {
    const lines = area.value.split("\n").length;
    // A key is pressed far more often than a line is added.
    while (numbers.childElementCount > lines) numbers.lastElementChild?.remove();
    if (numbers.childElementCount < lines) {
      const from = numbers.childElementCount;
      numbers.append(...Array.from({ length: lines - from }, (_, i) => el("span", {}, String(from + i + 1))));
    }
    numbers.scrollTop = area.scrollTop;
  };
  area.addEventListener("input", count);
  area.addEventListener("scroll", () => {
    numbers.scrollTop = area.scrollTop;
  });
  // Tab indents, as in every editor; Esc first, and it leaves, as everywhere else.
  let leaving = false;
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leaving = true;
    else if (event.key === "Tab" && !event.shiftKey && !leaving) {
      event.preventDefault();
      area.setRangeText("  ", area.selectionStart, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input"));
    } else if (event.key !== "Tab") leaving = false;
  });
  count();
  return {
    box: el("div", { class: "code" }, numbers, area),
    area,
    mark(findings) {
      count();
      for (const marked of numbers.querySelectorAll("[class]")) marked.removeAttribute("class");
      for (const { line, level } of findings) numbers.children[line - 1]?.setAttribute("class", level);
    },
    goTo(line, column = 1) {
      const start =
        area.value
          .split("\n")
          .slice(0, line - 1)
          .reduce((sum, one) => sum + one.length + 1, 0) +
        column -
        1;
      area.focus();
      area.setSelectionRange(start, start);
      const height = area.scrollHeight / Math.max(1, area.value.split("\n").length);
      area.scrollTop = Math.max(0, (line - 6) * height);
    },
  };
}

function change(now: number, then: number): Child {
  const difference = then - now;
  return el(
    "span",
    {},
    number(then),
    difference !== 0 ? el("small", {}, ` ${difference > 0 ? "+" : "−"}${number(Math.abs(difference))}`) : null,
  );
}

function outcome(preview: Preview): HTMLElement {
  const ids = [...new Set([...preview.proposed, ...preview.current].map(({ rule }) => rule))];
  const none: Report = { rule: "", shown: 0, visitors: 0, converted: 0, reasons: {}, variants: {} };
  const rows = ids.map((id) => {
    const [before, after] = [
      preview.current.find(({ rule }) => rule === id),
      preview.proposed.find(({ rule }) => rule === id),
    ];
    const reasons = Object.entries(after?.reasons ?? {})
      .filter(([reason]) => !["selected", "notTriggered"].includes(reason))
      .sort((a, b) => b[1] - a[1]);
    return {
      id,
      state: !before ? "new" : !after ? "gone" : JSON.stringify(before) === JSON.stringify(after) ? "" : "changed",
      before: before ?? none,
      after: after ?? none,
      reasons: reasons.slice(0, 3),
    };
  });
  return el(
    "div",
    {},
    tiles([
      { name: "Events lived through", value: number(preview.events) },
      {
        name: "Visitors",
        value: number(preview.visitors),
        note: preview.share < 1 ? `${percent(preview.share, 0)} of them, by lot` : "all of them",
      },
      { name: "Rules that would do something else", value: number(rows.filter(({ state }) => state !== "").length) },
    ]),
    table(
      "What would have been",
      [
        {
          name: "Rule",
          cell: ({ id, state }) =>
            el("span", {}, `${id} `, state ? badge(state, state === "gone" ? "bad" : "warm") : null),
        },
        { name: "Visitors reached", right: true, cell: ({ before, after }) => change(before.visitors, after.visitors) },
        { name: "Times seen", right: true, cell: ({ before, after }) => change(before.shown, after.shown) },
        { name: "Goals after it", right: true, cell: ({ before, after }) => change(before.converted, after.converted) },
        {
          name: "Mostly silent because of",
          cell: ({ reasons }) =>
            el(
              "span",
              { class: "chips start" },
              ...reasons.map(([reason, count]) => badge(`${words(reason)} ${number(count)}`)),
            ),
        },
      ],
      rows,
    ),
    el(
      "p",
      { class: "help" },
      "The stored events are lived through once more with their own times, by the rules as they are and as they would be. Nobody dismisses a message there, consent is given, and a rule that recommends answers “no items”, since the goods of that day are not stored.",
    ),
  );
}

export const editorView: View = {
  title: "Rule editor",
  timeless: true,
  async draw({ onLeave }) {
    const editor = await ask<Editor>("/api/console/editor");
    let base = editor.version;
    let published = editor.text;
    const code = codeField(editor.text);
    const { area } = code;
    const list = el("ul", { class: "findings" });
    const summary = el("p", { class: "soft", role: "status" });
    const rules = el("ol", { class: "outline" });
    const versions = el("ol", { class: "outline" });
    const result = el("div", {});
    const days = el(
      "select",
      { id: "preview-days", "aria-label": "Time of the preview" },
      ...[7, 28, 90].map((n) => el("option", { value: n, selected: n === 28 }, `${n} days`)),
    );
    const tryButton = el("button", { type: "button", class: "button" }, "Try on stored events");
    const publishButton = el("button", { type: "button", class: "button strong" }, "Publish");
    const discard = el("button", { type: "button", class: "button" }, "Discard changes");
    let findings: Finding[] = [];
    let sound = true;

    const state = (): void => {
      const changed = area.value !== published;
      publishButton.disabled = !changed || !sound;
      discard.disabled = !changed;
      tryButton.disabled = !sound;
    };
    const showFindings = (): void => {
      const errors = findings.filter(({ level }) => level === "error").length;
      summary.textContent =
        findings.length === 0
          ? "No errors, no warnings."
          : `${errors} ${errors === 1 ? "error" : "errors"}, ${findings.length - errors} ${findings.length - errors === 1 ? "warning" : "warnings"}.`;
      list.replaceChildren(
        ...findings.slice(0, 40).map(({ level, code: id, pointer, message, line, column }) => {
          const place = el("button", { type: "button", class: "link" }, line > 0 ? `Line ${line}` : pointer || "Whole");
          place.addEventListener("click", () => line > 0 && code.goTo(line, column));
          return el(
            "li",
            {},
            badge(level, level === "error" ? "bad" : "warm"),
            " ",
            place,
            el("p", {}, message),
            el("small", {}, `${id}${pointer ? ` at ${pointer}` : ""}`),
          );
        }),
      );
      code.mark(findings);
    };
    const showOutline = (): void => {
      const found = outline(area.value);
      if (found.length === 0 && area.value.trim() !== "") return;
      rules.replaceChildren(
        ...found.map(({ id, name, status, line }) => {
          const button = el("button", { type: "button", class: "link" }, cut(name, 70));
          button.addEventListener("click", () => code.goTo(line));
          return el(
            "li",
            {},
            button,
            " ",
            badge(status, status === "live" ? "good" : ""),
            el("small", {}, ` ${id.slice(0, 50)}`),
          );
        }),
      );
    };
    const showVersions = (all: Version[]): void => {
      versions.replaceChildren(
        ...all.slice(0, 12).map(({ version, publishedMs }) => {
          const button = el("button", { type: "button", class: "link" }, moment(new Date(publishedMs).toISOString()));
          button.addEventListener("click", async () => {
            const { text } = await ask<{ text: string }>(`/api/console/editor/version?version=${version}`);
            area.value = text;
            area.dispatchEvent(new Event("input"));
          });
          return el(
            "li",
            {},
            button,
            " ",
            version === base ? badge("in use", "good") : null,
            version === editor.built ? badge("as built") : null,
            el("small", {}, ` ${version}`),
          );
        }),
      );
      if (all.length === 0)
        versions.replaceChildren(
          el("li", { class: "soft" }, "None published yet: these are the rules the shop was built with."),
        );
    };

    let turn = 0;
    let timer = 0;
    const check = async (): Promise<void> => {
      const own = ++turn;
      const answer = await post<{ findings: Finding[] }>("check", { text: area.value }).catch((error: Error) => ({
        findings: [
          { level: "error" as const, code: "check.failed", pointer: "", message: error.message, line: 0, column: 0 },
        ],
      }));
      if (own !== turn) return;
      findings = answer.findings;
      sound = !findings.some(({ level }) => level === "error");
      showFindings();
      state();
    };
    area.addEventListener("input", () => {
      sound = false;
      state();
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        showOutline();
        void check();
      }, CHECK_AFTER_MS);
    });
    discard.addEventListener("click", () => {
      area.value = published;
      area.dispatchEvent(new Event("input"));
    });
    tryButton.addEventListener("click", async () => {
      tryButton.disabled = true;
      result.replaceChildren(
        card(
          "Preview",
          { wide: true },
          el("p", { class: "soft", role: "status" }, "Living through the stored events …"),
        ),
      );
      try {
        const preview = await post<Preview>("preview", { text: area.value, days: Number(days.value) });
        result.replaceChildren(
          card(
            "Preview",
            { wide: true, note: `The last ${days.value} days, as if these rules had been in use` },
            outcome(preview),
          ),
        );
      } catch (error) {
        result.replaceChildren(card("Preview", { wide: true }, empty("No preview", (error as Error).message)));
      }
      state();
      result.scrollIntoView({ block: "nearest" });
    });
    publishButton.addEventListener("click", async () => {
      publishButton.disabled = true;
      const text = area.value;
      try {
        const answer = await post<{ version: string; versions: Version[] }>("publish", { text, base });
        base = answer.version;
        published = text;
        showVersions(answer.versions);
        summary.textContent = "Published: pages opened from now on have these rules.";
      } catch (error) {
        summary.textContent = `Not published: ${(error as Error).message}.`;
      }
      state();
    });
    const warn = (event: BeforeUnloadEvent): void => {
      if (area.value !== published) event.preventDefault();
    };
    addEventListener("beforeunload", warn);
    onLeave(() => {
      removeEventListener("beforeunload", warn);
      window.clearTimeout(timer);
      turn += 1;
    });

    showOutline();
    showVersions(editor.versions);
    await check();
    return {
      parts: [
        el("div", { class: "tools" }, publishButton, discard, el("span", { class: "tools-gap" }), days, tryButton),
        result,
        el(
          "div",
          { class: "halves editor" },
          card(
            "Rules file",
            { note: "waymark.config.json as the shop serves it" },
            code.box,
            el("p", { class: "help", id: "rules-hint" }, "Tab indents; Esc, then Tab leaves the field."),
          ),
          el(
            "div",
            { class: "stack" },
            card("Checks", {}, summary, list),
            card("Rules in it", {}, rules),
            card("Versions", { note: "One is looked at, then published like any change" }, versions),
          ),
        ),
      ],
    };
  },
};
