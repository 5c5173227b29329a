import type pg from "pg";
import type { Database } from "../database/database.ts";

/**
 * The right to work on an import. It is held by one process at a time and must be renewed; every process that
 * takes it over gets the next epoch, and what is written in an older epoch is refused (decision 18).
 */
export type Lease = { importId: string; owner: string; epoch: string };

const leaseSeconds = 15;
const renewEveryMs = 4_000;

/** Thrown when another process has taken the import over: stop, write nothing. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";
  constructor(lease: Lease) {
    super(`${lease.owner} no longer holds the lease of import ${lease.importId} (epoch ${lease.epoch})`);
  }
}

/** Takes the lease if nobody alive has it; null otherwise. */
export async function acquireLease(db: Database, importId: string, owner: string): Promise<Lease | null> {
  const { rows } = await db.pool.query<{ epoch: string }>(
    `INSERT INTO import_leases AS l (import_id, owner, epoch, expires_at)
     VALUES ($1, $2, 1, now() + make_interval(secs => $3))
     ON CONFLICT (import_id) DO UPDATE
       SET owner = excluded.owner, epoch = l.epoch + 1, expires_at = excluded.expires_at
       WHERE l.expires_at < now()
     RETURNING epoch`,
    [importId, owner, leaseSeconds],
  );
  const [row] = rows;
  return row ? { importId, owner, epoch: row.epoch } : null;
}

/** Gives the lease back, so that the next process need not wait for it to expire. */
export async function releaseLease(db: Database, lease: Lease): Promise<void> {
  await db.pool.query(
    "UPDATE import_leases SET expires_at = '-infinity' WHERE import_id = $1 AND epoch = $2",
    [lease.importId, lease.epoch],
  );
}

/**
 * Renews the lease in the background until stopped. `signal` aborts when the lease is lost or could not be
 * renewed before it ran out.
 */
export function keepLease(db: Database, lease: Lease): { signal: AbortSignal; stop(): void } {
  const lost = new AbortController();
  let renewedAt = performance.now();
  const timer = setInterval(async () => {
    try {
      const { rowCount } = await db.pool.query(
        `UPDATE import_leases SET expires_at = now() + make_interval(secs => $3) WHERE import_id = $1 AND epoch = $2`,
        [lease.importId, lease.epoch, leaseSeconds],
      );
      if (rowCount === 1) renewedAt = performance.now();
      else lost.abort(new LeaseLost(lease));
    } catch {
      // The database does not answer: perhaps it comes back before the lease runs out.
      if (performance.now() - renewedAt > leaseSeconds * 1_000) lost.abort(new LeaseLost(lease));
    }
  }, renewEveryMs);
  timer.unref();
  return { signal: lost.signal, stop: () => clearInterval(timer) };
}

/**
 * Fences a transaction: call it last, before the commit. Holds off whoever wants to take the lease over until
 * the transaction has ended.
 *
 * @throws LeaseLost
 */
export async function fence(client: pg.ClientBase, lease: Lease): Promise<void> {
  const { rowCount } = await client.query(
    "SELECT 1 FROM import_leases WHERE import_id = $1 AND epoch = $2 FOR SHARE",
    [lease.importId, lease.epoch],
  );
  if (rowCount !== 1) throw new LeaseLost(lease);
}
