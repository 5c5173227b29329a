import { expect, it } from "vitest";
import { inTransaction } from "../database/in-transaction.ts";
import { resolveSql } from "../destinations/authio/chunk-sql.ts";
import type { KindTable } from "../destinations/authio/kind-spec.ts";
import { kindSpec } from "../destinations/authio/kind-specs.ts";
import { stagingRows } from "../destinations/authio/staged-chunk.ts";
import { openRunSession, stageRows } from "../destinations/authio/staging.ts";
import { directoryRun } from "./diff-import.ts";
import { plannedRecords } from "./stored-plan.ts";
import { freshDatabase, importBundle, planImport, type TestBundle } from "./testing/planned-import.ts";

/** From so many on, Postgres 15 went wrong. */
const people = 10_000;

type PlanNode = {
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Join Filter"?: number;
  "Rows Removed by Filter"?: number;
  Plans?: PlanNode[];
};

/** Rows that the steps of a query have passed on or thrown away. */
function rowsHandled(node: PlanNode): number {
  const each =
    node["Actual Rows"] + (node["Rows Removed by Join Filter"] ?? 0) + (node["Rows Removed by Filter"] ?? 0);
  return (node.Plans ?? []).reduce((sum, child) => sum + rowsHandled(child), each * node["Actual Loops"]);
}

/** Every third row has the address of the one before: a person of two rows. */
const bundle = (emailOf: (index: number) => string): TestBundle => ({
  organizations: [{ id: "org_1", name: "Lovelace" }],
  users: Array.from({ length: people }, (_, index) => ({
    id: `user_${index}`,
    email: emailOf(index % 3 === 2 ? index - 1 : index),
    email_verified: true,
  })),
  organization_memberships: Array.from({ length: people }, (_, index) => ({
    id: `om_${index}`,
    user_id: `user_${index}`,
    organization_id: "org_1",
    status: "active",
    role: { slug: "member" },
  })),
});

it.each([
  ["nothing", bundle((index) => `ada${index}@example.com`)],
  ["who shares an address", bundle((index) => `ada${(index + 1) % people}@example.com`)],
])("records are compared with the directory in one go where %s has changed", async (_, changed) => {
  const db = await freshDatabase();
  const { state } = await importBundle(
    db,
    bundle((index) => `ada${index}@example.com`),
  );
  expect(state).toBe("complete");
  await db.pool.query("VACUUM ANALYZE");
  const importId = await planImport(db, changed);
  const run = await directoryRun(db, importId);
  await inTransaction(db.pool, async (client) => {
    await openRunSession(client, run, true);
    for (const kind of ["user", "membership"] as const) {
      const spec: KindTable = kindSpec(kind);
      const records: unknown[] = [];
      for await (const chunk of plannedRecords(db, importId, kind)) records.push(...chunk);
      expect(records.length).toBeGreaterThanOrEqual(people / 2);
      await stageRows(
        client,
        kind,
        stagingRows(kind, records as never, (place) => place),
      );
      await client.query(`TRUNCATE out_${spec.table}`);
      const { rows } = await client.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${resolveSql(spec)}`);
      // Record by record it would be millions.
      expect(rowsHandled(rows[0]["QUERY PLAN"][0].Plan)).toBeLessThan(50 * people);
    }
  });
});
