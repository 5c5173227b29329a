import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type Database, databaseAt } from "../../database/database.ts";
import { closeDatabasePools } from "../../database/pool.ts";
import { testDatabase } from "../../database/test-database.ts";
import { setAuthority } from "../../directory/set-authority.ts";
import { Prisma } from "../../generated/prisma/client.ts";
import { startWorkosEnvironment, type WorkosEnvironment } from "../../testing/workos-environment.ts";
import { getDrift } from "../drift/get-drift.ts";
import { closeQueue } from "../queue.ts";
import { letItBeDue, nightlySchedule, untilNothingIsLeft } from "../testing/nightly-schedule.ts";
import { directoryTuples } from "../testing/planned-import.ts";
import { ada } from "../testing/pulled-import.ts";
import { getSchedule } from "./get-schedule.ts";
import { listRuns } from "./list-runs.ts";

let workos: WorkosEnvironment;
let db: Database;
let scheduleId: string;

beforeAll(async () => {
  const size = { name: "nights", people: 48, organizations: 4, directoryUsers: 6 };
  workos = await startWorkosEnvironment(size, { troubles: [] });
  vi.stubEnv("APP_ENCRYPTION_KEY", "5".repeat(64));
  vi.stubEnv("WORKOS_API_URL", workos.front.url);
  vi.spyOn(console, "log").mockImplementation(() => {});
  db = databaseAt((await testDatabase()).url);
  await db.prisma.operator.create({ data: { id: "a", name: "", email: "ada@example.com", role: "admin" } });
  scheduleId = (await nightlySchedule(db, workos)).id;
});
afterAll(async () => {
  await closeQueue(db);
  await closeDatabasePools();
  await workos.close();
  vi.unstubAllEnvs();
});

/** Lets a night pass; answers its run, and every row of the directory that was written or removed in it. */
async function night() {
  const before = await directoryTuples(db);
  const asked = workos.front.requests.length;
  await letItBeDue(db, { id: scheduleId });
  await untilNothingIsLeft(db);
  const after = await directoryTuples(db);
  const [run] = (await listRuns(db, ada, scheduleId, undefined)).items;
  const old = new Map([...before.values()].map((row) => [nameOf(row), row]));
  const written = [...after]
    .filter(([tuple]) => !before.has(tuple))
    .map(([, row]) => [row.table, old.get(nameOf(row))?.row ?? null, row.row] as const);
  const kept = new Set([...after.values()].map(nameOf));
  const removed = [...before.values()].filter((row) => !kept.has(nameOf(row)));
  return {
    run,
    importId: run?.importId ?? "",
    inserted: written.filter(([, was]) => was === null).map(([table]) => table),
    removed: removed.map(({ table }) => table),
    updated: written.flatMap(([table, was, is]) => (was ? [[table, changesOf(was, is)] as const] : [])),
    changed: written.length + removed.length,
    requests: workos.front.requests.slice(asked),
  };
}

const isUserListing = (request: string) => request.startsWith("/user_management/users?");

const nameOf = ({ table, name }: { table: string; name: string }) => `${table} ${name}`;

const changesOf = (was: Record<string, unknown>, is: Record<string, unknown>) =>
  Object.fromEntries(
    Object.keys(is).flatMap((key) =>
      JSON.stringify(was[key]) === JSON.stringify(is[key]) || /_at$/.test(key)
        ? []
        : [[key, [was[key], is[key]]]],
    ),
  );

/** The id of somebody's membership at the source. */
async function membershipOf(userId: string, organizationId: string): Promise<string> {
  const { data } = (await workos.change(
    "GET",
    `/user_management/organization_memberships?user_id=${userId}`,
  )) as unknown as { data: { id: string; organization_id: string }[] };
  return data.find((each) => each.organization_id === organizationId)?.id ?? "";
}

/** A user of the environment by number; only every fifth is in two organizations, every sixth shares an address. */
const userAt = (index: number) => workos.made.users[index] ?? { id: "", email: "" };

