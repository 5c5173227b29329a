import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEmulator, type Emulator } from "workos/emulate";
import { type StrictFront, startStrictFront } from "../testing/strict-workos-front.ts";

const run = promisify(execFile);
const folder = mkdtempSync(path.join(tmpdir(), "authio-snippets-"));
const here = import.meta.dirname;
const apiKey = "sk_test_default";
const userCount = 230;

type Bundle = Record<
  string,
  { id: string; status?: string; organization_id?: string | null; type?: string }[]
>;

const snippets: [name: string, command: string, file: string][] = [
  ["bash", "bash", path.join(here, "workos-bundle.sh")],
  ["Node", process.execPath, path.join(here, "workos-bundle.mjs")],
];

let emulator: Emulator;
let front: StrictFront;

async function build(command: string, file: string, url: string) {
  const out = path.join(folder, `${Math.random().toString(36).slice(2)}.json`);
  const { stdout, stderr } = await run(command, [file, out], {
    env: { ...process.env, WORKOS_API_KEY: apiKey, WORKOS_API_URL: url },
    timeout: 90_000,
  });
  return { bundle: JSON.parse(readFileSync(out, "utf8")) as Bundle, stdout, stderr };
}

const directoryUsers = Array.from({ length: 150 }, (_, n) => ({
  id: `directory_user_${n}`,
  directory_id: "directory_1",
}));

beforeAll(async () => {
  emulator = await createEmulator({
    port: 0,
    seed: {
      apiKeys: { [apiKey]: { environment: "test" } },
      users: Array.from({ length: userCount }, (_, n) => ({ email: `person${n}@example.com` })),
      organizations: [
        {
          name: "Acme, Inc.",
          memberships: [
            { user_id: "user_a", status: "active" },
            { user_id: "user_b", status: "pending" },
            { user_id: "user_c", status: "inactive" },
          ],
        },
        { name: "株式会社アクメ", memberships: [{ user_id: "user_a", status: "active" }] },
        { name: 'Nobody\'s "quoted" & <odd>' },
      ],
      connections: [{ name: "Okta", organization: "Acme, Inc.", connection_type: "OktaSAML" }],
      invitations: [{ email: "new@example.com" }],
      roles: [{ slug: "billing", name: "Billing" }],
    },
  });
  front = await startStrictFront(emulator.url, {
    lists: {
      "/directories": () => [{ id: "directory_1" }, { id: "directory_2" }],
      "/directory_users": (search) =>
        directoryUsers.filter((user) => user.directory_id === search.get("directory")),
      "/directory_groups": (search) => [{ id: `group_of_${search.get("directory")}` }],
    },
  });
});

afterAll(async () => {
  await front.close();
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(snippets)("the %s snippet", (_name, command, file) => {
  it("brings every record home through 429, 500 and dropped connections", { timeout: 90_000 }, async () => {
    const { bundle, stdout } = await build(command, file, front.url);
    expect(new Set(bundle.users?.map((user) => user.id)).size).toBe(userCount);
    expect(bundle.users).toHaveLength(userCount);
    expect(bundle.organizations).toHaveLength(3);
    expect(bundle.organization_memberships?.map((membership) => membership.status).sort()).toEqual([
      "active",
      "active",
      "inactive",
      "pending",
    ]);
    expect(bundle.sso_connections).toHaveLength(1);
    expect(bundle.directories).toHaveLength(2);
    expect(bundle.directory_users).toHaveLength(directoryUsers.length);
    expect(bundle.directory_groups?.map((group) => group.id).sort()).toEqual([
      "group_of_directory_1",
      "group_of_directory_2",
    ]);
    expect(bundle.invitations).toHaveLength(1);
    expect(bundle.roles?.some((role) => role.type === "EnvironmentRole")).toBe(true);
    expect(stdout).toBe("");
  });

  it("asks for the oldest first, a hundred at a time", async () => {
    const users = front.requests.filter((request) => request.startsWith("/user_management/users"));
    expect(users.length).toBeGreaterThan(0);
    for (const request of users) expect(request).toMatch(/limit=100&order=asc/);
  });

  it("leaves out what the key may not read, and says so", { timeout: 30_000 }, async () => {
    const closed = await startStrictFront(emulator.url, {
      lists: { "/directories": () => [{ id: "directory_1" }] },
      statuses: { "/connections": 403, "/directory_users": 403, "/directory_groups": 404 },
    });
    const { bundle, stderr } = await build(command, file, closed.url);
    await closed.close();
    expect(Object.keys(bundle)).not.toContain("sso_connections");
    expect(Object.keys(bundle)).not.toContain("directory_users");
    expect(bundle.directories).toHaveLength(1);
    expect(stderr).toContain("sso_connections: left out, WorkOS answers 403 to /connections");
    expect(stderr).toContain("directory_groups: left out, WorkOS answers 404");
  });

  it("stops when the server starts again at the first page", { timeout: 30_000 }, async () => {
    const people = Array.from({ length: 150 }, (_, n) => ({ id: `user_${n}` }));
    const ring = await startStrictFront(emulator.url, {
      lists: {
        "/user_management/users": (search) => people.filter((person) => person.id !== search.get("after")),
      },
    });
    const { bundle, stderr } = await build(command, file, ring.url);
    await ring.close();
    expect(bundle.users).toHaveLength(100);
    expect(stderr).toContain("users: WorkOS repeats itself");
  });

  it("refuses a key that WorkOS refuses, and writes nothing", async () => {
    const out = path.join(folder, "never.json");
    const failure = run(command, [file, out], {
      env: { ...process.env, WORKOS_API_KEY: "sk_wrong", WORKOS_API_URL: emulator.url },
    });
    await expect(failure).rejects.toMatchObject({ stderr: expect.stringContaining("refuses the API key") });
    expect(() => readFileSync(out)).toThrow();
  });

  it.runIf(process.platform === "linux")("never shows the key to `ps`", async () => {
    const commandLines: string[] = [];
    const spy = await startStrictFront(emulator.url, {
      lists: {
        "/user_management/users": () => {
          commandLines.push(...readCommandLines());
          return [];
        },
      },
    });
    await build(command, file, spy.url);
    await spy.close();
    expect(commandLines.some((line) => line.includes(path.basename(file)))).toBe(true);
    expect(commandLines.filter((line) => line.includes(apiKey))).toEqual([]);
  });
});

/** What every process of this machine was started with. */
function readCommandLines(): string[] {
  const ids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return ids.map((id) => {
    try {
      return readFileSync(`/proc/${id}/cmdline`, "utf8");
    } catch {
      return ""; // ended meanwhile
    }
  });
}
