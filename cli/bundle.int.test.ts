import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../lib/database/test-database.ts";

const root = path.resolve(import.meta.dirname, "..");

describe("the published package", () => {
  let folder = "";

  beforeAll(() => {
    // What `npm pack` takes, in a folder from which no node_modules can be seen.
    folder = mkdtempSync(path.join(tmpdir(), "authio-package-"));
    cpSync(path.join(root, "package.json"), path.join(folder, "package.json"));
    cpSync(path.join(root, "prisma/migrations"), path.join(folder, "prisma/migrations"), { recursive: true });
    execFileSync(process.execPath, [path.join(root, "cli/build.mjs"), path.join(folder, "dist")]);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("says what it can do, without a dependency", () => {
    const command = path.join(folder, "dist/authio.mjs");
    const help = execFileSync(process.execPath, [command, "--help"], { cwd: folder, encoding: "utf8" });
    expect(help).toContain("worker");
  });

  it("migrates a database, works on its queue, and stops when told", async () => {
    const { url } = await testDatabase({ isMigrated: false });
    const worker = spawn(process.execPath, [path.join(folder, "dist/authio.mjs"), "worker"], {
      cwd: folder,
      env: { ...process.env, DATABASE_URL: url, APP_ENCRYPTION_KEY: "ab".repeat(32) },
      stdio: "inherit",
    });
    const exit = once(worker, "exit");
    await untilTrue(
      url,
      "SELECT to_regclass('imports') IS NOT NULL AND to_regclass('pgboss.job') IS NOT NULL AS ok",
    );
    await untilTrue(url, "SELECT count(*) > 0 AS ok FROM pgboss.queue WHERE name = 'imports'");
    worker.kill("SIGTERM");
    expect(await exit).toEqual([0, null]);
  });
});

async function untilTrue(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (let tries = 0; tries < 200; tries += 1) {
      // The query itself fails as long as the queue's tables are not there.
      const { rows } = await client.query(sql).catch(() => ({ rows: [] }));
      if (rows[0]?.ok) return;
      await sleep(100);
    }
    throw new Error(`Never came true: ${sql}`);
  } finally {
    await client.end();
  }
}
