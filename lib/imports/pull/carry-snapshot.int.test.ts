import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pullOptions } from "../../api/pull.ts";
import { type Database, databaseAt } from "../../database/database.ts";
import { closeDatabasePools } from "../../database/pool.ts";
import { testDatabase } from "../../database/test-database.ts";
import { startWorkosEnvironment, type WorkosEnvironment } from "../../testing/workos-environment.ts";
import { closeQueue } from "../queue.ts";
import { ada, startedPull } from "../testing/pulled-import.ts";
import { workOnImport } from "../work-on-import.ts";
import { writePlan } from "../write-plan.ts";

const plain = pullOptions.parse({});
const scheduleId = "sch_test";

let db: Database;
let workos: WorkosEnvironment;

beforeEach(async () => {
  workos = await startWorkosEnvironment({ name: "nightly", people: 130, organizations: 4 }, { troubles: [] });
  vi.stubEnv("APP_ENCRYPTION_KEY", "5".repeat(64));
  vi.stubEnv("WORKOS_API_URL", workos.front.url);
  db = databaseAt((await testDatabase()).url);
  const origin = await db.prisma.origin.create({ data: { name: "WorkOS" } });
  await db.prisma.schedule.create({
    data: {
      id: scheduleId,
      originId: origin.id,
      cron: "0 3 * * *",
      timeZone: "UTC",
      options: plain,
      decisions: {},
      createdBy: "test",
    },
  });
});
afterEach(async () => {
  await closeQueue(db);
  await workos.close();
  vi.unstubAllEnvs();
});
afterAll(() => closeDatabasePools());

/** Pulls and plans; answers the plan, and what WorkOS was asked for. */
async function run(options: { isScheduled: boolean }) {
  const asked = workos.front.requests.length;
  const importId = await startedPull(db, [workos.key], plain);
  if (options.isScheduled) {
    await db.prisma.scheduleRun.create({ data: { scheduleId, importId, finishedAt: new Date() } });
  }
  await workOnImport(db, importId);
  const { state } = await db.prisma.import.findUniqueOrThrow({ where: { id: importId } });
  expect(state).toBe("review");
  let plan = "";
  for await (const piece of await writePlan(db, ada, importId)) plan += piece;
  return { importId, plan, requests: workos.front.requests.slice(asked) };
}

const listings = (requests: readonly string[]) =>
  requests.filter((request) => /^\/(user_management\/users|organizations|connections)\?/.test(request));

describe("a scheduled pull", () => {
  it("asks only for what changed since the run before, and plans as a whole pull does", async () => {
    await run({ isScheduled: true });
    const [first, second, third] = workos.made.users;
    const [organization, other] = workos.made.organizations;
    await workos.change("PUT", `/user_management/users/${first?.id}`, { first_name: "Augusta" });
    await workos.change("DELETE", `/user_management/users/${second?.id}`);
    await workos.change("PUT", `/organizations/${organization?.id}`, { name: "Renamed" });
    await workos.change("POST", "/user_management/users", {
      email: "new@nightly.example",
      email_verified: true,
    });
    await workos.change("POST", "/user_management/organization_memberships", {
      user_id: third?.id,
      organization_id: other?.id,
    });
    // The emulator shows all events whatever the time asked for: the first carried run reads those of its making too.
    await run({ isScheduled: true });
    await workos.change("PUT", `/user_management/users/${third?.id}`, { last_name: "Lovelace" });
    const carried = await run({ isScheduled: true });
    expect(listings(carried.requests)).toEqual([]);
    expect(carried.requests.filter((request) => request.startsWith("/user_management/users/"))).toHaveLength(
      1,
    );
    const whole = await run({ isScheduled: false });
    expect(listings(whole.requests).length).toBeGreaterThan(2);
    expect(carried.plan).toBe(whole.plan);
    const { pullMerge } = await db.prisma.import.findUniqueOrThrow({ where: { id: carried.importId } });
    expect(pullMerge).toMatchObject({ rows: 130 });
  }, 120_000);

  it("is a whole one where the run before was not whole, or is a week old", async () => {
    const before = await run({ isScheduled: true });
    await db.prisma.pullLane.updateMany({
      where: { importId: before.importId, resource: "directories" },
      data: { state: "incomplete" },
    });
    const after = await run({ isScheduled: true });
    expect(listings(after.requests).length).toBeGreaterThan(2);
    const { eventCursors } = await db.prisma.import.findUniqueOrThrow({ where: { id: after.importId } });
    await db.prisma.import.update({
      where: { id: after.importId },
      data: { eventCursors: { ...(eventCursors as object), wholeAt: "2026-01-01T00:00:00.000Z" } },
    });
    expect(listings((await run({ isScheduled: true })).requests).length).toBeGreaterThan(2);
  }, 120_000);
});
