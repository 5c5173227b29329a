import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { retentionDays } from "../../api/storage.ts";
import type { Database } from "../../database/database.ts";
import { closeDatabasePools } from "../../database/pool.ts";
import type { CliActor } from "../../identity/actor.ts";
import { getImport } from "../get-import.ts";
import { getLogPage, logRequest } from "../get-log-page.ts";
import { getUndoReport } from "../get-undo-report.ts";
import { listPlanItems } from "../list-plan-items.ts";
import { startUndo } from "../start-undo.ts";
import { emptyDatabase, freshDatabase, importBundle, planImport } from "../testing/planned-import.ts";
import { workOnImport } from "../work-on-import.ts";
import { writePlan } from "../write-plan.ts";
import { changeRetention } from "./change-retention.ts";
import { markExpired, retentionActor } from "./mark-expired.ts";
import { readStorage } from "./read-storage.ts";
import { removePurged } from "./remove-purged.ts";
import { requestPurge } from "./request-purge.ts";

const actor: CliActor = { kind: "cli", name: "ada" };
const bundle = {
  users: [{ id: "user_1", email: "ada@example.com", email_verified: true }],
  organizations: [{ id: "org_1", name: "Acme", domains: [] }],
};

let db: Database;

beforeEach(async () => {
  db ??= await freshDatabase();
  await db.pool.query("DELETE FROM schedules");
  await emptyDatabase(db);
  await db.pool.query("TRUNCATE purges; UPDATE retention SET last_run_at = NULL");
});
afterAll(closeDatabasePools);

async function count(table: string, importId: string): Promise<number> {
  const { rows } = await db.pool.query(`SELECT count(*)::int AS count FROM ${table} WHERE import_id = $1`, [
    importId,
  ]);
  return rows[0].count;
}

/** A part of a file, as an upload leaves it. */
async function upload(importId: string) {
  await db.pool.query(
    `WITH file AS (
       INSERT INTO import_files (id, import_id, position, name, size_bytes, part_bytes, is_complete)
       VALUES ('file_' || $1, $1, 0, 'workos.json', 10, 10, true) RETURNING id
     )
     INSERT INTO import_file_parts SELECT id, n, 'x', 10, decode(repeat('ab', 5000), 'hex') FROM file, generate_series(0, 19) n`,
    [importId],
  );
}

async function age(importId: string, days: number) {
  await db.pool.query(
    `UPDATE imports SET created_at = now() - make_interval(days => $2), finished_at = now() - make_interval(days => $2),
       pulled_at = pulled_at - make_interval(days => $2) WHERE id = $1`,
    [importId, days],
  );
}

/** What the daily run purges now, as `part`. */
async function purged(importId: string): Promise<string[]> {
  const marked = (await markExpired(db, retentionActor, false)) ?? [];
  await removePurged(db);
  return marked.filter((one) => one.importId === importId).map(({ part }) => part);
}

async function applied(): Promise<string> {
  const { importId, state } = await importBundle(db, bundle);
  expect(state).toBe("complete");
  await upload(importId);
  return importId;
}

