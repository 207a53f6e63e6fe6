/** Line icons, 24 × 24, in the colour of the text around them. */
import { Html } from "./html.js";

const shapes = {
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM16.2 16.2 21 21",
  bag: "M5 8h14l1 12.5H4L5 8ZM8.5 10.5V7a3.5 3.5 0 0 1 7 0v3.5",
  check: "M5 12.5 10 17.5 19.5 7",
  truck:
    "M2.5 6h11v11h-11ZM13.5 10h4.6l3.4 3.6V17h-8M7 19.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM17.5 19.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z",
  back: "M4 9h10a6 6 0 0 1 0 12H8M4 9 8.5 4.5M4 9l4.5 4.5",
  leaf: "M5 20C3 10 9 4 20 4c0 11-6 17-15 16ZM5 20 14 11",
  chat: "M4 5h16v11H9l-5 4V5Z",
  wallet: "M3.5 6.5h15v13h-15ZM18.5 10.5h2v5h-2M3.5 6.5l12-3v3",
  minus: "M6 12h12",
  plus: "M6 12h12M12 6v12",
  bin: "M5 7h14M9 7V4.5h6V7M7 7l1 13h8l1-13",
  heart:
    "M12 20.5C5 15.6 3 12 3 8.7 3 6 5 4 7.6 4 9.5 4 11 5 12 6.6 13 5 14.5 4 16.4 4 19 4 21 6 21 8.7c0 3.3-2 6.9-9 11.8Z",
  person: "M12 12.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM3.5 21c.8-4 4.2-6 8.5-6s7.7 2 8.5 6",
  arrow: "M5 12h14M13 6l6 6-6 6",
} as const;

export type IconName = keyof typeof shapes;

export const icon = (name: IconName): Html =>
  new Html(
    `<svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${shapes[name]}"/></svg>`,
  );
