import { availableParallelism } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { PoolClient } from "pg";
import { describe, expect, it } from "vitest";
import { type Database, databaseAt } from "../database/database.ts";
import { inTransaction } from "../database/in-transaction.ts";
import { applyImport } from "./apply-import.ts";
import { processorLocks } from "./apply-steps.ts";
import { moveImport } from "./move-import.ts";
import { createElsewhere, fromAnotherMachine } from "./testing/another-machine.ts";
import { freshDatabase, planImport } from "./testing/planned-import.ts";

const organizations = Array.from({ length: 200 }, (_, index) => ({
  id: `org_${String(index).padStart(5, "0")}`,
  name: `Organization ${index % 70}`,
  domains: [],
  created_at: "2024-01-01T00:00:00.000Z",
}));

/** Connections that asked for a processor and got none. */
async function countWaiting(db: Database): Promise<number> {
  const { rowCount } = await db.pool.query(
    `SELECT 1 FROM pg_stat_activity
     WHERE datname = current_database() AND state = 'idle' AND query LIKE '%pg_try_advisory_lock%'`,
  );
  return rowCount ?? 0;
}

/** Takes processors of Postgres's machine, in the caller's transaction: all, or those named; waits for them. */
const takeProcessors = (client: PoolClient, first = 1, last = availableParallelism()) =>
  client.query(
    "SELECT pg_advisory_xact_lock($1, processor) FROM generate_series($2::int, $3::int) processor",
    [processorLocks, first, last],
  );

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
      while ((await countWaiting(db)) < 1) await sleep(5);
      expect(await stepsDone()).toBe(0);
    });
    await applied;
    expect(await stepsDone()).toBe(4);
    expect(await db.prisma.organization.count()).toBe(organizations.length);
  });

  it("end when nothing is left, though one of their connections has waited for a processor all along", async () => {
    const db = await freshDatabase();
    const importId = await planImport(db, { organizations }, {}, "WorkOS", 5);
    await moveImport(db.prisma, importId, ["review"], "waiting");
    await moveImport(db.prisma, importId, ["waiting"], "applying");
    await inTransaction(db.pool, async (client) => {
      await takeProcessors(client, 2);
      const applied = applyImport(db, importId, AbortSignal.timeout(20_000));
      while ((await countWaiting(db)) < 1) await sleep(5);
      // From now on the connection that waits gets none, not even the one that the other gives back.
      await takeProcessors(client, 1, 1);
      await applied;
    });
    expect(await db.prisma.import.findUniqueOrThrow({ where: { id: importId } })).toMatchObject({
      state: "complete",
    });
  });

  it("take no processor of Postgres's machine when they run on another", async () => {
    const db = await freshDatabase();
    const importId = await planImport(db, { organizations }, {}, "WorkOS", 50);
    await moveImport(db.prisma, importId, ["review"], "waiting");
    await moveImport(db.prisma, importId, ["waiting"], "applying");
    await db.pool.query(createElsewhere);
    await inTransaction(db.pool, async (client) => {
      await takeProcessors(client);
      await applyImport(databaseAt(fromAnotherMachine(db.url)), importId, AbortSignal.timeout(20_000));
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
