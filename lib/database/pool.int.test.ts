import { expect, it } from "vitest";
import { databasePool } from "./pool.ts";
import { testDatabase } from "./test-database.ts";

it("does without just-in-time compilation, however the database is set", async () => {
  const { url } = await testDatabase();
  const pool = databasePool(url);
  const database = new URL(url).pathname.slice(1);
  await pool.query(`ALTER DATABASE ${database} SET jit = on`);
  await pool.query("SELECT pg_terminate_backend(pg_backend_pid())").catch(() => undefined);
  expect((await pool.query("SELECT reset_val FROM pg_settings WHERE name = 'jit'")).rows).toEqual([
    { reset_val: "on" },
  ]);
  expect((await pool.query("SHOW jit")).rows).toEqual([{ jit: "off" }]);
});
