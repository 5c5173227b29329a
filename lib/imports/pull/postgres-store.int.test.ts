import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Database, databaseAt } from "../../database/database.ts";
import { closeDatabasePools } from "../../database/pool.ts";
import { testDatabase } from "../../database/test-database.ts";
import type { PulledPage } from "../../sources/workos/pull-store.ts";
import { acquireLease, type Lease, LeaseLost } from "../lease.ts";
import { pauseImport } from "../pause-import.ts";
import { closeQueue } from "../queue.ts";
import { ada, everything, startedPull } from "../testing/pulled-import.ts";
import { MergeCounter } from "./merge-counter.ts";
import { PostgresStore } from "./postgres-store.ts";
import { PullStopped } from "./pull-stopped.ts";

let db: Database;
let importId: string;
let lease: Lease;
let store: PostgresStore;

beforeAll(async () => {
  vi.stubEnv("APP_ENCRYPTION_KEY", "3".repeat(64));
  db = databaseAt((await testDatabase()).url);
  importId = await startedPull(db, ["sk_test_of_the_store"], everything);
  lease = await takeLease("first");
  store = storeOf(lease);
  await store.begin([
    { resource: "users", rootIds: [""] },
    { resource: "auth_factors", rootIds: [] },
  ]);
});
afterAll(async () => {
  await closeQueue(db);
  await closeDatabasePools();
  vi.unstubAllEnvs();
});

async function takeLease(owner: string): Promise<Lease> {
  const taken = await acquireLease(db, importId, owner);
  if (!taken) throw new Error("somebody holds the lease");
  return taken;
}

const storeOf = (held: Lease) => new PostgresStore(db, held, 0, new MergeCounter({ organizations: null }));

/** A page of two users, who each bring a listing of their factors. */
async function pageOf(askedWith: string | null, cursor: string | null): Promise<PulledPage> {
  const [task] = await store.openTasks("users", 0, 1);
  const ids = ["a", "b"].map((letter) => `user_${askedWith ?? "first"}_${letter}`);
  return {
    task: { id: task?.id ?? 0, resource: "users", parentId: "", cursor: askedWith },
    records: ids.map((id) => ({ id, email: `${id}@example.com` })),
    cursor,
    children: ids.map((parentId) => ({ resource: "auth_factors", parentId })),
    problem: null,
    requests: 1,
  };
}

async function stored() {
  const lanes = await db.prisma.pullLane.findMany({ where: { importId }, orderBy: { resource: "desc" } });
  return {
    pages: await db.prisma.pullPage.count({ where: { importId } }),
    tasks: await db.prisma.pullTask.count({ where: { importId } }),
    lanes: lanes.map(({ state, records, tasks }) => ({ state, records, tasks })),
    merge: (await db.prisma.import.findUniqueOrThrow({ where: { id: importId } })).pullMerge,
  };
}

describe("a page", () => {
  it("is kept with the cursor after it, the listings it brings, and the counts of both lanes", async () => {
    await store.commit(await pageOf(null, "cursor_1"));
    expect(await stored()).toEqual({
      pages: 1,
      tasks: 3,
      lanes: [
        { state: "pulling", records: 2, tasks: 1 },
        { state: "waiting", records: 0, tasks: 2 },
      ],
      merge: { rows: 2, people: 2, mergedRows: 0, mergedPeople: 0 },
    });
    expect(await store.openTasks("users", 0, 9)).toMatchObject([{ cursor: "cursor_1" }]);
  });

  it("that is here already is not kept twice", async () => {
    const { merge: _, ...before } = await stored();
    await storeOf(lease).commit(await pageOf(null, "cursor_1"));
    expect(await stored()).toMatchObject(before);
  });

  it("is refused from whom the import was taken over, and once it is paused", async () => {
    const before = await stored();
    await db.pool.query("UPDATE import_leases SET expires_at = now() - interval '1 second'");
    const second = await takeLease("second");
    const late = store.commit(await pageOf("cursor_1", "cursor_2"));
    await expect(late).rejects.toBeInstanceOf(LeaseLost);
    expect(await stored()).toEqual(before);
    await pauseImport(db, ada, importId);
    const paused = storeOf(second).commit(await pageOf("cursor_1", "cursor_2"));
    await expect(paused).rejects.toBeInstanceOf(PullStopped);
    expect(await stored()).toEqual(before);
  });
});