it("follows what changed at the source in the night, and writes nothing else", async () => {
  const [first, , owned, last] = workos.made.organizations;
  const { id: ownedId } = await db.prisma.organization.findUniqueOrThrow({
    where: { sourceKey: `workos:${owned?.id}` },
  });
  await setAuthority(db, ada, ownedId, "authio");
  expect((await night()).changed).toBe(0);

  // In organizations that follow WorkOS:
  const hired = await workos.change("POST", "/user_management/users", {
    email: "hired@nights.example",
    email_verified: true,
  });
  await workos.change("POST", "/user_management/organization_memberships", {
    user_id: hired.id,
    organization_id: first?.id,
    role_slug: "member",
  });
  await workos.change("DELETE", `/user_management/users/${userAt(13).id}`);
  const promoted = await membershipOf(userAt(12).id, first?.id ?? "");
  await workos.change("PUT", `/user_management/organization_memberships/${promoted}`, { role_slug: "admin" });
  await workos.change("PUT", `/organizations/${last?.id}`, { name: "Renamed in the night" });
  await workos.deactivateDirectoryUser("directory_user_nights_0_2");
  // In the one that Authio owns:
  await workos.change("PUT", `/organizations/${owned?.id}`, { name: "Not for us" });
  await workos.change("DELETE", `/user_management/users/${userAt(14).id}`);
  const other = await membershipOf(userAt(18).id, owned?.id ?? "");
  await workos.change("PUT", `/user_management/organization_memberships/${other}`, { role_slug: "admin" });
  await workos.change("PUT", `/user_management/users/${userAt(22).id}`, { first_name: "Not for us" });

  const { run, importId, inserted, removed, updated, requests } = await night();
  expect(run).toMatchObject({ outcome: "applied", problem: null, importState: "complete" });
  expect(requests.filter(isUserListing)).toEqual([]);
  expect(inserted.sort()).toEqual(["members", "user_sources", "users"]);
  expect(removed.sort()).toEqual(["members", "user_sources", "users"]);
  expect(Object.fromEntries(updated)).toEqual({
    organizations: { name: ["nights customer 3", "Renamed in the night"] },
    members: { role: ["member", "admin"], roles: [["member"], ["admin"]] },
    directory_users: { state: ["active", "inactive"] },
  });
  expect(updated).toHaveLength(3);

  const drift = await getDrift(db, ada, importId, undefined);
  expect(drift.items.map(({ name, joined, left, role }) => ({ name, joined, left, role }))).toEqual([
    { name: "nights customer 0", joined: 1, left: 0, role: 1 },
    { name: "nights customer 1", joined: 0, left: 1, role: 0 },
  ]);
});

it("writes nothing in a night in which nothing changed", async () => {
  const { importId, changed } = await night();
  expect(changed).toBe(0);
  // Nor where it has to pull everything again.
  await db.prisma.import.update({ where: { id: importId }, data: { eventCursors: Prisma.DbNull } });
  const { run, changed: changedByWhole, requests } = await night();
  expect(run).toMatchObject({ outcome: "applied", importState: "complete" });
  expect(requests.some(isUserListing)).toBe(true);
  expect(changedByWhole).toBe(0);
});

it("holds a night in which 30 % of the users are gone, says why, and mails it", async () => {
  const leaving = workos.made.users.filter(({ id }) => id !== userAt(13).id && id !== userAt(14).id);
  for (const { id } of leaving.slice(0, 15)) await workos.change("DELETE", `/user_management/users/${id}`);
  const { run, importId, changed } = await night();
  expect(changed).toBe(0);
  expect(run).toMatchObject({ outcome: "held", importState: "review", finishedAt: null });
  expect(run?.problem?.message).toMatch(/^\d+ of \d+ records \(user\) would be removed: more than 5 %\.$/);
  const { lastRun } = await getSchedule(db, ada, scheduleId);
  expect(lastRun?.problem).toEqual(run?.problem);
  const [mail, ...others] = await db.prisma.outboxMessage.findMany();
  expect(others).toEqual([]);
  expect(mail).toMatchObject({
    recipient: "ada@example.com",
    subject: "WorkOS: the scheduled import waits for you",
  });
  expect(mail?.text).toContain(run?.problem?.message);
  const drift = await getDrift(db, ada, importId, undefined);
  expect(drift.isApplied).toBe(false);
  expect(drift.items.reduce((sum, { left }) => sum + left, 0)).toBeGreaterThan(8);
});
