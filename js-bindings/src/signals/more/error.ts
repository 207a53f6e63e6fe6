import { listen, type Tools } from "./tools.js";

/** Different errors of one page that are told; a page that breaks in a loop has said enough by then. */
const maxErrors = 10;
const maxMessage = 250;
const maxStack = 1_000;

/** The same error is told again when it has come so often. */
const again = [10, 100, 1_000];

/** Uncaught errors and rejected promises of the page; the same one once, ten different ones a page. */
export function watchErrors({ later, tell }: Tools): undefined {
  const counts = new Map<string, number>();
  listen(
    "error unhandledrejection",
    (event) => {
      const rejected = event.type !== "error";
      const { message, filename, lineno, colno, error } = event as ErrorEvent;
      // An image that could not be fetched is no error of a script.
      if (!rejected && !(event instanceof ErrorEvent)) return;
      const thrown: unknown = rejected ? (event as PromiseRejectionEvent).reason : error;
      const text = textOf(rejected ? thrown : message).slice(0, maxMessage);
      const stack = thrown instanceof Error ? withoutQueries(String(thrown.stack ?? "")).slice(0, maxStack) : "";
      const key = `${text}|${filename}|${lineno}|${colno}|${rejected && stack}`;
      const count = (counts.get(key) ?? 0) + 1;
      if (count === 1 && counts.size >= maxErrors) return;
      counts.set(key, count);
      if (count > 1 && !again.includes(count)) return;
      later(() =>
        tell("error", {
          message: text,
          rejected,
          count,
          ...(filename ? { source: withoutQueries(filename), line: lineno, column: colno } : {}),
          ...(stack ? { stack } : {}),
        }),
      );
    },
    window,
  );
}

function textOf(thrown: unknown): string {
  try {
    return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  } catch {
    return "unreadable";
  }
}

/** Addresses without what may be personal in them. */
const withoutQueries = (text: string): string => text.replace(/[?#][^\s:)]*/g, "");
