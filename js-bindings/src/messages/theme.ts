import type { Theme } from "../content.js";
import { refusals } from "./refused.js";

const properties = {
  accent: "color",
  accentText: "color",
  background: "color",
  text: "color",
  textSoft: "color",
  border: "color",
  tint: "color",
  radius: "border-radius",
  font: "font-family",
} as const;

/**
 * Puts a theme on a message as `--waymark-*` variables. Each value must be what its property takes and nothing more:
 * no variables, addresses or functions of the page's own.
 */
export function applyTheme(element: HTMLElement, theme: Theme | undefined): void {
  const values = { ...(theme?.from === "site" ? siteTheme() : {}), ...theme } as Record<string, unknown>;
  for (const [name, property] of Object.entries(properties)) {
    const value = values[name];
    if (typeof value !== "string" || !value) continue;
    if (
      value.length > 200 ||
      /url|var\(|env\(|attr\(|[;{}\\@]|image|expression/i.test(value) ||
      !CSS.supports(property, value)
    )
      refusals.tell("message.themeRefused", value);
    else
      element.style.setProperty(`--waymark-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value);
  }
  if (theme?.scheme === "light" || theme?.scheme === "dark")
    element.style.setProperty("color-scheme", theme.scheme, "important");
}

/** What the page itself looks like: its font and colours, and those of the button that stands out most. */
function siteTheme(): Theme {
  const body = getComputedStyle(document.body);
  const theme: Theme = { font: body.fontFamily, text: body.color };
  if (isSolid(body.backgroundColor)) theme.background = body.backgroundColor;
  let best = 0;
  for (const button of Array.from(document.querySelectorAll("button,a,input[type=submit]")).slice(0, 300)) {
    const style = getComputedStyle(button);
    const { width, height } = button.getBoundingClientRect();
    const size = Math.min(width, 400) * Math.min(height, 60);
    if (size <= best || !isSolid(style.backgroundColor) || style.backgroundColor === theme.background) continue;
    if (style.backgroundColor === style.color) continue;
    best = size;
    theme.accent = style.backgroundColor;
    theme.accentText = style.color;
    theme.radius = style.borderRadius.split(" ")[0] ?? "";
  }
  return theme;
}

const isSolid = (color: string): boolean => /^rgb\(/.test(color);
