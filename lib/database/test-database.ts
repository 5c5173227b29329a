import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

/**
 * A freshly migrated, empty database for one test or one test file, on the server that integration tests share.
 * It goes when the server goes.
 *
 * @param options.isMigrated false for a database without any table.
 */
export async function testDatabase(options: { isMigrated?: boolean } = {}): Promise<{ url: string }> {
  const url = new URL(inject("templateUrl"));
  const template = options.isMigrated === false ? "template0" : url.pathname.slice(1);
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.href });
  const name = `test_${randomBytes(6).toString("hex")}`;
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  } finally {
    await client.end();
  }
  url.pathname = `/${name}`;
  return { url: url.href };
}
