import { spawn } from "node:child_process";
import { existsSync } from "node:fs";

const program = "/usr/bin/Xvfb";
export const hasXvfb = () => existsSync(program);

let started;

/** One screen nobody sees, for every browser of this process that insists on one; ends with the process. */
export function display() {
  started ??= new Promise((resolve, reject) => {
    const args = ["-displayfd", "3", "-screen", "0", "1280x800x24", "-nolisten", "tcp"];
    const child = spawn(program, args, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`Xvfb ended with ${code}`)));
    child.stdio[3].once("data", (number) => resolve(`:${String(number).trim()}`));
    child.unref();
    child.stdio[3].unref?.();
    process.once("exit", () => child.kill());
  });
  return started;
}
