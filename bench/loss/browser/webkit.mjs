import { existsSync } from "node:fs";
import { launchAutomated } from "./webkit-automated.mjs";
import { launchPlain, noSmallDisk } from "./webkit-plain.mjs";
import { hasXvfb } from "./xvfb.mjs";

export const name = "webkit";
const folder = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1";
const programs = { driver: "/usr/bin/WebKitWebDriver", browser: process.env.WEBKIT ?? `${folder}/MiniBrowser` };

const noQuota = noSmallDisk();

export const cannot = {
  ...(noQuota ? { quota: noQuota } : {}),
  offline: "WebKitGTK's WebDriver has no network conditions: `navigator.onLine` stays true, which is row REF",
};

export function unavailable() {
  const lacking = [...Object.values(programs), "/usr/bin/Xvfb"].filter((path) => !existsSync(path));
  return lacking.length > 0 || !hasXvfb() ? `${lacking.join(", ")} is not installed` : undefined;
}

/**
 * WebKitGTK ("the WebKit engine", not Safari). An automated session keeps its storage in memory, so rows that start the
 * browser again or need a disk are played by an ordinary one on a profile of its own, whose pages ask what to do (webkit-plain.mjs).
 */
export function launch({ profile, quotaBytes, restarts }) {
  return restarts || quotaBytes ? launchPlain(programs, { profile, quotaBytes }) : launchAutomated(programs);
}
