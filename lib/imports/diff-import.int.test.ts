import { describe, expect, it } from "vitest";
import type { Database } from "../database/database.ts";
import { inTransaction } from "../database/in-transaction.ts";
import { diffPlan } from "../destinations/authio/diff-plan.ts";
import { directoryRun } from "./diff-import.ts";
import { storedPlan } from "./plan-store.ts";
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

/** How many rows of staging tables are read by a comparison, for each record. */
async function rowsReadPerRecord(db: Database, users: readonly Person[]): Promise<number> {
  const importId = await planImport(db, { users: [...users] });
  const run = await directoryRun(db, importId);
  return inTransaction(db.pool, async (client) => {
    const { diff } = await diffPlan(client, run, storedPlan(db, importId), {
      kinds: new Set(),
      leftBehind: [],
    });
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
