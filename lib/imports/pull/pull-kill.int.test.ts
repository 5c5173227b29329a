import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { pullResource } from "../../api/pull.ts";
import { type Database, databaseAt } from "../../database/database.ts";
import { closeDatabasePools } from "../../database/pool.ts";
import { testDatabase } from "../../database/test-database.ts";
import { addressOf } from "../../sources/workos/resources.ts";
import { startWorkosEnvironment, type WorkosEnvironment } from "../../testing/workos-environment.ts";
import { confirmApply } from "../confirm-apply.ts";
import { getImport } from "../get-import.ts";
import { getImportTick } from "../get-import-tick.ts";
import { closeQueue } from "../queue.ts";
import { leftBehind } from "../testing/left-behind.ts";
import { ada, directoryCounts, everything, expectedCounts, startedPull } from "../testing/pulled-import.ts";
import { buildWorkProgram, type WorkProgram } from "../testing/work-program.ts";
import { workOnImport } from "../work-on-import.ts";
import { probeWorkosKey } from "./probe-workos-key.ts";

let program: WorkProgram;
let environment: WorkosEnvironment;
const databases: Database[] = [];
/** What the workers said. */
const said: string[] = [];

beforeAll(async () => {
  vi.stubEnv("APP_ENCRYPTION_KEY", "7".repeat(64));
  program = await buildWorkProgram();
  environment = await startWorkosEnvironment({ name: "killed", people: 210 }, { troubleEvery: 60 });
  vi.stubEnv("WORKOS_API_URL", environment.front.url);
});
afterAll(async () => {
  for (const db of databases) await closeQueue(db);
  await closeDatabasePools();
  await environment.close();
  program.remove();
  vi.unstubAllEnvs();
});

async function freshDatabase(): Promise<Database> {
  const db = databaseAt((await testDatabase()).url);
  databases.push(db);
  return db;
}

/** Works on an import in a process of its own until `isTime`, then kills it; or to its end. True if it was killed. */
async function work(db: Database, importId: string, isTime?: () => Promise<boolean>): Promise<boolean> {
  const worker = program.start(db, importId);
  const ended = once(worker.child, "exit");
  if (isTime) {
    while (worker.child.exitCode === null && !(await isTime())) await sleep(2);
    worker.child.kill("SIGKILL");
  }
  const [, signal] = await ended;
  said.push(...worker.said);
  // The next one need not wait for the dead one's lease here; that it waits is the lease's own test.
  await db.pool.query("UPDATE import_leases SET expires_at = now() - interval '1 second'");
  return signal === "SIGKILL";
}

/** Addresses that need not be asked for again: every page of a listing that is at its end, the first of others. */
async function keptAddresses(db: Database, importId: string): Promise<Set<string>> {
  const { rows } = await db.pool.query<{ resource: string; parent_id: string; is_done: boolean }>(
    `SELECT resource, parent_id, is_done FROM pull_tasks
     WHERE import_id = $1 AND (is_done OR cursor IS NOT NULL)`,
    [importId],
  );
  const first = new Map(
    rows.map(({ resource, parent_id, is_done }) => {
      const { path, search } = addressOf(pullResource.parse(resource), parent_id, everything);
      const query = new URLSearchParams(search).toString().replaceAll("%2C", ",");
      return [query ? `${path}?${query}` : path, is_done];
    }),
  );
  const asked = new Set(environment.front.requests);
  return new Set(
    [...asked].filter((address) => first.has(address) || first.get(address.replace(/&after=.*/, ""))),
  );
}

async function confirmed(db: Database, importId: string): Promise<void> {
  const { planHash } = await db.prisma.import.findUniqueOrThrow({ where: { id: importId } });
  await confirmApply(db, ada, importId, { planHash: planHash ?? "", acceptRemovals: false });
}

const stateOf = async (db: Database, importId: string) => (await getImport(db, ada, importId)).state;

/** Every value of every table, the queue's too. */
async function everythingStored(db: Database): Promise<string> {
  const { rows } = await db.pool.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const texts: string[] = [];
  for (const { name } of rows) {
    const { rows: values } = await db.pool.query<{ text: string }>(`SELECT t::text AS text FROM ${name} t`);
    texts.push(...values.map(({ text }) => text));
  }
  return texts.join("\n");
}

