import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { importDetail, importTick } from "../../api/contract.ts";
import { pullOptions } from "../../api/pull.ts";
import { type Database, databaseAt } from "../../database/database.ts";
import { closeDatabasePools } from "../../database/pool.ts";
import { testDatabase } from "../../database/test-database.ts";
import { noDecisions } from "../../planner/decisions.ts";
import { planToJson } from "../../planner/plan-json.ts";
import { planMigration } from "../../planner/plan-migration.ts";
import { openBundle } from "../../sources/bundle/read-bundle.ts";
import { FolderStore } from "../../sources/workos/folder-store.ts";
import { pullWorkos } from "../../sources/workos/pull-workos.ts";
import { WorkosClient } from "../../sources/workos/workos-client.ts";
import type { FrontOptions, Trouble } from "../../testing/strict-workos-front.ts";
import { startWorkosEnvironment, type WorkosEnvironment } from "../../testing/workos-environment.ts";
import { startWorkosGateway } from "../../testing/workos-gateway.ts";
import { cancelImport } from "../cancel-import.ts";
import { confirmApply } from "../confirm-apply.ts";
import { editDecisions } from "../edit-decisions.ts";
import { getImport } from "../get-import.ts";
import { getImportTick } from "../get-import-tick.ts";
import { pauseImport } from "../pause-import.ts";
import { closeQueue } from "../queue.ts";
import { resumeImport } from "../resume-import.ts";
import { startReading } from "../start-reading.ts";
import { ada, directoryCounts, everything, expectedCounts, startedPull } from "../testing/pulled-import.ts";
import { workOnImport } from "../work-on-import.ts";
import { writePlan } from "../write-plan.ts";
import { startPull } from "./start-pull.ts";

let db: Database;
let production: WorkosEnvironment;
let staging: WorkosEnvironment;
let gateway: { url: string; close(): Promise<void> };
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  const domain = "example.com";
  production = await startWorkosEnvironment({ name: "production", domain }, { troubleEvery: 25 });
  const strangers = production.made.users.slice(0, 20).map(({ id }) => id);
  const size = { name: "staging", domain, people: 60, organizations: 4, directoryUsers: 5 };
  staging = await startWorkosEnvironment(size, { troubleEvery: 25 }, strangers);
  gateway = await startWorkosGateway([production, staging]);
});
beforeEach(async () => {
  vi.stubEnv("APP_ENCRYPTION_KEY", "5".repeat(64));
  vi.stubEnv("WORKOS_API_URL", gateway.url);
  db = databaseAt((await testDatabase()).url);
});
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
  await closeQueue(db);
  await closeDatabasePools();
  vi.unstubAllEnvs();
});
afterAll(async () => {
  for (const each of [gateway, production, staging]) await each.close();
});

/** An environment of this test's own, which takes the place of WorkOS. */
async function workos(options: FrontOptions, people = 30): Promise<WorkosEnvironment> {
  const environment = await startWorkosEnvironment({ name: "small", people, organizations: 4 }, options);
  opened.push(environment);
  vi.stubEnv("WORKOS_API_URL", environment.front.url);
  return environment;
}

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

const detailOf = async (importId: string) => importDetail.parse(await getImport(db, ada, importId));
const laneOf = async (importId: string, resource: string) =>
  (await detailOf(importId)).pull?.lanes.find((lane) => lane.resource === resource);

async function applied(importId: string): Promise<string> {
  const { planHash } = await db.prisma.import.findUniqueOrThrow({ where: { id: importId } });
  await confirmApply(db, ada, importId, { planHash: planHash ?? "", acceptRemovals: false });
  await workOnImport(db, importId);
  return (await detailOf(importId)).state;
}

/** Until a lane shows that WorkOS makes it wait. */
async function untilThrottled(importId: string): Promise<void> {
  await vi.waitFor(async () => {
    const { pull } = importTick.parse(await getImportTick(db, ada, importId));
    const isWaiting = pull?.lanes.some((lane) => Date.parse(lane.waitingUntil ?? "") > Date.now());
    expect(isWaiting).toBe(true);
  }, 20_000);
}

