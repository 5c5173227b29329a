import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../database/database.ts";
import { AppError } from "../errors.ts";
import type { CliActor } from "../identity/actor.ts";
import { pauseImport } from "./pause-import.ts";
import { closeQueue, enqueueIdle, startWorker } from "./queue.ts";
import { resumeImport } from "./resume-import.ts";
import { gatedDatabase } from "./testing/gated-database.ts";
import { freshDatabase, planImport } from "./testing/planned-import.ts";

const actor: CliActor = { kind: "cli", name: "ada" };
const time = "2024-01-01T00:00:00.000Z";
const organizations = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `org_${index}`,
    name: `Organization ${index}`,
    domains: [],
    created_at: time,
  }));

/** Workers look for forgotten imports by themselves too: here they must never need to. */
const never = 2 ** 31 - 1;
/** Long enough for a slow machine; nothing waits for it but what is broken. */
const patienceMs = 15_000;

async function until(what: () => Promise<boolean>): Promise<boolean> {
  for (const end = performance.now() + patienceMs; performance.now() < end; await sleep(5)) {
    if (await what()) return true;
  }
  return false;
}

describe("an import that is paused and resumed", () => {
  let db: Database;
  let closing: (() => Promise<void>)[];
  beforeEach(async () => {
    db = await freshDatabase();
    closing = [() => closeQueue(db)];
  });
  afterEach(async () => {
    for (const close of closing.toReversed()) await close();
  });

  async function worker(of: Database = db) {
    const started = await startWorker(of, never);
    closing.push(started.stop);
    return started;
  }

  async function confirmed(count: number, recordsPerChunk: number): Promise<string> {
    const importId = await planImport(
      db,
      { organizations: organizations(count) },
      {},
      "WorkOS",
      recordsPerChunk,
    );
    await db.prisma.import.update({ where: { id: importId }, data: { state: "waiting" } });
    await enqueueIdle(db);
    return importId;
  }

  /** Does what a person may do at any time: an import that has moved on meanwhile refuses it. */
  async function press(button: typeof pauseImport, importId: string): Promise<void> {
    await button(db, actor, importId).catch((error: unknown) => {
      if (!(error instanceof AppError && error.code === "conflict")) throw error;
    });
  }

  const stateOf = async (importId: string) =>
    (await db.prisma.import.findUniqueOrThrow({ where: { id: importId } })).state;
  const isComplete = async (importId: string) => (await stateOf(importId)) === "complete";

  async function unfinishedJobs(): Promise<string[]> {
    const { rows } = await db.pool.query<{ state: string }>(
      "SELECT state FROM pgboss.job WHERE name = 'imports' AND state <= 'active'",
    );
    return rows.map(({ state }) => state);
  }
  const areAllJobsDone = async () => (await unfinishedJobs()).length === 0;
  /** True when no job is left but the one whose worker is held up. */
  const areJobsDone = async () => /^(active)?$/.test((await unfinishedJobs()).join(" "));

  async function isSomebodyBlocked(): Promise<boolean> {
    const { rowCount } = await db.pool.query(
      "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    return rowCount !== 0;
  }

  /** Makes every writer of organizations wait until the returned function is called. */
  async function holdOrganizations() {
    const client = await db.pool.connect();
    await client.query("BEGIN");
    await client.query("LOCK TABLE organizations IN SHARE MODE");
    return async () => {
      await client.query("ROLLBACK");
      client.release();
    };
  }

  it("goes on, whatever its worker was about to do with its state or its lease", async () => {
    let statements: string[] = [];
    let importId = "";
    /** The statement at which the import is paused; it is resumed `gap` statements later. Counted from 1. */
    let isPausePoint = (_step: number): boolean => false;
    let gap = 0;
    let pausedAt = Number.POSITIVE_INFINITY;
    const gated = gatedDatabase(db.url, async (sql) => {
      if (!/imports|import_leases/.test(sql)) return;
      const step = statements.push(sql);
      const isPause = step < pausedAt && isPausePoint(step);
      if (isPause) pausedAt = step;
      const isResume = step === pausedAt + gap;
      const pressed = (async () => {
        if (isPause) await press(pauseImport, importId);
        if (isResume) await press(resumeImport, importId);
        return isResume && until(areJobsDone);
      })();
      // What is pressed may have to wait for the very transaction that is held up here.
      if (isPause || isResume) await Promise.race([pressed, until(isSomebodyBlocked)]);
    });
    closing.push(async () => {
      await gated.prisma.$disconnect();
      await gated.pool.end();
    });
    await worker(gated);

    const forgotten: string[] = [];
    /** Applies an import and presses the buttons on the way. Returns how many statements that took. */
    async function apply(pausePoint: typeof isPausePoint, resumeGap: number): Promise<number> {
      // The job of the import before may still be looking for what is left to do.
      await until(areAllJobsDone);
      statements = [];
      [isPausePoint, gap, pausedAt] = [pausePoint, resumeGap, Number.POSITIVE_INFINITY];
      importId = await confirmed(2, 1);
      // The worker may be done before it comes to the statement at which the import is resumed.
      const isLeftPaused = async () =>
        statements.length < pausedAt + gap &&
        (await stateOf(importId)) === "paused" &&
        (await areAllJobsDone());
      const isOver = async () => (await isComplete(importId)) || (await isLeftPaused());
      if (await until(isOver)) return statements.length;
      forgotten.push(`paused at ${statements[pausedAt - 1]}, resumed at ${statements[pausedAt + gap - 1]}`);
      await enqueueIdle(db);
      await until(isOver);
      return statements.length;
    }
    const undisturbed = await apply(() => false, 0);
    for (let step = 1; step <= undisturbed; step++) await apply((at) => at === step, 0);

    const isLastCheckpoint = () =>
      statements.filter((sql) => sql.includes("SET applied_chunks")).length === 2;
    const isFinish = (step: number) => statements[step - 1]?.includes("SET finished_at") ?? false;
    for (const pausePoint of [isLastCheckpoint, isFinish]) {
      for (let later = 1; (await apply(pausePoint, later)) >= pausedAt + later; later++);
    }
    expect(forgotten).toEqual([]);
  }, 300_000);

  it("goes on after a storm of pauses and resumes, with two workers", async () => {
    await worker();
    await worker();
    let seed = 1;
    const random = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let round = 0; round < 5; round++) {
      const importId = await confirmed(60, 5);
      for (let count = 0; count < 40 && !(await isComplete(importId)); count++) {
        await press(random(2) ? pauseImport : resumeImport, importId);
        for (let queries = random(20); queries > 0; queries--) await db.pool.query("SELECT 1");
      }
      await press(resumeImport, importId);
      expect(await until(() => isComplete(importId)), `round ${round}`).toBe(true);
    }
  }, 120_000);

  it("keeps no worker busy while it waits for its turn, and has it as soon as the other has ended", async () => {
    await worker();
    const letGo = await holdOrganizations();
    const first = await confirmed(2, 1);
    expect(await until(isSomebodyBlocked)).toBe(true);
    const second = await confirmed(2, 1);
    await enqueueIdle(db);
    const { rows } = await db.pool.query("SELECT FROM pgboss.job WHERE data->>'importId' = $1", [second]);
    expect(rows).toHaveLength(0);
    await letGo();
    expect(await until(async () => (await isComplete(first)) && (await isComplete(second)))).toBe(true);
  });
});