describe("a live import whose worker is killed with SIGKILL", () => {
  let db: Database;
  let importId: string;
  let whilePulling = "";
  const answers: string[] = [];

  it("five times while it pulls and twice while it applies, comes to the same as one that is left alone", async () => {
    const undisturbed = await freshDatabase();
    const reference = await startedPull(undisturbed, [environment.key], everything);
    await workOnImport(undisturbed, reference);
    await confirmed(undisturbed, reference);
    await workOnImport(undisturbed, reference);
    expect(await stateOf(undisturbed, reference)).toBe("complete");

    db = await freshDatabase();
    importId = await startedPull(db, [environment.key], everything);
    const { requests } = environment.front;
    for (const [kill, more] of [3, 25, 60, 80, 100].entries()) {
      const asked = requests.length;
      const kept = await keptAddresses(db, importId);
      // How many pages are kept after so many requests differs from run to run: the last kill waits for enough.
      const isTime = async () =>
        requests.length >= asked + more && (kill < 4 || (await keptAddresses(db, importId)).size > 100);
      expect(await work(db, importId, isTime), `kill ${kill}`).toBe(true);
      expect(await stateOf(db, importId)).toBe("pulling");
      expect(requests.slice(asked).filter((address) => kept.has(address))).toEqual([]);
      answers.push(
        JSON.stringify([await getImport(db, ada, importId), await getImportTick(db, ada, importId)]),
      );
    }
    whilePulling = await everythingStored(db);
    const asked = requests.length;
    const kept = await keptAddresses(db, importId);
    expect(kept.size).toBeGreaterThan(100);
    expect(await work(db, importId)).toBe(false);
    expect(requests.slice(asked).filter((address) => kept.has(address))).toEqual([]);
    expect(await stateOf(db, importId)).toBe("review");
    const hashes = await Promise.all(
      [db, undisturbed].map((each, index) =>
        each.prisma.import.findUniqueOrThrow({ where: { id: [importId, reference][index] ?? "" } }),
      ),
    );
    expect(hashes[0]?.planHash).toBe(hashes[1]?.planHash);
    expect(hashes[0]?.pullMerge).toEqual(hashes[1]?.pullMerge);

    await confirmed(db, importId);
    for (const chunks of [1, 2]) {
      const isTime = async () =>
        (await db.prisma.import.findUniqueOrThrow({ where: { id: importId } })).appliedChunks >= chunks;
      expect(await work(db, importId, isTime)).toBe(true);
    }
    expect(await work(db, importId)).toBe(false);
    expect(await stateOf(db, importId)).toBe("complete");
    expect(await leftBehind(db, importId)).toBe(await leftBehind(undisturbed, reference));
    expect(await directoryCounts(db)).toEqual(expectedCounts([environment.made]));
  }, 180_000);

  it("leaves no trace of its key but the sealed one, and in the end not even that", async () => {
    const bytes = Buffer.from(environment.key);
    answers.push(JSON.stringify(await getImport(db, ada, importId)));
    const refused = await probeWorkosKey(
      ada,
      `${environment.key}x`,
      everything,
      AbortSignal.timeout(9_000),
    ).catch((error: Error) => `${error.message} ${error.stack} ${JSON.stringify(error)}`);
    expect(String(refused)).toContain("WorkOS refuses the API key sk_test_…d_0x.");
    const traces = {
      whilePulling,
      atEnd: await everythingStored(db),
      said: said.join(""),
      answers: answers.join(),
    };
    for (const [place, text] of Object.entries({ ...traces, refused: String(refused) })) {
      expect(text.includes(environment.key), place).toBe(false);
      for (const encoding of ["hex", "base64", "base64url"] as const) {
        expect(text.includes(bytes.toString(encoding).slice(0, -4)), `${place} ${encoding}`).toBe(false);
      }
    }
    expect(whilePulling).toContain("sk_test_…ed_0");
    const [key] = await db.prisma.workosKey.findMany({ where: { importId } });
    expect(key).toMatchObject({ sealed: null, display: "sk_test_…ed_0" });
  });
});
