import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Database } from "../database/database.ts";
import { inTransaction } from "../database/in-transaction.ts";
import { diffPlan } from "../destinations/authio/diff-plan.ts";
import type { GoneScope } from "../destinations/authio/gone.ts";
import { directoryRun } from "./diff-import.ts";
import { storedPlan } from "./stored-plan.ts";
import { freshDatabase, importBundle, planImport } from "./testing/planned-import.ts";

const count = 2_000;

type Person = { id: string; email: string; first_name: string; email_verified: boolean };

const people = Array.from(
  { length: count },
  (_, index): Person => ({
    id: `user_${index}`,
    email: `person${index}@example.com`,
    first_name: "Ada",
    email_verified: true,
  }),
);

const nothingGone: GoneScope = { kinds: new Set(), leftBehind: [] };

/** How many rows of staging tables are read by a comparison, for each record. */
async function rowsReadPerRecord(db: Database, users: readonly Person[]): Promise<number> {
  const importId = await planImport(db, { users: [...users] });
  const run = await directoryRun(db, importId);
  return inTransaction(db.pool, async (client) => {
    const { diff } = await diffPlan(client, db.pool, run, storedPlan(db, importId), nothingGone);
    expect(diff.kinds.user).toMatchObject({ update: count, conflict: 0 });
    const { rows } = await client.query<{ read: number }>(
      "SELECT sum(seq_tup_read)::int AS read FROM pg_stat_xact_all_tables WHERE relname ~ '^(in|out)_'",
    );
    return (rows[0]?.read ?? Number.NaN) / count;
  });
}

describe("comparing a plan with the directory", () => {
  it.each<[string, (person: Person, index: number) => Person]>([
    ["has another name", (person) => ({ ...person, first_name: "Grace" })],
    ["has another address", (person) => ({ ...person, email: `new-${person.email}` })],
    [
      "has the next one's address",
      (person, index) => ({ ...person, email: `person${(index + 1) % count}@example.com` }),
    ],
  ])(
    "reads what is staged a few dozen times, not once for each record, when everybody %s",
    async (_, change) => {
      const db = await freshDatabase();
      await importBundle(db, { users: people });
      const read = await rowsReadPerRecord(db, people.map(change));
      expect(read).toBeGreaterThan(1);
      expect(read).toBeLessThan(60);
    },
  );
});

describe("two kinds that are compared at once", () => {
  const bundle = (name: string, userCount: number) => ({
    organizations: [{ id: "org_1", name }],
    users: people.slice(0, userCount).map((person) => ({ ...person, first_name: name })),
    organization_memberships: people.slice(0, userCount).map(({ id }) => ({
      id: `om_${id}`,
      user_id: id,
      organization_id: "org_1",
      status: "active",
      role: { slug: name.toLowerCase() },
    })),
  });

  it("are listed one after the other, whichever connection found them", async () => {
    const db = await freshDatabase();
    await importBundle(db, bundle("Ada", 4));
    const importId = await planImport(db, bundle("Grace", 3));
    const items = await db.prisma.diffItem.findMany({
      where: { importId },
      orderBy: { ordinal: "asc" },
      select: { ordinal: true, kind: true, action: true },
    });
    expect(items.map(({ kind, action }) => `${kind} ${action}`)).toEqual([
      "organization update",
      "role create",
      ...Array(3).fill("user update"),
      "user gone",
      ...Array(3).fill("membership update"),
      "membership gone",
    ]);
    expect(items.map(({ ordinal }) => ordinal)).toEqual(items.map((_, index) => index + 1));
  });

  it("tell how far they are, to the last record", async () => {
    const db = await freshDatabase();
    await importBundle(db, bundle("Ada", 100));
    const importId = await planImport(db, bundle("Grace", 100));
    const run = await directoryRun(db, importId);
    const told: number[] = [];
    await inTransaction(db.pool, (client) =>
      diffPlan(client, db.pool, run, storedPlan(db, importId), nothingGone, (done, total) => {
        expect(total).toBe(404);
        told.push(done);
      }),
    );
    expect(told).toEqual(told.toSorted((left, right) => left - right));
    expect([told.at(0), told.at(-1)]).toEqual([0, 404]);
  });

  it.each(["user", "membership"])("leave everything as it was where comparing %ss fails", async (failing) => {
    const db = await freshDatabase();
    await importBundle(db, bundle("Ada", 100));
    const importId = await planImport(db, bundle("Grace", 100));
    const listed = () => db.prisma.diffItem.findMany({ where: { importId }, orderBy: { ordinal: "asc" } });
    const before = await listed();
    expect(before).toHaveLength(202);
    const plan = storedPlan(db, importId);
    const run = await directoryRun(db, importId);
    let othersEnded = 0;
    const broken: typeof plan = {
      ...plan,
      async *chunks(kind) {
        if (kind === failing) throw new Error("this chunk is broken");
        await sleep(300);
        yield* plan.chunks(kind);
        othersEnded++;
      },
    };
    const compared = inTransaction(db.pool, (client) => diffPlan(client, db.pool, run, broken, nothingGone));
    await expect(compared).rejects.toThrow("this chunk is broken");
    // Whoever was at it has stopped before the transaction was rolled back, and nobody began anything after that.
    expect(othersEnded).toBe(1);
    expect(await listed()).toEqual(before);
    // Neither connection is left inside a transaction, or at work.
    expect(db.pool.idleCount).toBe(db.pool.totalCount);
    const { rows } = await db.pool.query(
      `SELECT state, query FROM pg_stat_activity
       WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
         AND state <> 'idle'`,
    );
    expect(rows).toEqual([]);
  });
});
