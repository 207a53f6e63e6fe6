/** Questions to the server. */

export class LoggedOut extends Error {}

export type Query = Record<string, string | number | string[] | undefined>;

export async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(path, { ...init, headers: { accept: "application/json", ...init.headers } });
  if (response.status === 401) throw new LoggedOut();
  if (!response.ok) {
    const { message, error } = (await response.json().catch(() => ({}))) as { message?: string; error?: string };
    throw new Error(message ?? error ?? `status ${response.status}`);
  }
  return (await response.json()) as T;
}

/** One of the views' questions: `/api/console/<name>`. */
export function get<T>(name: string, query: Query = {}): Promise<T> {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) search.append(key, String(one));
  return ask<T>(`/api/console/${name}?${search}`);
}
