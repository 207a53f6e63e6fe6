import type { RecommendedItem, Strategy } from "./protocol.js";

/**
 * What a message says. All texts are templates in the configuration (docs/messages.md, "Texts") and plain text by the
 * time they are drawn. Every part may stand in every template; a template only says which parts it is known for and
 * where it stands by default.
 */
export interface Content {
  /** BCP 47 tag of the texts; set by the core. */
  language: string;
  /** Where it stands; default by template. `inline` is for messages with a slot. */
  display?: Display;
  /** Of a bar: `top` or `bottom`; of a slide-in or toast a corner. */
  position?: "top" | "bottom" | "bottomEnd" | "bottomStart" | "topEnd" | "topStart";
  /** A word or two above the title. */
  eyebrow?: string;
  title?: string;
  text?: string;
  /** Rich text: a tree of allowed elements. */
  body?: TreeNode[];
  image?: Picture;
  action?: Action;
  /** A second way out; without `url` it puts the message away. */
  secondary?: Action;
  /** Accessible name of the close button. */
  closeLabel?: string;
  /** Puts itself away after so long, not while it is looked into; a toast's default is 8,000. */
  dismissAfterMs?: number | string;
  code?: Code;
  countdown?: Countdown;
  progress?: Progress;
  /** Steps of a membership, each from so many points on. */
  tiers?: { name: string; at: number | string }[];
  /** Points of a loyalty account. */
  points?: { value: string | number; label?: string };
  /** Fields of a form; `action` sends it. */
  fields?: FormField[];
  consent?: ConsentBox;
  /** What is said once a form is sent or a survey is over. */
  success?: Ending;
  questions?: Question[];
  /** Of a wheel or scratch card. Which one it is, the core says in `prize`. */
  prizes?: Prize[];
  prize?: string;
  /** Text of the button that spins or uncovers. */
  play?: string;
  /** How items stand: `carousel` (default) or `grid`. */
  layout?: "carousel" | "grid";
  items?: RecommendedItem[];
  /** ISO 4217 code of the items' prices. */
  currency?: string;
  strategy?: Strategy;
  theme?: Theme;
}

export type Display = "bar" | "modal" | "slideIn" | "toast" | "fullScreen" | "inline";

export interface Action {
  label: string;
  /** http, https, mailto, tel or a path. Without one the message goes away. */
  url?: string;
}

/** An address, or more; pictures come by http(s) or from the site. */
export type Picture = string | { url: string; alt?: string; place?: "top" | "side" | "behind" };

export interface Code {
  value: string;
  label?: string;
}

export interface Countdown {
  /** ISO 8601, or milliseconds since 1970. */
  until: string | number;
  label?: string;
  /** Said when the time is over; without it the message goes away. */
  over?: string;
}

export interface Progress {
  value: number | string;
  goal: number | string;
  /** Said instead of `text` once the goal is reached. */
  done?: string;
  label?: string;
}

export interface FormField {
  name: string;
  label: string;
  type?: "text" | "email" | "tel" | "number" | "date" | "select" | "textarea";
  required?: boolean;
  placeholder?: string;
  options?: Option[];
  /** Said when what was typed is not right. */
  error?: string;
  /** Name of the trait it becomes; default `name`. */
  trait?: string;
  autocomplete?: string;
}

export type Option = string | { value: string; label: string };

export interface ConsentBox {
  label: string;
  /** Without it the form cannot be sent; default true. */
  required?: boolean;
  /** Purpose that is granted when it is ticked. */
  purpose?: string;
  error?: string;
  url?: string;
  urlLabel?: string;
}

export interface Ending {
  title?: string;
  text?: string;
  code?: Code;
  action?: Action;
}

export interface Question {
  id: string;
  /** `nps` 0 to 10, `csat` 1 to 5 stars, `ces` 1 to 7. */
  type: "nps" | "csat" | "ces" | "choice" | "multiple" | "open";
  title: string;
  text?: string;
  required?: boolean;
  /** Words at both ends of a scale. */
  low?: string;
  high?: string;
  options?: Option[];
  placeholder?: string;
  /** Name of the trait the answer becomes; default `id`. */
  trait?: string;
  /** The next question's id or `end`, or by answer the first that fits; default the next in the list. */
  next?: string | Branch[];
}

export interface Branch {
  /** An answer, or several. */
  is?: string | number | (string | number)[];
  min?: number;
  max?: number;
  to: string;
}

export interface Prize {
  id: string;
  label: string;
  code?: string;
  /** How often it is drawn among the others; default 1. */
  weight?: number;
  /** Said with it. */
  text?: string;
  color?: string;
}

/** An element of rich text and `custom` messages. What is not listed is refused. */
export type TreeNode =
  | string
  | {
      el:
        | "p"
        | "h2"
        | "h3"
        | "ul"
        | "ol"
        | "li"
        | "strong"
        | "em"
        | "s"
        | "small"
        | "br"
        | "hr"
        | "div"
        | "row"
        | "a"
        | "img"
        | "button";
      text?: string;
      children?: TreeNode[];
      href?: string;
      src?: string;
      alt?: string;
      width?: number;
      height?: number;
    };

/** Values of CSS variables; what is no colour, length or font is left out. */
export interface Theme {
  /** Takes font, colours and radius from the page itself. */
  from?: "site";
  scheme?: "light" | "dark";
  accent?: string;
  accentText?: string;
  background?: string;
  text?: string;
  textSoft?: string;
  border?: string;
  tint?: string;
  radius?: string;
  font?: string;
}
