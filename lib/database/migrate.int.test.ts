import pg from "pg";
import { describe, expect, it } from "vitest";
import { migrate, readMigrations } from "./migrate.ts";
import { testDatabase } from "./test-database.ts";

const query = async (url: string, sql: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

const first = { name: "20260101000000_first", sql: "CREATE TABLE first (id INT);" };
const second = { name: "20260102000000_second", sql: "CREATE TABLE second (id INT);" };

describe("migrations", () => {
  it("bring an empty database to the present schema, once", async () => {
    const { url } = await testDatabase({ isMigrated: false });
    expect(await migrate(url)).toEqual(readMigrations().map(({ name }) => name));
    expect(await migrate(url)).toEqual([]);
  });

  it("are applied once by processes that start together", async () => {
    const { url } = await testDatabase({ isMigrated: false });
    const runs = await Promise.all([1, 2, 3, 4].map(() => migrate(url, [first, second])));
    expect(runs.flat().sort()).toEqual([first.name, second.name]);
  });

  it("leave the history that Prisma would have left", async () => {
    const { url } = await testDatabase({ isMigrated: false });
    await migrate(url, [first]);
    const rows = await query(
      url,
      `SELECT migration_name, checksum, applied_steps_count, logs, rolled_back_at,
              finished_at >= started_at AS is_finished, length(id) AS id_length FROM _prisma_migrations`,
    );
    expect(rows).toEqual([
      {
        migration_name: first.name,
        checksum: "35997f84e1ef405b6678e6fbb0a2153ab99d459b743eddf36c5f03e4f62776c7",
        applied_steps_count: 1,
        logs: null,
        rolled_back_at: null,
        is_finished: true,
        id_length: 36,
      },
    ]);
  });

  it("refuse a file that changed after it was applied, and change nothing", async () => {
    const { url } = await testDatabase({ isMigrated: false });
    await migrate(url, [first]);
    const changed = { ...first, sql: "CREATE TABLE first (id BIGINT);" };
    await expect(migrate(url, [changed, second])).rejects.toThrow(/20260101000000_first was applied/);
    expect(await query(url, "SELECT to_regclass('second') AS found")).toEqual([{ found: null }]);
  });

  it("refuse a database that a newer version has used", async () => {
    const { url } = await testDatabase({ isMigrated: false });
    await migrate(url, [first, second]);
    await expect(migrate(url, [first])).rejects.toThrow(/knows the migration 20260102000000_second/);
  });

  it("leave nothing of a migration that fails", async () => {
    const { url } = await testDatabase({ isMigrated: false });
    const broken = { ...second, sql: "CREATE TABLE second (id INT); SELECT 1 / 0;" };
    await expect(migrate(url, [first, broken])).rejects.toThrow(/20260102000000_second failed/);
    expect(await query(url, "SELECT to_regclass('second') AS found")).toEqual([{ found: null }]);
    expect(await migrate(url, [first, second])).toEqual([second.name]);
  });
});
