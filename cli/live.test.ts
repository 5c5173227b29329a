import { once } from "node:events";
import { existsSync, readFileSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorkosEnvironment, type WorkosEnvironment } from "../lib/testing/workos-environment.ts";
import { BuiltCommand } from "./testing/built-command.ts";

describe("authio with an API key", { timeout: 120_000 }, () => {
  let command: BuiltCommand;
  let environment: WorkosEnvironment;
  const surroundings = () => ({
    WORKOS_API_URL: environment.front.url,
    WORKOS_API_KEY: environment.key,
  });

  beforeAll(async () => {
    command = new BuiltCommand();
    environment = await startWorkosEnvironment(
      { name: "cli", people: 60, organizations: 5 },
      { troubles: [] },
    );
  }, 120_000);
  afterAll(async () => {
    command.remove();
    await environment.close();
  });

  it("exports a bundle whose plan is that of a live dry run, byte for byte, and leaves nothing else behind", async () => {
    const exported = await command.run(["export", "workos", "-o", "workos.json"], surroundings());
    expect(exported).toMatchObject({ code: 0, stdout: "" });
    expect(exported.stderr).toContain(`users: ${environment.made.users.length}`);
    expect(exported.stderr).toContain("Wrote workos.json.");
    const bundle = JSON.parse(readFileSync(command.file("workos.json"), "utf8"));
    expect(bundle.organization_memberships.data).toHaveLength(environment.made.memberships.length);
    expect(bundle.users.list_metadata).toEqual({ before: null, after: null });
    expect(statSync(command.file("workos.json")).mode & 0o077).toBe(0);
    expect(existsSync(command.file("workos.json.pull"))).toBe(false);

    const fromFile = await command.run(["import", "workos", "--dry-run", "-i", "workos.json"]);
    const live = await command.run(["import", "workos", "--dry-run"], surroundings());
    expect(live.stdout).toBe(fromFile.stdout);
    expect(JSON.parse(live.stdout).stats).toMatchObject({ source_users: 60, orgs_created: 5 });
    expect(live.code).toBe(fromFile.code);
  });

  it("packs, and pulls only the organizations that were named, with what one request a user brings", async () => {
    const [organization] = environment.made.organizations;
    const args = ["--organization", organization?.id ?? "", "--mfa", "--identities"];
    const { code } = await command.run(["export", "workos", "-o", "one.json.gz", ...args], surroundings());
    expect(code).toBe(0);
    const bundle = JSON.parse(gunzipSync(readFileSync(command.file("one.json.gz"))).toString());
    expect(bundle.organizations.data.map(({ id }: { id: string }) => id)).toEqual([organization?.id]);
    const members = environment.made.memberships.filter((each) => each.organizationId === organization?.id);
    expect(bundle.organization_memberships.data).toHaveLength(members.length);
    expect(bundle.auth_factors.data.length).toBeGreaterThan(0);
  });

  it("goes on where it was interrupted", async () => {
    const asked = environment.front.requests.length;
    const child = command.start(["export", "workos", "-o", "again.json"], surroundings());
    while (environment.front.requests.length < asked + 5) await sleep(2);
    child.kill("SIGKILL");
    await once(child, "close");
    expect(existsSync(command.file("again.json"))).toBe(false);
    const { code } = await command.run(["export", "workos", "-o", "again.json"], surroundings());
    expect(code).toBe(0);
    const again = JSON.parse(readFileSync(command.file("again.json"), "utf8"));
    expect(again.users.data).toHaveLength(environment.made.users.length);
    // The list of users was at its end, or in flight, when the process was killed.
    const userPages = environment.front.requests
      .slice(asked)
      .filter((path) => /^\/user_management\/users\?/.test(path));
    expect(userPages.length).toBeLessThanOrEqual(2);
  });

  it("names what the key may not read, and ends with 3", async () => {
    const strict = await startWorkosEnvironment(
      { name: "strict", people: 6, organizations: 2 },
      { troubles: [], statuses: { "/connections": 403 } },
    );
    try {
      const env = { WORKOS_API_URL: strict.front.url, WORKOS_API_KEY: strict.key };
      const { code, stderr } = await command.run(["export", "workos", "-o", "part.json"], env);
      expect(code).toBe(3);
      expect(stderr).toContain("sso_connections: ");
      expect(JSON.parse(readFileSync(command.file("part.json"), "utf8"))).not.toHaveProperty(
        "sso_connections",
      );
    } finally {
      await strict.close();
    }
  });

  it("never prints the key, and warns about one in the command line", async () => {
    const wrong = "sk_test_wrong_1234567890";
    const { WORKOS_API_URL } = surroundings();
    const args = ["import", "workos", "--dry-run", "--live-token"];
    const given = await command.run([...args, wrong], { WORKOS_API_URL });
    expect(given.code).toBe(1);
    expect(given.stderr).toContain("can be read by others");
    const piped = await command.run([...args, "-"], { WORKOS_API_URL }, `${wrong}\n`);
    expect(piped.code).toBe(1);
    expect(piped.stderr).not.toContain("can be read by others");
    for (const { stdout, stderr } of [given, piped]) {
      expect(stdout + stderr).not.toContain(wrong);
      expect(stderr).toContain("sk_test_…7890");
    }
  });

  it.each([
    ["no source", [], {}, "There is nothing to import from."],
    [
      "files and a key",
      ["-i", "x.json", "--live-token", "-"],
      {},
      "Files were named, and options of a live import.",
    ],
    ["what is no key", ["--live-token", "-"], {}, "There is no API key."],
    ["a key of another kind", [], { WORKOS_API_KEY: "pk_live_12345678" }, "is not a WorkOS API key"],
  ])("ends with 2 for %s", async (_, args, env, message) => {
    const { code, stderr } = await command.run(["import", "workos", "--dry-run", ...args], env);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});
