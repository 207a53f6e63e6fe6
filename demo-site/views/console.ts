/** The console's frame, and the page that asks for its password. Everything within is drawn by its own script. */
import { type Html, html } from "./html.js";

/** Address → name and line icon on a 24 × 24 grid. */
const sections: [path: string, name: string, icon: string][] = [
  ["/console", "Overview", "M4 13h6V4H4zM14 20h6V4h-6zM4 20h6v-4H4z"],
  [
    "/console/live",
    "Live",
    "M12 12h.01M8.5 8.5a5 5 0 0 0 0 7M15.5 8.5a5 5 0 0 1 0 7M5.6 5.6a9 9 0 0 0 0 12.8M18.4 5.6a9 9 0 0 1 0 12.8",
  ],
  ["/console/visitors", "Visitors", "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20a7.5 7.5 0 0 1 15 0"],
  [
    "/console/journey",
    "Journey",
    "M5 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM19 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM7 17h6a3 3 0 0 0 0-6h-2a3 3 0 0 1 0-6h6",
  ],
  ["/console/funnel", "Funnel", "M4 5h16l-6 7v6l-4 2v-8z"],
  ["/console/channels", "Channels", "M4 20V10M10 20V4M16 20v-7M21 20H3"],
  ["/console/rules", "Messages", "M5 5h14a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-6l-4 4v-4H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1z"],
  [
    "/console/recommendations",
    "Recommendations",
    "M12 4l2.3 4.9 5.2.7-3.8 3.7.9 5.3-4.6-2.6-4.6 2.6.9-5.3L4.500 9.600l5.200-.7z",
  ],
  ["/console/feedback", "Feedback", "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM9 10h.01M15 10h.01M8.500 14a4 4 0 0 0 7 0"],
  ["/console/health", "Health", "M3 12h4l2.500-6 4 12 2.500-6h5"],
  ["/console/editor", "Rule editor", "M4 20h4L19 9l-4-4L4 16zM13 7l4 4"],
];

const icon = (d: string): Html =>
  html`<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${d}"></path></svg>`;

const head = (title: string, version: string): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="/art/mark.svg" type="image/svg+xml">
<link rel="preload" href="/assets/fonts/be-vietnam-pro-latin-400-normal.woff2" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="/assets/console.css?v=${version}">
`;

const ranges: [days: number, name: string][] = [
  [1, "Today"],
  [7, "7 days"],
  [28, "28 days"],
  [90, "90 days"],
  [365, "12 months"],
  [0, "All time"],
];

export function consolePage(version: string, closed: boolean): Html {
  return html`${head("Console – Hiên", version)}<script defer src="/assets/console.js?v=${version}"></script>
</head>
<body>
<a class="skip" href="#view">Skip to the view</a>
<div class="frame">
  <header class="side">
    <a class="brand" href="/console"><img src="/art/mark.svg" width="26" height="26" alt=""><span>hiên</span> <small>console</small></a>
    <nav aria-label="Console"><ul>${sections.map(([path, name, d]) => html`<li><a href="${path}" data-section>${icon(d)}<span>${name}</span></a></li>`)}</ul></nav>
    <div class="side-foot"><a href="/">Open the shop</a>${closed ? html`<form method="post" action="/console/logout"><button type="submit">Log out</button></form>` : ""}</div>
  </header>
  <main class="stage">
    <div class="bar">
      <h1 id="title">Overview</h1>
      <div class="bar-tools">
        <label class="pick"><span class="hidden">Time</span><select id="days">${ranges.map(([days, name]) => html`<option value="${days}"${days === 28 ? html` selected` : ""}>${name}</option>`)}</select></label>
        <button class="round" type="button" id="reload" aria-label="Ask again" title="Ask again">${icon("M20 11a8 8 0 1 0-2.300 6.300M20 5v6h-6")}</button>
        <button class="round" type="button" id="theme" aria-label="Light or dark" title="Light or dark">${icon("M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16")}</button>
      </div>
    </div>
    <div id="view" tabindex="-1" aria-busy="true"></div>
    <p class="note" id="note" role="status"></p>
    <noscript><p class="note">The console needs JavaScript.</p></noscript>
  </main>
</div></body>
</html>
`;
}

export function loginPage(problem: string): Html {
  return html`${head("Log in – Hiên console", "0")}</head>
<body class="login">
<main>
  <form method="post" action="/console/login">
    <p class="brand"><img src="/art/mark.svg" width="30" height="30" alt=""><span>hiên</span> <small>console</small></p>
    <h1>Log in</h1>
    <p>The password is in <code>CONSOLE_PASSWORD</code>, or was printed when the server started.</p>
    <label for="password">Password</label>
    <input id="password" name="password" type="password" autocomplete="current-password" required maxlength="200"${problem ? html` aria-invalid="true" aria-describedby="problem"` : ""} autofocus>
    ${problem ? html`<p class="problem" id="problem" role="alert">${problem}</p>` : ""}
    <button type="submit">Log in</button>
  </form>
</main>
</body>
</html>
`;
}
