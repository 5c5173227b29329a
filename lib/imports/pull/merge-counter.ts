import type { PullOptions, PullProgress } from "../../api/pull.ts";
import type { Database } from "../../database/database.ts";
import { normalizeEmail } from "../../planner/normalize-email.ts";
import { unpack } from "../pack.ts";

/**
 * How many people the users are that were pulled so far, over all keys of an import: rows that share an address become
 * one. The plan decides; this is what the page shows while they stream in.
 */
export class MergeCounter {
  readonly #rowsByAddress = new Map<string, number>();
  /** Where users are listed by organization, they come once for each: seen by id. */
  readonly #seen: Set<unknown> | null;
  readonly #counts = { rows: 0, people: 0, mergedRows: 0, mergedPeople: 0 };

  constructor({ organizations }: Pick<PullOptions, "organizations">) {
    this.#seen = organizations === null ? null : new Set();
  }

  add(users: readonly Record<string, unknown>[]): void {
    for (const { id, email } of users) {
      if (this.#seen?.has(id)) continue;
      this.#seen?.add(id);
      this.#counts.rows++;
      const address = typeof email === "string" ? normalizeEmail(email) : null;
      const before = address === null ? 0 : (this.#rowsByAddress.get(address) ?? 0);
      if (address !== null) this.#rowsByAddress.set(address, before + 1);
      if (before === 0) this.#counts.people++;
      else {
        this.#counts.mergedRows += before === 1 ? 2 : 1;
        this.#counts.mergedPeople += before === 1 ? 1 : 0;
      }
    }
  }

  counts(): PullProgress["merge"] {
    return { ...this.#counts };
  }
}

/** The counter as the stored pages leave it: for a pull that goes on. */
export async function countStoredUsers(
  db: Database,
  importId: string,
  options: PullOptions,
): Promise<MergeCounter> {
  const counter = new MergeCounter(options);
  let after = "0";
  for (;;) {
    const { rows } = await db.pool.query<{ seq: string; content: Buffer }>(
      `SELECT seq, content FROM pull_pages WHERE import_id = $1 AND resource = 'users' AND seq > $2
       ORDER BY seq LIMIT 100`,
      [importId, after],
    );
    for (const { content } of rows) {
      counter.add(JSON.parse(`[${(await unpack(content)).toString("utf8")}]`) as Record<string, unknown>[]);
    }
    const last = rows.at(-1);
    if (!last) return counter;
    after = last.seq;
  }
}
