import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseAt } from "../lib/database/database.ts";
import { closeDatabasePools } from "../lib/database/pool.ts";
import { testDatabase } from "../lib/database/test-database.ts";
import { directoryCounts, expectedCounts } from "../lib/imports/testing/pulled-import.ts";
import { startWorkosEnvironment, type WorkosEnvironment } from "../lib/testing/workos-environment.ts";
import { BuiltCommand } from "./testing/built-command.ts";

describe("authio import workos with an API key", () => {
  let command: BuiltCommand;
  let workos: WorkosEnvironment;

  beforeAll(async () => {
    command = new BuiltCommand();
    workos = await startWorkosEnvironment(
      { name: "cli", people: 120, organizations: 6 },
      { troubleEvery: 40 },
    );
  }, 120_000);
  afterAll(async () => {
    command.remove();
    await workos.close();
    await closeDatabasePools();
  });

  it("pulls everything into the directory, and writes nothing the second time; the key is kept nowhere", async () => {
    const db = databaseAt((await testDatabase()).url);
    const surroundings = {
      WORKOS_API_URL: workos.front.url,
      WORKOS_API_KEY: workos.key,
      APP_ENCRYPTION_KEY: "5".repeat(64),
      DATABASE_URL: db.url,
    };
    const args = ["import", "workos", "--yes", "--mfa", "--identities"];
    const first = await command.run(args, surroundings);
    expect(first.stderr).toContain("Pulling from WorkOS");
    expect(first.code).toBe(0);
    expect(await directoryCounts(db)).toEqual(expectedCounts([workos.made]));

    const second = await command.run([...args, "--json"], surroundings);
    expect(second.code).toBe(0);
    const written = await db.pool.query(
      `SELECT sum(created + updated + removed)::int AS rows FROM import_progress
       WHERE import_id = (SELECT id FROM imports ORDER BY created_at DESC LIMIT 1)`,
    );
    expect(written.rows).toEqual([{ rows: 0 }]);
    for (const { stdout, stderr } of [first, second]) expect(stdout + stderr).not.toContain(workos.key);
    expect(await db.prisma.workosKey.count({ where: { sealed: { not: null } } })).toBe(0);
  }, 240_000);
});