describe("a live import", () => {
  it("brings two environments home, through bad moments, into the rows that the merge's rules ask for", async () => {
    const importId = await startedPull(db, [production.key, staging.key], everything);
    expect(await detailOf(importId)).toMatchObject({ state: "pulling", pull: { pulledAt: null } });
    await workOnImport(db, importId);
    const reviewed = await detailOf(importId);
    expect(reviewed).toMatchObject({ state: "review", problem: null, files: [] });
    expect(reviewed.pull?.lanes).toHaveLength(22);
    for (const lane of reviewed.pull?.lanes ?? []) {
      expect(lane).toMatchObject({ state: "done", problem: null, tasksDone: lane.tasks, waitingUntil: null });
    }
    const expected = expectedCounts([production.made, staging.made]);
    const { rows, people, mergedRows, mergedPeople } = reviewed.pull?.merge ?? {};
    expect({ rows, people }).toEqual({ rows: expected.user_sources, people: expected.users });
    expect((rows ?? 0) - (mergedRows ?? 0) + (mergedPeople ?? 0)).toBe(people);
    expect(reviewed).toMatchObject({ sourceUsers: expected.user_sources, people: expected.users });
    expect(reviewed.pull?.keys.every(({ isWiped }) => isWiped)).toBe(true);
    expect(await applied(importId)).toBe("complete");
    expect(await directoryCounts(db)).toEqual(expected);
  });

  it("gives the plan that the same pull gives as a file", async () => {
    const importId = await startedPull(db, [production.key], everything);
    await workOnImport(db, importId);
    const folder = path.join(tmpdir(), `authio-export-${importId}`);
    const client = new WorkosClient({ token: production.key, baseUrl: production.front.url });
    const store = await FolderStore.open(folder, { display: client.key.display, options: everything });
    await pullWorkos({ client, store, options: everything, signal: new AbortController().signal });
    const bundle = Buffer.concat(await Readable.from(store.bundle("workos.json").open()).toArray());
    await store.remove();
    const file = { name: "workos.json", sizeBytes: bundle.length, open: () => Readable.from([bundle]) };
    const plan = await planMigration(openBundle([file]), noDecisions);
    const pulled = await textOf(await writePlan(db, ada, importId));
    expect(pulled).toBe([...planToJson(plan)].join(""));
  });

  it("plans again with other decisions from what was pulled, without another request", async () => {
    const small = await workos({ troubles: [] });
    const importId = await startedPull(db, [small.key]);
    await workOnImport(db, importId);
    const asked = small.front.requests.length;
    await editDecisions(db, ada, importId, [{ field: "all", value: { ...noDecisions, policy: "hold" } }]);
    await workOnImport(db, importId);
    expect(await detailOf(importId)).toMatchObject({ state: "review", decisions: { policy: "hold" } });
    expect(small.front.requests.length).toBe(asked);
  });

  it("of some organizations plans for those, and judges nothing gone", async () => {
    const { made } = production;
    const [chosen] = made.organizations;
    const importId = await startedPull(db, [production.key], { organizations: [chosen?.id ?? ""] });
    await workOnImport(db, importId);
    const detail = await detailOf(importId);
    expect(detail).toMatchObject({
      state: "review",
      organizations: 1,
      decisions: { organizations: [chosen?.id] },
    });
    expect(await applied(importId)).toBe("complete");
    const members = made.memberships.filter(({ organizationId }) => organizationId === chosen?.id);
    expect(await directoryCounts(db)).toMatchObject({ organizations: 1, members: members.length });
  });
});

