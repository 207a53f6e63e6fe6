/** What a view is. */
import type { Query } from "./server.js";

export interface Setting {
  query: URLSearchParams;
  /** Of the time that is chosen. */
  get<T>(name: string, query?: Query): Promise<T>;
  go(path: string): void;
  /** Called when the view gives way. */
  onLeave(stop: () => void): void;
  isCurrent(): boolean;
}

export interface Drawn {
  parts: Node[];
  currency?: string | undefined;
  tookMs?: number | undefined;
}

export interface View {
  title: string;
  /** It is not about a time. */
  timeless?: boolean;
  draw(setting: Setting): Promise<Drawn>;
}

/** Every answer has these. */
export interface Answer {
  currency: string;
  tookMs: number;
}
