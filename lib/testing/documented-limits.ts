type Limit = { requests: number; windowMs: number };

/** What WorkOS documents, per API key; the last one per directory. */
const perKey: Limit = { requests: 6_000, windowMs: 60_000 };
const userManagement: Limit = { requests: 1_000, windowMs: 10_000 };
const directoryUsers: Limit = { requests: 4, windowMs: 1_000 };

/**
 * The documented rate limits of WorkOS, enforced over every window that slides: the strictest reading of them. A
 * refused request does not count.
 */
export class DocumentedLimits {
  readonly #admitted = new Map<string, number[]>();

  /** Null if the request may pass; else in how many milliseconds it might. */
  admit(key: string, path: string, search: URLSearchParams): number | null {
    const now = performance.now();
    const applied: [name: string, limit: Limit][] = [[key, perKey]];
    if (path.startsWith("/user_management/")) applied.push([`${key} users`, userManagement]);
    if (path === "/directory_users")
      applied.push([`${key} ${search.get("directory") ?? ""}`, directoryUsers]);
    const waits = applied.map(([name, limit]) => this.#waitMs(name, limit, now));
    const longest = Math.max(...waits);
    if (longest > 0) return longest;
    for (const [name] of applied) this.#admitted.get(name)?.push(now);
    return null;
  }

  #waitMs(name: string, { requests, windowMs }: Limit, now: number): number {
    const times = this.#admitted.get(name) ?? [];
    this.#admitted.set(name, times);
    const firstInside = times.findIndex((time) => time > now - windowMs);
    times.splice(0, firstInside === -1 ? times.length : firstInside);
    const [oldest] = times;
    return oldest === undefined || times.length < requests ? 0 : oldest + windowMs - now;
  }
}
