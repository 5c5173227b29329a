import {
  appendFileSync,
  createWriteStream,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type PullOptions, pullOptions } from "../../api/pull.ts";
import { noDecisions } from "../../planner/decisions.ts";
import { planToJson } from "../../planner/plan-json.ts";
import { planMigration } from "../../planner/plan-migration.ts";
import { type FrontOptions, startStrictFront } from "../../testing/strict-workos-front.ts";
import { startWorkosEnvironment, type WorkosEnvironment } from "../../testing/workos-environment.ts";
import { bundleFileFromPath } from "../bundle/file-bundle.ts";
import { openBundle } from "../bundle/read-bundle.ts";
import { FolderStore } from "./folder-store.ts";
import { pullWorkos } from "./pull-workos.ts";
import { WorkosClient } from "./workos-client.ts";

const temporary = mkdtempSync(path.join(tmpdir(), "authio-pull-"));
const everything = pullOptions.parse({ extras: ["auth_factors", "identities"] });
const plain = pullOptions.parse({});
/** What the client's tests try out; here nobody waits for seconds. */
const swift = { firstRetryMs: 5, timeoutMs: 1_000 };

const emptyPaths = [
  "/organizations",
  "/connections",
  "/directories",
  "/user_management/users",
  "/user_management/invitations",
];

let folders = 0;
let environment: WorkosEnvironment;
const opened: WorkosEnvironment[] = [];

beforeAll(async () => {
  environment = await startWorkosEnvironment({ name: "acme" }, { troubles: [] });
});
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});
afterAll(async () => {
  await environment.close();
  rmSync(temporary, { recursive: true, force: true });
});

const bytesIn = (folder: string) =>
  readdirSync(folder).reduce((sum, file) => sum + statSync(path.join(folder, file)).size, 0);

const newFolder = () => path.join(temporary, String(folders++));

async function start(options: FrontOptions, people = 30): Promise<WorkosEnvironment> {
  const started = await startWorkosEnvironment({ name: "small", people, organizations: 4 }, options);
  opened.push(started);
  return started;
}

async function pull(
  { key, front }: Pick<WorkosEnvironment, "key" | "front">,
  options: PullOptions = plain,
  folder = newFolder(),
  signal = new AbortController().signal,
) {
  const client = new WorkosClient({ token: key, baseUrl: front.url, ...swift });
  const store = await FolderStore.open(folder, { display: client.key.display, options });
  const ends = await pullWorkos({ client, store, options, signal });
  return { store, ends };
}

/** Ids per list of what was pulled, and whether each list is whole. */
async function read(store: FolderStore) {
  const source = openBundle([store.bundle("pulled")]);
  const counts: Record<string, number> = {};
  for await (const { kind, records } of source.read()) counts[kind] = (counts[kind] ?? 0) + records.length;
  const { problems, firstPageKinds, missingKinds } = source.report();
  return { counts, problems, firstPageKinds, missingKinds };
}

function expectedCounts({ made }: WorkosEnvironment) {
  return {
    users: made.users.length,
    organizations: made.organizations.length,
    organization_memberships: made.memberships.length,
    sso_connections: made.connections.length,
    directories: made.directories.length,
    directory_users: made.directoryUsers.length,
    directory_groups: made.directoryGroups.length,
    roles: 1 + made.organizationRoles.length,
    invitations: made.invitations.length,
    auth_factors: made.factors.length,
    identities: made.identities.length,
  };
}