describe("a pull that is steered", () => {
  it("can be paused while WorkOS makes it wait, shows until when, and goes on where it stood", async () => {
    const troubles: Trouble[] = ["429 long"];
    const slow = await workos({ troubles, troubleEvery: 9 });
    const importId = await startedPull(db, [slow.key]);
    const working = workOnImport(db, importId);
    await untilThrottled(importId);
    await pauseImport(db, ada, importId);
    expect(await working).toBe(true);
    troubles.pop();
    expect(await detailOf(importId)).toMatchObject({ state: "pull_paused", problem: null });
    const asked = [...slow.front.answered.values()].reduce((sum, count) => sum + count, 0);
    await resumeImport(db, ada, importId);
    await workOnImport(db, importId);
    expect(await detailOf(importId)).toMatchObject({ state: "review", sourceUsers: 30 });
    expect(asked).toBeGreaterThan(0);
    expect(Math.max(...slow.front.answered.values())).toBeLessThanOrEqual(2);
  });

  it("can be cancelled for good; then its key is gone", async () => {
    const slow = await workos({ troubles: ["429 long"], troubleEvery: 5 });
    const importId = await startedPull(db, [slow.key]);
    const working = workOnImport(db, importId);
    await untilThrottled(importId);
    await cancelImport(db, ada, importId);
    expect(await working).toBe(true);
    expect(await detailOf(importId)).toMatchObject({
      state: "cancelled",
      pull: { keys: [{ isWiped: true }] },
    });
    const keys = await db.prisma.workosKey.findMany();
    expect(keys).toMatchObject([{ sealed: null }]);
  });

  it("can end where it stands: what it lacks is incomplete", async () => {
    const slow = await workos({ troubles: ["429 long"], troubleEvery: 9 });
    const importId = await startedPull(db, [slow.key]);
    const working = workOnImport(db, importId);
    await untilThrottled(importId);
    await pauseImport(db, ada, importId);
    await working;
    await startReading(db, ada, importId);
    await workOnImport(db, importId);
    const detail = await detailOf(importId);
    expect(detail).toMatchObject({ state: "review", pull: { keys: [{ isWiped: true }] } });
    const open = detail.pull?.lanes.flatMap(({ state, resource }) => (state === "done" ? [] : [resource]));
    expect(open).not.toEqual([]);
    const { readingReport } = await db.prisma.import.findUniqueOrThrow({ where: { id: importId } });
    expect(readingReport).toMatchObject({ firstPageKinds: open });
  });

  it("starts from nothing when it is started again, with other keys", async () => {
    const small = await workos({ troubles: [] });
    const importId = await startedPull(db, [small.key]);
    await workOnImport(db, importId);
    await startPull(db, ada, importId, { tokens: [small.key], options: pullOptions.parse({}) });
    expect(await detailOf(importId)).toMatchObject({
      state: "pulling",
      sourceUsers: null,
      pull: { lanes: [] },
    });
    await workOnImport(db, importId);
    expect(await detailOf(importId)).toMatchObject({ state: "review", sourceUsers: 30 });
    const twice = startPull(db, ada, importId, { tokens: [small.key, small.key], options: everything });
    await expect(twice).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("a key", () => {
  it("that WorkOS refuses sends the import back to draft, which says so", async () => {
    const importId = await startedPull(db, ["sk_live_of_nobody_at_all"]);
    await workOnImport(db, importId);
    const detail = await detailOf(importId);
    expect(detail).toMatchObject({
      state: "draft",
      pull: null,
      problem: { code: "workos_key_refused", message: "WorkOS refuses the API key sk_live_…_all." },
    });
    expect(await db.prisma.workosKey.count()).toBe(0);
    await expect(startReading(db, ada, importId)).rejects.toMatchObject({ code: "conflict" });
  });

  it("that is withdrawn in the middle pauses the pull", async () => {
    const statuses: Record<string, number> = {};
    const withdrawn = await workos({ troubles: [], statuses });
    for (const { id } of withdrawn.made.organizations)
      statuses[`/authorization/organizations/${id}/roles`] = 401;
    const importId = await startedPull(db, [withdrawn.key]);
    await workOnImport(db, importId);
    expect(await detailOf(importId)).toMatchObject({
      state: "pull_paused",
      problem: { code: "workos_key_refused" },
      pull: { keys: [{ isWiped: false }] },
    });
    for (const path of Object.keys(statuses)) delete statuses[path];
    await resumeImport(db, ada, importId);
    await workOnImport(db, importId);
    expect(await detailOf(importId)).toMatchObject({ state: "review", problem: null });
  });
});

describe("what could not be pulled", () => {
  it("is said in its lane, and removes nothing from a directory that mirrors WorkOS", async () => {
    const statuses: Record<string, number> = {};
    const lists: NonNullable<FrontOptions["lists"]> = {};
    const environment = await workos({ troubles: [], statuses, lists });
    const first = await startedPull(db, [environment.key]);
    await workOnImport(db, first);
    expect(await applied(first)).toBe("complete");
    const before = await directoryCounts(db);
    Object.assign(statuses, { "/connections": 403, "/user_management/organization_memberships": 403 });
    const second = await startedPull(db, [environment.key]);
    await db.prisma.import.update({
      where: { id: second },
      data: { decisions: { ...noDecisions, mode: "mirror" } },
    });
    await workOnImport(db, second);
    expect(await laneOf(second, "sso_connections")).toMatchObject({ state: "forbidden", records: 0 });
    const { diffSummary } = await db.prisma.import.findUniqueOrThrow({ where: { id: second } });
    expect(diffSummary).toMatchObject({
      kinds: { connection: { gone: 0 }, membership: { gone: 0 } },
      brake: null,
    });
    expect(await applied(second)).toBe("complete");
    expect(await directoryCounts(db)).toEqual(before);
  });
});
