import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../database/database.ts";
import { leftBehind } from "./testing/left-behind.ts";
import { applyPlanned, freshDatabase, planImport, type TestBundle } from "./testing/planned-import.ts";
import { buildWorkProgram, type WorkProgram } from "./testing/work-program.ts";

let program: WorkProgram;
beforeAll(async () => {
  program = await buildWorkProgram();
});
afterAll(() => program.remove());

async function appliedChunks(db: Database, importId: string): Promise<number> {
  return (await db.prisma.import.findUniqueOrThrow({ where: { id: importId } })).appliedChunks;
}

/** Starts a worker. `end` resolves to true when it has ended by itself. */
function startWork(db: Database, importId: string) {
  const { child } = program.start(db, importId);
  const state = { hasEnded: false };
  const end = new Promise<boolean>((resolve) => {
    child.on("exit", (code) => {
      state.hasEnded = true;
      resolve(code === 0);
    });
  });
  /** Until another `chunks` chunks are committed, by whomever, or it has ended. */
  const progress = async (chunks: number) => {
    const target = (await appliedChunks(db, importId)) + chunks;
    while (!state.hasEnded && (await appliedChunks(db, importId)) < target) await sleep(5);
  };
  return { child, end, progress };
}

/**
 * Starts a worker and lets it run to its end, or kills it with SIGKILL: `delayMs` after it has committed another
 * `chunks` chunks. Resolves to true if it had ended by itself before.
 */
async function work(
  db: Database,
  importId: string,
  kill?: { chunks: number; delayMs: number },
): Promise<boolean> {
  const { child, end, progress } = startWork(db, importId);
  if (kill) {
    await progress(kill.chunks);
    await sleep(kill.delayMs);
    child.kill("SIGKILL");
  }
  return end;
}

const time = "2024-01-01T00:00:00.000Z";
const organizations = Array.from({ length: 1_500 }, (_, index) => ({
  id: `org_${String(index).padStart(5, "0")}`,
  name: `Organization ${index % 700}`,
  domains: [],
  created_at: time,
}));

/** Where the worker is killed: after so many chunks, at several points inside the next one. */
const kills = [
  { chunks: 1, delayMs: 0 },
  { chunks: 3, delayMs: 15 },
  { chunks: 2, delayMs: 30 },
  { chunks: 4, delayMs: 7 },
  { chunks: 1, delayMs: 45 },
];

/** Applies a bundle undisturbed, and again as `disturb` does it. */
async function disturbedAndNot(
  bundle: TestBundle,
  disturb: (db: Database, importId: string) => Promise<void>,
) {
  const undisturbed = await freshDatabase();
  const reference = await planImport(undisturbed, bundle, {}, "WorkOS", 50);
  expect(await applyPlanned(undisturbed, reference)).toBe("complete");

  const db = await freshDatabase();
  const importId = await planImport(db, bundle, {}, "WorkOS", 50);
  await db.prisma.import.update({ where: { id: importId }, data: { state: "waiting" } });
  await disturb(db, importId);
  const { state } = await db.prisma.import.findUniqueOrThrow({ where: { id: importId } });
  expect(state).toBe("complete");
  expect(await leftBehind(db, importId)).toBe(await leftBehind(undisturbed, reference));
}

async function killAgainAndAgain(db: Database, importId: string): Promise<void> {
  let killed = 0;
  for (const kill of kills) {
    if (!(await work(db, importId, kill))) killed++;
    // The next worker need not wait for the dead one's lease here; that it waits is the lease's own test.
    await db.pool.query("UPDATE import_leases SET expires_at = now() - interval '1 second'");
  }
  expect(killed).toBe(kills.length);
  expect(await work(db, importId)).toBe(true);
}

const users = Array.from({ length: 1_200 }, (_, index) => ({
  id: `user_${String(index).padStart(5, "0")}`,
  email: `person${index % 1_000}@example.com`,
  email_verified: true,
  created_at: time,
}));
const people: TestBundle = {
  organizations: organizations.slice(0, 200),
  users,
  organization_memberships: users.map((user, index) => ({
    id: `om_${String(index).padStart(5, "0")}`,
    user_id: user.id,
    organization_id: organizations[index % 200]?.id,
    role: { slug: index % 9 ? "member" : "admin" },
    status: "active",
  })),
};