describe("a pull", () => {
  it("brings every record of every kind home, whole and located nowhere but where it belongs", async () => {
    const { store, ends } = await pull(environment, everything);
    const { counts, problems, firstPageKinds, missingKinds } = await read(store);
    expect(counts).toEqual(expectedCounts(environment));
    expect(problems).toEqual([]);
    expect(firstPageKinds).toEqual([]);
    expect(missingKinds).toEqual([]);
    expect(new Set(Object.values(ends))).toEqual(new Set(["done"]));
    for (const lane of store.lanes()) {
      expect(lane).toMatchObject({ state: "done", problem: null, tasksDone: lane.tasks });
    }
  });

  it("asks for the oldest first, a hundred at a time, all three statuses, and nothing twice", async () => {
    const asked = environment.front.requests.length;
    await pull(environment);
    const requests = environment.front.requests.slice(asked);
    expect(new Set(requests).size).toBe(requests.length);
    for (const request of requests) {
      if (request.startsWith("/authorization/")) continue;
      expect(request).toMatch(/limit=100&order=asc/);
    }
    const memberships = requests.filter((request) => request.includes("organization_memberships"));
    expect(memberships).toHaveLength(environment.made.organizations.length);
    for (const request of memberships) expect(request).toContain("statuses=active,inactive,pending");
    // Extras cost a call a user: only if they are wanted.
    expect(requests.some((request) => /auth_factors|identities/.test(request))).toBe(false);
  });

  it("lets no other user of the machine read what it keeps", async () => {
    const folder = newFolder();
    await pull(environment, plain, folder);
    expect(statSync(folder).mode & 0o077).toBe(0);
    for (const file of readdirSync(folder)) expect(statSync(path.join(folder, file)).mode & 0o077).toBe(0);
  });

  it("comes through 429 in three forms, 500, connections cut before and within the answer, and silence", async () => {
    const rough = await start({
      troubles: ["429 seconds", "500", "cut", "slow", "cut within", "429 bare", "429 date"],
      troubleEvery: 4,
      slowMs: 2_500,
    });
    const { store } = await pull(rough);
    const { counts, firstPageKinds } = await read(store);
    const { auth_factors: _, identities: __, ...expected } = expectedCounts(rough);
    expect(counts).toEqual(expected);
    expect(firstPageKinds).toEqual([]);
  });

  it("keeps to the documented limits without being refused once", async () => {
    const users = Array.from({ length: 600 }, (_, n) => ({ id: `user_${n}`, email: `${n}@example.com` }));
    const none: Record<string, unknown> = { "/authorization/roles": [] };
    for (const { id } of users) {
      none[`/user_management/users/${id}/auth_factors`] = { data: [] };
      none[`/user_management/users/${id}/identities`] = [];
    }
    const lists = Object.fromEntries(emptyPaths.map((each) => [each, () => []]));
    const front = await startStrictFront("http://nowhere.invalid", {
      lists: { ...lists, "/user_management/users": () => users },
      answers: none,
      troubles: [],
      isLimited: true,
    });
    await pull({ key: "sk_test_limited", front }, everything);
    expect(front.requests.length).toBeGreaterThan(1_200);
    expect(front.refusals()).toBe(0);
    await front.close();
  }, 60_000);
});

describe("what the key may not read", () => {
  it("is said with what it costs, left out of the bundle, and stops nothing else", async () => {
    const closed = await start({ troubles: [], statuses: { "/connections": 403, "/directory_users": 404 } });
    const { store, ends } = await pull(closed);
    const { counts, missingKinds } = await read(store);
    expect(ends).toMatchObject({ sso_connections: "forbidden", directory_users: "forbidden", users: "done" });
    expect(missingKinds).toEqual(["sso_connections", "directory_users", "auth_factors", "identities"]);
    expect(counts.users).toBe(30);
    expect(counts.directory_groups).toBe(2);
    const lane = store.lanes().find(({ resource }) => resource === "sso_connections");
    expect(lane?.problem?.code).toBe("forbidden");
    expect(lane?.problem?.message).toMatch(/sk_test_…ll_0 may not read \/connections .*by hand/);
    // Asked once, not for each directory.
    expect(closed.front.requests.filter((request) => request.startsWith("/directory_users"))).toHaveLength(2);
  });

  it("takes along what hangs on it: without organizations no list of members is whole", async () => {
    const closed = await start({ troubles: [], statuses: { "/organizations": 403 } });
    const { store, ends } = await pull(closed);
    expect(ends).toMatchObject({ organizations: "forbidden", organization_memberships: "forbidden" });
    // The environment's own roles were read.
    expect(ends.roles).toBe("incomplete");
    const { missingKinds, firstPageKinds } = await read(store);
    expect(missingKinds).toContain("organization_memberships");
    expect(firstPageKinds).toEqual(["roles"]);
  });
});