describe("retention", () => {
  it("purges each part of an import when its time is over, and says so wherever it was read", async () => {
    const importId = await applied();
    const log = () => getLogPage(db, actor, importId, logRequest.parse({}));
    const items = () => listPlanItems(db, actor, importId, { kind: "organization" }, undefined);
    await age(importId, 29);
    expect(await purged(importId)).toEqual([]);
    await age(importId, 31);
    expect(await purged(importId)).toEqual(["snapshot"]);
    expect(await db.prisma.importFilePart.count()).toBe(0);
    // Everything else still works: the plan is read, and the undo could begin.
    expect((await items()).total).toBe(1);
    expect((await getUndoReport(db, actor, importId, undefined)).isReady).toBe(true);

    await age(importId, 91);
    expect(await purged(importId)).toEqual(["journal", "plan"]);
    for (const table of ["import_journal", "plan_chunks", "plan_items", "diff_items"]) {
      expect(await count(table, importId), table).toBe(0);
    }
    const isGone = { code: "gone" };
    await expect(items()).rejects.toMatchObject(isGone);
    await expect(writePlan(db, actor, importId)).rejects.toMatchObject({
      ...isGone,
      message: expect.stringMatching(
        /^The plan of this import was purged on \d{4}-\d\d-\d\d, by Retention\.$/,
      ),
    });
    await expect(getUndoReport(db, actor, importId, undefined)).rejects.toMatchObject(isGone);
    await expect(startUndo(db, actor, importId)).rejects.toMatchObject({
      ...isGone,
      message: expect.stringMatching(/^The journal of this import was purged/),
      whatToDo: expect.stringContaining("can't be told or taken back"),
    });
    expect((await log()).lines).toHaveLength(2);

    await age(importId, 366);
    expect(await purged(importId)).toEqual(["log"]);
    await expect(log()).rejects.toMatchObject(isGone);
    const detail = await getImport(db, actor, importId);
    expect(detail).toMatchObject({
      state: "complete",
      purges: [{ part: "snapshot", by: "Retention" }, {}, {}, {}],
    });
    expect(detail.progress.find(({ kind }) => kind === "user")).toMatchObject({ created: 1 });
    expect(await purged(importId)).toEqual([]);
  });

  it("leaves alone what has not ended, and keeps for good what is never to go", async () => {
    const inReview = await planImport(db, bundle);
    await upload(inReview);
    await db.pool.query("UPDATE imports SET created_at = now() - interval '9 years' WHERE id = $1", [
      inReview,
    ]);
    expect(await purged(inReview)).toEqual([]);
    await expect(requestPurge(db, actor, inReview)).rejects.toMatchObject({ code: "conflict" });

    const never = { snapshotDays: null, planDays: null, journalDays: null, logDays: null, quietDays: null };
    const { days } = await readStorage(db, actor);
    await changeRetention(db, actor, never);
    const importId = await applied();
    await age(importId, 3_000);
    expect(await purged(importId)).toEqual([]);
    await changeRetention(db, actor, days);
    const audited = await db.prisma.auditEvent.findMany({ where: { action: "retention.changed" } });
    expect(audited.map(({ details }) => details)).toEqual([
      { from: days, to: never },
      { from: never, to: days },
    ]);
    expect(retentionDays.safeParse({ ...never, journalDays: null, logDays: 30 }).success).toBe(false);
    expect(retentionDays.safeParse({ ...never, journalDays: 30, logDays: 29 }).success).toBe(false);
  });

  it("keeps the snapshot that the next night starts from; nights that changed nothing go as a whole", async () => {
    await importBundle(db, bundle);
    const nights: string[] = [];
    for (let night = 0; night < 3; night++) nights.push(await applied());
    const [oldest = "", before = "", newest = ""] = nights;
    const { originId } = await db.prisma.import.findUniqueOrThrow({ where: { id: newest } });
    await db.pool.query(
      `INSERT INTO schedules (id, origin_id, cron, time_zone, options, decisions, created_by)
       VALUES ('sch_1', $1, '0 2 * * *', 'UTC', '{}', '{}', 'ada')`,
      [originId],
    );
    for (const [position, importId] of nights.entries()) {
      await db.pool.query("UPDATE imports SET pulled_at = now() + make_interval(mins => $2) WHERE id = $1", [
        importId,
        position,
      ]);
      await db.pool.query(
        `INSERT INTO schedule_runs (schedule_id, import_id, finished_at, outcome) VALUES ('sch_1', $1, now(), 'applied')`,
        [importId],
      );
      await db.pool.query(
        "INSERT INTO pull_pages (import_id, key_position, resource, records, bytes, content) VALUES ($1, 0, 'users', 1, 1, 'x')",
        [importId],
      );
      await age(importId, 40);
    }
    // This one changed something: it stays, without its snapshot.
    await db.pool.query("UPDATE import_progress SET updated = 1 WHERE import_id = $1 AND kind = 'user'", [
      before,
    ]);

    const marked = (await markExpired(db, retentionActor, true)) ?? [];
    expect(await markExpired(db, retentionActor, true)).toBeNull();
    await removePurged(db);
    expect(marked.map(({ importId, part }) => [importId, part]).toSorted()).toEqual(
      [
        [oldest, "import"],
        [before, "snapshot"],
      ].toSorted(),
    );
    expect(await db.prisma.import.findUnique({ where: { id: oldest } })).toBeNull();
    expect(await count("pull_pages", newest)).toBe(1);
    expect(await count("pull_pages", before)).toBe(0);
    const runs = await db.prisma.scheduleRun.findMany({ orderBy: { id: "asc" } });
    expect(runs.map(({ importId }) => importId)).toEqual([null, before, newest]);
    const { lastRun, imports } = await readStorage(db, actor);
    expect(lastRun?.rows).toBeGreaterThan(40);
    expect(imports.find(({ id }) => id === newest)).toMatchObject({
      purgeable: ["plan", "journal", "log"],
      kept: "Its schedule's next run starts from the snapshot.",
    });
    expect(await requestPurge(db, actor, newest)).toEqual(["plan", "journal", "log"]);
    await expect(requestPurge(db, actor, newest)).rejects.toMatchObject({ code: "conflict" });
  });

  it("removes many rows in batches, whoever dies or helps, and nothing of another import", async () => {
    const importId = await applied();
    const other = await applied();
    await db.pool.query(
      `INSERT INTO import_journal (import_id, seq, target_table, target_id, action)
       SELECT id, 9000000 + n / 3, 'users', 'u' || n, 'insert' FROM generate_series(1, 12000) n, unnest($1::text[]) id`,
      [[importId, other]],
    );
    const journaled = await count("import_journal", importId);
    const held = (await readStorage(db, actor)).imports.find(({ id }) => id === importId);
    expect(held?.bytes.snapshot).toBeGreaterThan(90_000);
    expect(await requestPurge(db, actor, importId)).toEqual(["snapshot", "plan", "journal", "log"]);
    const dying = new AbortController();
    const first = removePurged(db, dying.signal);
    setTimeout(() => dying.abort(), 20);
    await first;
    await Promise.all([removePurged(db), removePurged(db)]);
    await removePurged(db);
    const purges = await db.prisma.purge.findMany({ where: { importId } });
    expect(purges.every(({ finishedAt }) => finishedAt !== null)).toBe(true);
    expect(Number(purges.find(({ part }) => part === "journal")?.rows)).toBe(journaled);
    expect(await count("import_journal", importId)).toBe(0);
    expect(await count("import_journal", other)).toBe(12_000);
    expect((await readStorage(db, actor)).imports.find(({ id }) => id === importId)).toMatchObject({
      bytes: { snapshot: 0, plan: 0, journal: 0, log: 0 },
      purgeable: [],
    });
  });

  it("lets an undo that was asked for first go through", async () => {
    const importId = await applied();
    await startUndo(db, actor, importId);
    await age(importId, 400);
    expect(await purged(importId)).toEqual([]);
    await expect(requestPurge(db, actor, importId)).rejects.toMatchObject({ code: "conflict" });
    await workOnImport(db, importId);
    expect((await getImport(db, actor, importId)).state).toBe("undone");
    // From now on its days are counted from the undo.
    expect(await purged(importId)).toEqual([]);
    expect(await requestPurge(db, actor, importId)).toEqual(["snapshot", "plan", "journal", "log"]);
  });
});
