import type pg from "pg";
import type { PullResource } from "../../api/pull.ts";
import type { Database } from "../../database/database.ts";
import { inTransaction } from "../../database/in-transaction.ts";
import {
  type LaneEnd,
  laneEnd,
  type PulledPage,
  type PullProblem,
  type PullStore,
  type PullTask,
} from "../../sources/workos/pull-store.ts";
import { pageText } from "../../sources/workos/snapshot-bundle.ts";
import { fence, type Lease } from "../lease.ts";
import { pack } from "../pack.ts";
import { keepPages, type PackedPage } from "./keep-pages.ts";
import type { MergeCounter } from "./merge-counter.ts";
import { PullStopped } from "./pull-stopped.ts";

/** Pages of one transaction. */
const pagesAtOnce = 64;
/** How often the page hears of it. */
const notifyEveryMs = 200;

type Waiting = { page: PackedPage; resolve: () => void; reject: (error: unknown) => void };

/**
 * Keeps the pull of one key in Postgres. Pages of different listings that come in while others are being written are
 * written together, in one transaction that commits only while the import is `pulling` and the lease is ours.
 */
export class PostgresStore implements PullStore {
  readonly #db: Database;
  readonly #lease: Lease;
  readonly #keyPosition: number;
  readonly #merge: MergeCounter;
  readonly #waiting: Waiting[] = [];
  #writing: Promise<void> | null = null;
  #notifiedAt = 0;

  constructor(db: Database, lease: Lease, keyPosition: number, merge: MergeCounter) {
    this.#db = db;
    this.#lease = lease;
    this.#keyPosition = keyPosition;
    this.#merge = merge;
  }

  async begin(
    lanes: readonly { resource: PullResource; rootIds: readonly string[] }[],
  ): Promise<PullResource[]> {
    return this.#fenced(async (client) => {
      for (const { resource, rootIds } of lanes) {
        // Both or none: a lane that is there has its first listings.
        await client.query(
          `WITH lane AS (
             INSERT INTO pull_lanes (import_id, key_position, resource, tasks)
             VALUES ($1, $2, $3, cardinality($4::text[])) ON CONFLICT DO NOTHING RETURNING resource
           )
           INSERT INTO pull_tasks (import_id, key_position, resource, parent_id)
           SELECT $1, $2, lane.resource, id FROM lane, unnest($4::text[]) id`,
          [...this.#key, resource, rootIds],
        );
      }
      const { rows } = await client.query<{ resource: PullResource }>(
        "SELECT resource FROM pull_lanes WHERE import_id = $1 AND key_position = $2 AND requests > 0",
        this.#key,
      );
      return rows.map(({ resource }) => resource);
    });
  }

  async openTasks(resource: PullResource, afterId: number, limit: number): Promise<PullTask[]> {
    const { rows } = await this.#db.pool.query<{ id: string; parent_id: string; cursor: string | null }>(
      `SELECT id, parent_id, cursor FROM pull_tasks
       WHERE import_id = $1 AND key_position = $2 AND resource = $3 AND NOT is_done AND id > $4
       ORDER BY id LIMIT $5`,
      [...this.#key, resource, afterId, limit],
    );
    return rows.map((row) => ({
      id: Number(row.id),
      resource,
      parentId: row.parent_id,
      cursor: row.cursor,
    }));
  }

  async commit(page: PulledPage): Promise<void> {
    const text = Buffer.from(pageText(page.records));
    const content = await pack(text);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ page: { ...page, content, bytes: text.length }, resolve, reject });
      this.#writing ??= this.#writeAll().finally(() => {
        this.#writing = null;
      });
    });
  }

  async giveUp(resource: PullResource, problem: PullProblem): Promise<void> {
    await this.#fenced((client) =>
      client.query(
        `UPDATE pull_lanes SET problem = COALESCE(problem, $4)
         WHERE import_id = $1 AND key_position = $2 AND resource = $3`,
        [...this.#key, resource, JSON.stringify(problem)],
      ),
    );
  }

  async endLane(resource: PullResource): Promise<LaneEnd> {
    return this.#fenced(async (client) => {
      const { rows } = await client.query<{ problem: PullProblem | null; records: number }>(
        "SELECT problem, records FROM pull_lanes WHERE import_id = $1 AND key_position = $2 AND resource = $3",
        [...this.#key, resource],
      );
      const [lane] = rows;
      if (!lane) throw new PullStopped();
      const end = laneEnd(lane.problem, lane.records);
      await client.query(
        `UPDATE pull_lanes SET state = $4, waiting_until = NULL
         WHERE import_id = $1 AND key_position = $2 AND resource = $3`,
        [...this.#key, resource, end],
      );
      await client.query("SELECT pg_notify('imports', $1)", [this.#lease.importId]);
      return end;
    });
  }

  /** A courtesy to who watches: it need not arrive. */
  wait(until: Date): void {
    this.#db.pool
      .query(
        `WITH waiting AS (
           UPDATE pull_lanes SET waiting_until = $3
           WHERE import_id = $1 AND key_position = $2 AND state IN ('waiting', 'pulling')
         )
         SELECT pg_notify('imports', $1)`,
        [...this.#key, until],
      )
      .catch(() => undefined);
  }

  /** Until nothing is being written any more. */
  async settled(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  get #key(): [importId: string, keyPosition: number] {
    return [this.#lease.importId, this.#keyPosition];
  }

  async #writeAll(): Promise<void> {
    for (;;) {
      const batch = this.#waiting.splice(0, pagesAtOnce);
      if (batch.length === 0) return;
      const pages = batch.map(({ page }) => page);
      try {
        await this.#write(pages);
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
  }

  async #write(pages: readonly PackedPage[]): Promise<void> {
    const users = pages.filter(({ task }) => task.resource === "users");
    for (const { records } of users) this.#merge.add(records);
    const isTold = performance.now() - this.#notifiedAt >= notifyEveryMs;
    if (isTold) this.#notifiedAt = performance.now();
    const merge = users.length > 0 ? this.#merge.counts() : null;
    await keepPages(this.#db.pool, this.#lease, this.#keyPosition, pages, { merge, isTold });
  }

  /** A transaction that commits only while the import is `pulling` and the lease is ours. */
  #fenced<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    return inTransaction(this.#db.pool, async (client) => {
      // First, so that who pauses, or starts again, waits for this and does not meet it half way.
      const { rowCount } = await client.query(
        "SELECT 1 FROM imports WHERE id = $1 AND state = 'pulling' FOR NO KEY UPDATE",
        [this.#lease.importId],
      );
      if (rowCount !== 1) throw new PullStopped();
      const result = await work(client);
      await fence(client, this.#lease);
      return result;
    });
  }
}
