import { availableParallelism } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { PoolClient } from "pg";
import { describe, expect, it } from "vitest";
import { type Database, databaseAt } from "../database/database.ts";
import { inTransaction } from "../database/in-transaction.ts";
import { applyImport } from "./apply-import.ts";
import { processorLocks } from "./apply-steps.ts";
import { moveImport } from "./move-import.ts";
import { freshDatabase, planImport } from "./testing/planned-import.ts";

const organizations = Array.from({ length: 200 }, (_, index) => ({
  id: `org_${String(index).padStart(5, "0")}`,
  name: `Organization ${index % 70}`,
  domains: [],
  created_at: "2024-01-01T00:00:00.000Z",
}));

/** Connections whose transaction came to nothing, and that do nothing since. */
async function countTurnedAway(db: Database): Promise<number> {
  const { rowCount } = await db.pool.query(
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle' AND query = 'ROLLBACK'",
  );
  return rowCount ?? 0;
}

/** Takes all processors of Postgres's machine, in the caller's transaction. */
const takeProcessors = (client: PoolClient) =>
  client.query("SELECT pg_advisory_xact_lock($1, processor) FROM generate_series(1, $2::int) processor", [
    processorLocks,
    availableParallelism(),
  ]);

/** The same database, on connections of which Postgres says that they come from elsewhere. */
async function fromAnotherMachine(db: Database): Promise<Database> {
  await db.pool.query(`CREATE SCHEMA elsewhere;
    CREATE FUNCTION elsewhere.inet_client_addr() RETURNS inet LANGUAGE sql RETURN '203.0.113.7'::inet`);
  const url = new URL(db.url);
  url.searchParams.set("options", "-c search_path=elsewhere,pg_catalog,public");
  return databaseAt(url.href);
}

describe("two processes", () => {
  it("cannot work on one import at a time, and the one that was presumed dead can't commit", async () => {
    const db = await freshDatabase();
    const importId = await planImport(db, { organizations }, {}, "WorkOS", 50);
    const { acquireLease, fence, LeaseLost } = await import("./lease.ts");
    const first = await acquireLease(db, importId, "first");
    expect(await acquireLease(db, importId, "second")).toBeNull();
    await db.pool.query("UPDATE import_leases SET expires_at = now() - interval '1 second'");
    const second = await acquireLease(db, importId, "second");
    if (!first || !second) throw new Error("no lease");
    const client = await db.pool.connect();
    try {
      await expect(fence(client, first)).rejects.toBeInstanceOf(LeaseLost);
      await expect(fence(client, second)).resolves.toBeUndefined();
    } finally {
      client.release();
    }
  });

  it("apply one import after the other: the second waits its turn", async () => {
    const db = await freshDatabase();
    const { workOnImport } = await import("./work-on-import.ts");
    const first = await planImport(db, { organizations: organizations.slice(0, 20) });
    const second = await planImport(db, { organizations: organizations.slice(10, 30) });
    await db.prisma.import.update({ where: { id: first }, data: { state: "waiting" } });
    await db.prisma.import.update({ where: { id: first }, data: { state: "applying" } });
    await db.prisma.import.update({ where: { id: second }, data: { state: "waiting" } });
    expect(await workOnImport(db, second)).toBe(false);
    expect(await db.prisma.import.findUniqueOrThrow({ where: { id: second } })).toMatchObject({
      state: "waiting",
    });
    await workOnImport(db, first);
    await workOnImport(db, second);
    const states = await db.prisma.import.findMany({ select: { state: true } });
    expect(states).toEqual([{ state: "complete" }, { state: "complete" }]);
    expect(await db.prisma.organization.count()).toBe(30);
  });

  it("write no more steps at once than the machine that they share with Postgres has processors", async () => {
    const db = await freshDatabase();
    const importId = await planImport(db, { organizations }, {}, "WorkOS", 50);
    await moveImport(db.prisma, importId, ["review"], "waiting");
    await moveImport(db.prisma, importId, ["waiting"], "applying");
    const stepsDone = () => db.prisma.importStep.count({ where: { importId, isDone: true } });
    let applied = Promise.resolve();
    await inTransaction(db.pool, async (client) => {
      await takeProcessors(client);
      applied = applyImport(db, importId, new AbortController().signal);
      while ((await countTurnedAway(db)) < 2) await sleep(5);
      expect(await stepsDone()).toBe(0);
    });
    await applied;
    expect(await stepsDone()).toBe(4);
    expect(await db.prisma.organization.count()).toBe(organizations.length);
  });

  it("take no processor of Postgres's machine when they run on another", async () => {
    const db = await freshDatabase();
    const importId = await planImport(db, { organizations }, {}, "WorkOS", 50);
    await moveImport(db.prisma, importId, ["review"], "waiting");
    await moveImport(db.prisma, importId, ["waiting"], "applying");
    await inTransaction(db.pool, async (client) => {
      await takeProcessors(client);
      await applyImport(await fromAnotherMachine(db), importId, AbortSignal.timeout(20_000));
    });
    expect(await db.prisma.organization.count()).toBe(organizations.length);
  });
});

describe("the state machine", () => {
  it("refuses what is not listed, in the database itself", async () => {
    const db = await freshDatabase();
    const importId = await planImport(db, { organizations: organizations.slice(0, 2) });
    for (const state of ["complete", "paused", "planning"]) {
      await expect(db.prisma.import.update({ where: { id: importId }, data: { state } })).rejects.toThrow(
        /cannot go from/,
      );
    }
    await expect(
      db.pool.query("UPDATE import_log SET label = 'forged' WHERE import_id = $1", [importId]),
    ).rejects.toThrow(/append-only/);
  });
});
