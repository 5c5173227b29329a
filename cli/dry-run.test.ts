import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BuiltCommand } from "./testing/built-command.ts";

const golden = path.resolve(import.meta.dirname, "../lib/planner/golden");
const sample = path.resolve(import.meta.dirname, "../public/sample/workos.json");
const dryRun = ["import", "workos", "--dry-run", "--input"];

const bundle = {
  users: [
    { id: "user_1", email: "Ada@Example.com", email_verified: true },
    { id: "user_2", email: "ada@example.com", email_verified: true },
    { id: "user_3", email: "bob@example.com", email_verified: true },
  ],
  organizations: [{ id: "org_1", name: "Acme" }],
  organization_memberships: [
    { id: "om_1", user_id: "user_1", organization_id: "org_1", status: "active", role: { slug: "member" } },
  ],
};

describe("authio import workos --dry-run", { timeout: 60_000 }, () => {
  let command: BuiltCommand;
  const write = (name: string, content: string | Uint8Array) => {
    writeFileSync(command.file(name), content);
    return name;
  };

  beforeAll(() => {
    command = new BuiltCommand();
  }, 60_000);
  afterAll(() => command.remove());

  it("prints the plan into a pipe: stats under the names of Authio's own CLI", async () => {
    const { code, stdout, stderr } = await command.run([
      ...dryRun,
      write("workos.json", JSON.stringify(bundle)),
    ]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    const plan = JSON.parse(stdout);
    expect(plan.stats).toMatchObject({ source_users: 3, merged_users: 1, users_created: 2, orgs_created: 1 });
    expect(plan.warnings[0]).toBe(
      "workos: merged 2 duplicate-email users into 1 Authio users with multi-org memberships",
    );
  });

  it("plans standard input, gzip and several files to the same bytes", async () => {
    const { users, ...rest } = bundle;
    const plain = await command.run([...dryRun, write("plain.json", JSON.stringify(bundle))]);
    const packed = await command.run([...dryRun, write("packed.gz", gzipSync(JSON.stringify(bundle)))]);
    const piped = await command.run([...dryRun, "-"], {}, JSON.stringify(bundle));
    const split = await command.run([
      ...dryRun,
      write("people.json", JSON.stringify({ users })),
      write("rest.json.gz", gzipSync(JSON.stringify(rest))),
    ]);
    expect(plain.stdout).toContain('"external_id":"workos:user_1"');
    for (const { code, stdout } of [packed, piped, split]) {
      expect(code).toBe(0);
      expect(stdout).toBe(plain.stdout);
    }
  });

  it("ends with 2 when a blocker is open, names it, and prints the plan all the same", async () => {
    const snapshot = path.join(golden, "two-memberships-with-conflicting-roles/snapshot.json");
    const { code, stdout, stderr } = await command.run([...dryRun, snapshot]);
    expect(code).toBe(2);
    expect(JSON.parse(stdout).stats.blockers).toBe(3);
    expect(stderr).toContain("3 × Two different custom roles meet in one membership");
    expect(stderr).toContain("Choose the role this person shall have");
  });

  it("takes what was decided from migration.json, and options over it", async () => {
    const decisions = { version: 1, roleMap: { "support-lead": "member" }, policy: "merge" };
    const file = write("migration.json", JSON.stringify(decisions));
    const { code, stdout } = await command.run([...dryRun, sample, "--decisions", file, "--policy", "hold"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).decisions).toMatchObject({ policy: "hold", roleMap: decisions.roleMap });
  });

  it("ends with 3 when records had to be left out, and says where they stand", async () => {
    const file = write("holes.json", JSON.stringify({ ...bundle, users: [...bundle.users, null, "ada"] }));
    const { code, stdout, stderr } = await command.run([...dryRun, file]);
    expect(code).toBe(3);
    expect(JSON.parse(stdout).stats.source_users).toBe(3);
    expect(stderr).toContain("holes.json: users[3]:");
    expect(stderr).toContain("holes.json: users[4]:");
  });

  it.each([
    ["null where a list belongs", '{"users": null}', "users", "list"],
    ["a truncated file", '{"users": [{"id": "user_1"', "truncated.json, ", "interrupted"],
    ["what is no JSON", "<html>404</html>", "byte 0", "workos.json, or the same packed"],
    ["an empty file", "", "bundle", "export"],
    ["a list at the top", "[]", "bundle", "one JSON object of lists"],
  ])("ends with 1 for %s, and says where and what to do", async (_, content, where, whatToDo) => {
    const { code, stdout, stderr } = await command.run([...dryRun, write("truncated.json", content)]);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain("error: truncated.json");
    if (where !== "bundle") expect(stderr).toContain(where);
    expect(stderr).toContain(whatToDo);
    expect(stderr).not.toContain("    at ");
  });

  it.each([
    ["a file that is not there", ["--input", "nowhere.json"], "There is no file nowhere.json."],
    ["a folder", ["--input", "."], ". is a folder."],
    ["no input", [], "There is nothing to import from."],
    ["an unknown policy", ["--input", "-", "--policy", "guess"], "Allowed choices are merge, hold"],
    ["an unknown option", ["--input", "-", "--fast"], "unknown option '--fast'"],
    ["standard input twice", ["--input", "-", "-"], "Standard input was named twice."],
  ])("ends with 2 for %s", async (_, args, message) => {
    const { code, stdout, stderr } = await command.run(["import", "workos", "--dry-run", ...args]);
    expect(stderr).toContain(message);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });

  it("ends with 2 for decisions that are none, naming the place", async () => {
    const file = write("wrong.json", '{"version": 1, "policy": "guess"}');
    const { code, stderr } = await command.run([...dryRun, sample, "--decisions", file]);
    expect(code).toBe(2);
    expect(stderr).toContain("wrong.json holds no valid decisions: policy:");
  });

  it("ends quietly when whoever reads the plan has enough of it", async () => {
    const users = Array.from({ length: 20_000 }, (_, index) => ({
      id: `user_${index}`,
      email: `person${index}@example.com`,
    }));
    const child = command.start([...dryRun, write("large.json", JSON.stringify({ users }))]);
    let stderr = "";
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    child.stdout.once("data", () => child.stdout.destroy());
    const [code, signal] = await once(child, "close");
    expect({ code, signal, stderr }).toEqual({ code: 0, signal: null, stderr: "" });
  });

  it("prints the golden plan, byte for byte", async () => {
    const folder = path.join(golden, "four-organizations");
    const { stdout } = await command.run([...dryRun, path.join(folder, "snapshot.json")]);
    expect(stdout).toBe(readFileSync(path.join(folder, "plan.json"), "utf8"));
  });
});