describe("a worker killed with SIGKILL", () => {
  it("leaves organizations, log and journal as if nothing had happened, once another goes on", async () => {
    await disturbedAndNot({ organizations }, killAgainAndAgain);
  }, 180_000);

  it("leaves people and memberships as if nothing had happened, once another goes on", async () => {
    await disturbedAndNot(people, killAgainAndAgain);
  }, 180_000);
});

describe("two workers of one import", () => {
  it("share its chunks, and one goes on alone when the other is killed", async () => {
    await disturbedAndNot(people, async (db, importId) => {
      const first = startWork(db, importId);
      await first.progress(2);
      const second = startWork(db, importId);
      await second.progress(8);
      first.child.kill("SIGKILL");
      expect(await second.end).toBe(true);
    });
  }, 180_000);

  it("do without one that hangs, which writes nothing when it wakes up", async () => {
    await disturbedAndNot(people, async (db, importId) => {
      const first = startWork(db, importId);
      await first.progress(3);
      first.child.kill("SIGSTOP");
      const before = await appliedChunks(db, importId);
      const second = startWork(db, importId);
      expect(await second.end).toBe(true);
      expect(await appliedChunks(db, importId)).toBeGreaterThan(before);
      const after = await leftBehind(db, importId);
      first.child.kill("SIGCONT");
      expect(await first.end).toBe(true);
      expect(await leftBehind(db, importId)).toBe(after);
    });
  }, 180_000);
});

describe("two processes", () => {
  it("cannot work on one import at a time, and the one that was presumed dead can't commit", async () => {
    const db = await freshDatabase();
    const importId = await planImport(db, { organizations: organizations.slice(0, 200) }, {}, "WorkOS", 50);
    const { acquireLease, fence, LeaseLost } = await import("./lease.ts");
    const first = await acquireLease(db, importId, "first");
    expect(await acquireLease(db, importId, "second")).toBeNull();
    await db.pool.query("UPDATE import_leases SET expires_at = now() - interval '1 second'");
    const second = await acquireLease(db, importId, "second");
    if (!first || !second) throw new Error("no lease");
    const client = await db.pool.connect();
    try {
      await expect(fence(client, first)).rejects.toBeInstanceOf(LeaseLost);
      await expect(fence(client, second)).resolves.toBeUndefined();
    } finally {
      client.release();
    }
  });

  it("apply one import after the other: the second waits its turn", async () => {
    const db = await freshDatabase();
    const { workOnImport } = await import("./work-on-import.ts");
    const first = await planImport(db, { organizations: organizations.slice(0, 20) });
    const second = await planImport(db, { organizations: organizations.slice(10, 30) });
    await db.prisma.import.update({ where: { id: first }, data: { state: "waiting" } });
    await db.prisma.import.update({ where: { id: first }, data: { state: "applying" } });
    await db.prisma.import.update({ where: { id: second }, data: { state: "waiting" } });
    expect(await workOnImport(db, second)).toBe(false);
    expect(await db.prisma.import.findUniqueOrThrow({ where: { id: second } })).toMatchObject({
      state: "waiting",
    });
    await workOnImport(db, first);
    await workOnImport(db, second);
    const states = await db.prisma.import.findMany({ select: { state: true } });
    expect(states).toEqual([{ state: "complete" }, { state: "complete" }]);
    expect(await db.prisma.organization.count()).toBe(30);
  });
});

describe("the state machine", () => {
  it("refuses what is not listed, in the database itself", async () => {
    const db = await freshDatabase();
    const importId = await planImport(db, { organizations: organizations.slice(0, 2) });
    for (const state of ["complete", "paused", "planning"]) {
      await expect(db.prisma.import.update({ where: { id: importId }, data: { state } })).rejects.toThrow(
        /cannot go from/,
      );
    }
    await expect(
      db.pool.query("UPDATE import_log SET label = 'forged' WHERE import_id = $1", [importId]),
    ).rejects.toThrow(/append-only/);
  });
});
