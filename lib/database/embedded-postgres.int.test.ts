import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { acquireEmbeddedPostgres } from "./embedded-postgres.ts";
import { runningPostmaster } from "./postgres-server.ts";

let dataFolder = "";
let children: ChildProcess[] = [];

beforeEach(() => {
  dataFolder = mkdtempSync(path.join(tmpdir(), "authio-postgres-"));
  // mkdtemp lets nobody else in; a data folder in a checkout does.
  chmodSync(dataFolder, 0o755);
});

afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  children = [];
  const { release } = await acquireEmbeddedPostgres({ dataFolder });
  await release();
  rmSync(dataFolder, { recursive: true, force: true });
});

const postmaster = () => runningPostmaster(path.join(dataFolder, "postgres", "cluster"));

const query = async (url: string, sql: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

/** Another Node process that acquires, says its URL, and releases when its input ends. */
const startUser = async () => {
  const root = path.resolve(import.meta.dirname, "../..");
  const script = `
    const { importTypescript } = await import(${JSON.stringify(path.join(root, "cli/import-typescript.mjs"))});
    const { acquireEmbeddedPostgres } = await importTypescript("lib/database/embedded-postgres.ts");
    const shared = await acquireEmbeddedPostgres({ dataFolder: ${JSON.stringify(dataFolder)} });
    console.log(shared.url);
    process.stdin.resume().on("end", async () => { await shared.release(); process.exit(0); });
  `;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  children.push(child);
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", resolve);
    child.once("exit", (code) => reject(new Error(`exited with ${code}`)));
  });
  return { child, url };
};

describe("the embedded Postgres", () => {
  it("keeps its data over a restart", async () => {
    const first = await acquireEmbeddedPostgres({ dataFolder });
    await query(first.url, "CREATE TABLE kept AS SELECT 42 AS answer");
    await first.release();
    expect(postmaster()).toBeNull();
    const second = await acquireEmbeddedPostgres({ dataFolder });
    expect(await query(second.url, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
    await second.release();
  });

  it("loses nothing committed, and keeps its address, when the server is killed", async () => {
    const shared = await acquireEmbeddedPostgres({ dataFolder });
    await query(shared.url, "CREATE TABLE kept AS SELECT 42 AS answer");
    process.kill(postmaster()?.pid ?? 0, "SIGKILL");
    await shared.ensureRunning();
    expect(await query(shared.url, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
    await shared.release();
  });

  it("is started once by processes that start together, and stopped by the last to leave", async () => {
    const users = await Promise.all([startUser(), startUser(), startUser()]);
    expect(new Set(users.map((user) => user.url)).size).toBe(1);
    for (const [index, { child }] of users.entries()) {
      expect(postmaster(), `before user ${index} leaves`).not.toBeNull();
      child.stdin?.end();
      await once(child, "exit");
    }
    expect(postmaster()).toBeNull();
  });

  it("outlives a killed user, is joined by the next and stopped by it", async () => {
    const { child, url } = await startUser();
    const before = postmaster();
    child.kill("SIGKILL");
    await once(child, "exit");
    const shared = await acquireEmbeddedPostgres({ dataFolder });
    expect(shared.url).toBe(url);
    expect(postmaster()).toEqual(before);
    await shared.release();
    expect(postmaster()).toBeNull();
  });

  it("is shared within one process and stopped once", async () => {
    const [first, second] = await Promise.all([
      acquireEmbeddedPostgres({ dataFolder }),
      acquireEmbeddedPostgres({ dataFolder }),
    ]);
    await first.release();
    await first.release();
    expect(await query(second.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await second.release();
    expect(postmaster()).toBeNull();
  });

  it("asks for its password, and hides it from other users of the machine", async () => {
    const shared = await acquireEmbeddedPostgres({ dataFolder });
    const open = new URL(shared.url);
    open.password = "guess";
    await expect(query(open.href, "SELECT 1")).rejects.toThrow(/password authentication failed/);
    const file = path.join(dataFolder, "postgres", "password");
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(shared.url).toContain(readFileSync(file, "utf8"));
    await shared.release();
  });
});