describe("a list that can't be followed to its end", () => {
  it("ends where WorkOS names the same cursor again, and counts as incomplete", async () => {
    const ring = await start({ troubles: [], repeatedCursors: ["/user_management/users"] }, 120);
    const { store, ends } = await pull(ring);
    expect(ends).toMatchObject({ users: "incomplete", organizations: "done" });
    const { firstPageKinds } = await read(store);
    expect(firstPageKinds).toEqual(["users"]);
    expect(ring.front.requests.filter((each) => each.startsWith("/user_management/users"))).toHaveLength(2);
    expect(store.lanes()[0]?.problem?.message).toMatch(/repeats itself in the list of users/);
  });

  it("ends where WorkOS starts again at the first page, under another cursor each time", async () => {
    const people = Array.from({ length: 100 }, (_, n) => ({ id: `user_${n}` }));
    let cursors = 0;
    const ring = await start({
      troubles: [],
      bodies: {
        "/user_management/users": () => ({ data: people, list_metadata: { after: `cursor_${cursors++}` } }),
      },
    });
    const { ends } = await pull(ring);
    expect(ends.users).toBe("incomplete");
    expect(cursors).toBe(2);
  });

  it("ends at an empty page that names a next one", async () => {
    let cursors = 0;
    const hollow = await start({
      troubles: [],
      bodies: {
        "/connections": () => ({ data: [], list_metadata: { after: `cursor_${cursors++}` } }),
      },
    });
    const { ends } = await pull(hollow);
    expect(ends.sso_connections).toBe("incomplete");
    expect(cursors).toBe(1);
  });

  it("does not hold up the others when WorkOS never answers it", async () => {
    const broken = await start({ troubles: [], statuses: { "/user_management/invitations": 500 } });
    const client = new WorkosClient({ token: broken.key, baseUrl: broken.front.url, retries: 1, ...swift });
    const store = await FolderStore.open(newFolder(), { display: client.key.display, options: plain });
    const ends = await pullWorkos({ client, store, options: plain, signal: new AbortController().signal });
    expect(ends).toMatchObject({ invitations: "incomplete", organization_memberships: "done" });
    expect(store.lanes().find(({ resource }) => resource === "invitations")?.problem).toMatchObject({
      code: "unavailable",
    });
  });

  it("is incomplete where one of many parents has gone meanwhile", async () => {
    const statuses: Record<string, number> = {};
    const gone = await start({ troubles: [], statuses });
    const [, second] = gone.made.organizations;
    statuses[`/authorization/organizations/${second?.id}/roles`] = 404;
    const { store, ends } = await pull(gone);
    expect(ends).toMatchObject({ roles: "incomplete", organization_memberships: "done" });
    const { counts } = await read(store);
    expect(counts.roles).toBe(1 + gone.made.organizationRoles.length - 1);
  });
});

