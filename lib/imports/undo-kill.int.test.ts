import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../database/database.ts";
import { closeQueue } from "./queue.ts";
import { startUndo } from "./start-undo.ts";
import { applyPlanned, directoryRows, freshDatabase, planImport } from "./testing/planned-import.ts";
import { buildWorkProgram, type WorkProgram } from "./testing/work-program.ts";

let program: WorkProgram;
beforeAll(async () => {
  program = await buildWorkProgram();
});
afterAll(() => program.remove());

const standing = (db: Database, importId: string) =>
  db.prisma.import.findUniqueOrThrow({ where: { id: importId } });

/** Lets a worker undo so many chunks, then kills it with SIGKILL inside the next one; or lets it end. */
async function work(db: Database, importId: string, kill?: { chunks: number; delayMs: number }) {
  const { child } = program.start(db, importId);
  const ended = once(child, "exit");
  if (kill) {
    const target = (await standing(db, importId)).taskSteps + kill.chunks;
    while (child.exitCode === null && (await standing(db, importId)).taskSteps < target) await sleep(5);
    await sleep(kill.delayMs);
    child.kill("SIGKILL");
  }
  const [, signal] = await ended;
  // The next one need not wait for the dead one's lease here.
  await db.pool.query("UPDATE import_leases SET expires_at = now() - interval '1 second'");
  return signal === "SIGKILL";
}

const time = "2024-01-01T00:00:00.000Z";
const organizations = Array.from({ length: 150 }, (_, index) => ({
  id: `org_${index}`,
  name: `Organization ${index}`,
  domains: [{ domain: `o${index}.example.com`, state: "verified" }],
}));
const people = (count: number, name: string) =>
  Array.from({ length: count }, (_, index) => ({
    id: `user_${index}`,
    email: `person${index % 600}@example.com`,
    email_verified: true,
    first_name: name,
    created_at: time,
  }));
const memberships = people(750, "").map(({ id }, index) => ({
  id: `om_${index}`,
  user_id: id,
  organization_id: organizations[index % 150]?.id,
  role: { slug: "member" },
  status: "active",
}));

describe("a worker killed with SIGKILL while it undoes", () => {
  it("leaves the directory of before and a log without gap or double, once another goes on", async () => {
    const db = await freshDatabase();
    const first = await planImport(db, { organizations, users: people(300, "Ann") }, {}, "WorkOS", 50);
    expect(await applyPlanned(db, first)).toBe("complete");
    const before = await directoryRows(db);
    const importId = await planImport(
      db,
      {
        organizations: organizations.slice(50),
        users: people(750, "Bob"),
        organization_memberships: memberships,
      },
      { mode: "mirror" },
      "WorkOS",
      50,
    );
    expect(await applyPlanned(db, importId)).toBe("complete");
    const applied = await db.prisma.importLog.count({ where: { importId } });
    await startUndo(db, { kind: "cli", name: "test" }, importId);
    let killed = 0;
    for (const kill of [
      { chunks: 0, delayMs: 40 },
      { chunks: 2, delayMs: 0 },
      { chunks: 4, delayMs: 15 },
      { chunks: 3, delayMs: 30 },
      { chunks: 5, delayMs: 7 },
    ]) {
      if (await work(db, importId, kill)) killed++;
    }
    expect(killed).toBe(5);
    await work(db, importId);
    await closeQueue(db);
    expect(await standing(db, importId)).toMatchObject({ state: "undone" });
    expect(await directoryRows(db)).toEqual(before);
    const lines = await db.prisma.importLog.findMany({ where: { importId }, orderBy: { seq: "asc" } });
    expect(lines).toHaveLength(applied * 2);
    const undone = lines.slice(applied);
    expect(undone.every(({ code }) => code === "undone")).toBe(true);
    const progress = await db.prisma.undoProgress.findMany({ where: { importId } });
    const done = progress.reduce((sum, row) => sum + row.removed + row.restored + row.setBack, 0);
    expect(done).toBe(undone.length);
  }, 180_000);
});
