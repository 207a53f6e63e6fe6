/**
 * The rules the shop runs: what was published last, else what the shop was built with. Publishing writes beside the
 * events' file, whole or not at all, and keeps what was there before.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, open, readdir, readFile, rename, unlink } from "node:fs/promises";
import { join } from "node:path";

/** Versions kept; the oldest go. */
const MAX_VERSIONS = 50;
const VERSION_NAME = /^(\d{13})-([0-9a-f]{12})\.json$/;

export interface Version {
  version: string;
  /** Milliseconds since 1970. */
  publishedMs: number;
}

const nameOf = ({ version, publishedMs }: Version): string =>
  `${String(publishedMs).padStart(13, "0")}-${version}.json`;

export const versionOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 12);

export class RulesFile {
  private readonly current: string;
  private writing: Promise<unknown> = Promise.resolve();

  /** `folder`: of what is published; made with the first. `built`: what the shop came with. */
  constructor(
    private readonly folder: string,
    private readonly built: string,
  ) {
    this.current = join(folder, "waymark.config.json");
  }

  /** Path of the file that holds now. */
  get path(): string {
    return existsSync(this.current) ? this.current : this.built;
  }

  read(): Promise<string> {
    return readFile(this.path, "utf8");
  }

  builtText(): Promise<string> {
    return readFile(this.built, "utf8");
  }

  /** Newest first. */
  async versions(): Promise<Version[]> {
    const names = await readdir(this.folder).catch(() => []);
    return names
      .flatMap((name) => {
        const [, ms, version] = VERSION_NAME.exec(name) ?? [];
        return ms && version ? [{ version, publishedMs: Number(ms) }] : [];
      })
      .sort((a, b) => b.publishedMs - a.publishedMs);
  }

  /** Text of a version, undefined where there is none of that name. */
  async version(version: string): Promise<string | undefined> {
    const found = (await this.versions()).find((one) => one.version === version);
    return found && readFile(join(this.folder, nameOf(found)), "utf8");
  }

  /** Puts `text` in place of version `base`. False where another has been published meanwhile. One at a time. */
  publish(text: string, base: string, nowMs: number): Promise<boolean> {
    const next = this.writing.then(() => this.replace(text, base, nowMs));
    this.writing = next.catch(() => undefined);
    return next;
  }

  private async replace(text: string, base: string, nowMs: number): Promise<boolean> {
    const before = await this.read();
    if (versionOf(before) !== base) return false;
    await mkdir(this.folder, { recursive: true });
    // What the shop was built with is the first version, so that there is a way back.
    const known = await this.versions();
    if (known.length === 0) await this.write(nameOf({ version: base, publishedMs: nowMs - 1 }), before);
    const version = versionOf(text);
    await this.write(nameOf({ version, publishedMs: nowMs }), text);
    await this.write("waymark.config.json", text);
    for (const old of (await this.versions()).slice(MAX_VERSIONS))
      await unlink(join(this.folder, nameOf(old))).catch(() => undefined);
    return true;
  }

  /** On disk under another name, then renamed: a reader meets the old file or the new, and so does a restart. */
  private async write(name: string, text: string): Promise<void> {
    const path = join(this.folder, name);
    const file = await open(`${path}.new`, "w");
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.new`, path);
  }
}