describe("a pull that is stopped", () => {
  it("goes on where it stands, and asks again for nothing but the pages that were under way", async () => {
    const folder = newFolder();
    const options = everything;
    const interrupted = await start({ troubles: [] }, 130);
    let stops = 0;
    for (const after of [3, 40, 90, 150]) {
      const stop = new AbortController();
      const base = interrupted.front.requests.length;
      const watch = setInterval(() => {
        if (interrupted.front.requests.length >= base + after) stop.abort(new Error("stopped"));
      }, 1);
      const ended = await pull(interrupted, options, folder, stop.signal).then(
        () => true,
        (error: Error) => (error.message === "stopped" ? false : Promise.reject(error)),
      );
      clearInterval(watch);
      if (!ended) stops++;
      const kept = bytesIn(folder);
      await sleep(50);
      expect(bytesIn(folder)).toBe(kept);
    }
    const { store } = await pull(interrupted, options, folder);
    expect((await read(store)).counts).toEqual(expectedCounts(interrupted));
    expect(stops).toBeGreaterThan(1);
    const { requests } = interrupted.front;
    // Of a listing, the page being kept and the one under way; at most 32 listings of each resource at once.
    expect(requests.length - new Set(requests).size).toBeLessThanOrEqual(stops * 2 * 3 * 32);
    const users = requests.filter((request) => request.startsWith("/user_management/users?"));
    expect(users.length - new Set(users).size).toBeLessThanOrEqual(stops * 2);
  });

  it("starts again when it is another key or other options", async () => {
    const folder = newFolder();
    await pull(environment, plain, folder);
    const asked = environment.front.requests.length;
    await pull(environment, plain, folder);
    expect(environment.front.requests.length).toBe(asked);
    const { store } = await pull(environment, everything, folder);
    expect((await read(store)).counts).toEqual(expectedCounts(environment));
  });

  it("cuts off what a killed process left half written", async () => {
    const folder = newFolder();
    const { store } = await pull(environment, plain, folder);
    const before = await read(store);
    appendFileSync(path.join(folder, "users.json-part"), ',\n{"id":"half');
    appendFileSync(path.join(folder, "journal.ndjson"), '{"step":"page","task":1,"rec');
    const again = await pull(environment, plain, folder);
    expect(await read(again.store)).toEqual(before);
  });

  it("says that the key is refused, keeps what it has, and tells nobody the key", async () => {
    const statuses: Record<string, number> = {};
    const withdrawn = await start({ troubles: [], statuses });
    const folder = newFolder();
    await pull(withdrawn, pullOptions.parse({ organizations: ["org_unknown"] }), folder);
    for (const each of emptyPaths) statuses[each] = 401;
    const failure = pull(withdrawn, plain, folder);
    await expect(failure).rejects.toMatchObject({ trouble: "key_refused" });
    await expect(failure).rejects.not.toThrow(withdrawn.key);
  });

  it("gives up when WorkOS is away altogether", async () => {
    const client = new WorkosClient({
      token: "sk_test_nobody_listens",
      baseUrl: "http://127.0.0.1:9",
      retries: 1,
      ...swift,
    });
    const store = await FolderStore.open(newFolder(), { display: client.key.display, options: plain });
    const failure = pullWorkos({ client, store, options: plain, signal: new AbortController().signal });
    await expect(failure).rejects.toMatchObject({ trouble: "unavailable" });
  });
});

describe("a pull of some organizations", () => {
  it("brings those, their people and what is theirs, and nothing of others", async () => {
    const { made } = environment;
    const chosen = made.organizations.slice(0, 2).map(({ id }) => id);
    const isChosen = ({ organizationId }: { organizationId: string }) => chosen.includes(organizationId);
    const { store, ends } = await pull(environment, pullOptions.parse({ organizations: chosen }));
    const source = openBundle([store.bundle("pulled")]);
    const users = new Set<string>();
    const organizations: string[] = [];
    for await (const batch of source.read()) {
      if (batch.kind === "users") for (const { sourceId } of batch.records) users.add(sourceId);
      if (batch.kind === "organizations")
        organizations.push(...batch.records.map(({ sourceId }) => sourceId));
    }
    expect(organizations.sort()).toEqual([...chosen].sort());
    const members = made.memberships.filter(isChosen);
    expect([...users].sort()).toEqual([...new Set(members.map(({ userId }) => userId))].sort());
    const { counts } = await read(store);
    expect(counts.organization_memberships).toBe(members.length);
    expect(counts.directories).toBe(made.directories.filter(isChosen).length);
    expect(new Set(Object.values(ends))).toEqual(new Set(["done"]));
  });

  it("says which one WorkOS does not know, and brings the others", async () => {
    const [known] = environment.made.organizations;
    const options = pullOptions.parse({ organizations: ["org_of_nobody", known?.id] });
    const { store, ends } = await pull(environment, options);
    expect(ends.organizations).toBe("incomplete");
    expect((await read(store)).counts.organizations).toBe(1);
    const lane = store.lanes().find(({ resource }) => resource === "organizations");
    expect(lane?.problem?.message).toContain("/organizations/org_of_nobody");
  });
});

describe("the bundle of a pull", () => {
  it("is a bundle like any file: written out and read back, it gives the same plan", async () => {
    const { store } = await pull(environment, everything);
    const pulled = store.bundle("pulled");
    const file = path.join(temporary, "exported.json");
    await pipeline(Readable.from(pulled.open()), createWriteStream(file));
    const exported = await bundleFileFromPath(file);
    const plans = await Promise.all(
      [pulled, exported].map(async (each) =>
        [...planToJson(await planMigration(openBundle([each]), noDecisions))].join(""),
      ),
    );
    await exported.close();
    expect(plans[0]).toBe(plans[1]);
    expect(JSON.parse(readFileSync(file, "utf8")).users.list_metadata).toEqual({ before: null, after: null });
  });
});
