import { once } from "node:events";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseAt } from "../lib/database/database.ts";
import { testDatabase } from "../lib/database/test-database.ts";
import { writePlan } from "../lib/imports/write-plan.ts";
import { BuiltCommand } from "./testing/built-command.ts";

const sample = path.resolve(import.meta.dirname, "../public/sample/workos.json");

type Event = { event: string } & Record<string, unknown>;

const parseLines = (text: string) =>
  text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Event);

describe("the command on a database", { timeout: 240_000 }, () => {
  let command: BuiltCommand;
  let decisions: string;

  beforeAll(() => {
    command = new BuiltCommand();
    decisions = command.file("migration.json");
    writeFileSync(decisions, '{"version": 1, "roleMap": {"support-lead": "member"}}');
  });
  afterAll(() => command.remove());

  /** A database of its own, the command on it, and what stands in it. */
  async function open() {
    const { url } = await testDatabase();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return {
      url,
      run: (...args: string[]) => command.run(args, { DATABASE_URL: url }),
      start: (...args: string[]) => command.start(args, { DATABASE_URL: url }),
      async row(sql: string) {
        const { rows } = await client.query(sql);
        return rows[0];
      },
      async close() {
        await client.end();
      },
    };
  }

  const directoryCounts = `SELECT
    (SELECT count(*)::int FROM users) AS users,
    (SELECT count(*)::int FROM user_sources) AS sources,
    (SELECT count(*)::int FROM organizations) AS organizations,
    (SELECT count(*)::int FROM members) AS members,
    (SELECT count(*)::int FROM connections) AS connections,
    (SELECT count(*)::int FROM directories) AS directories`;
  /** Postgres counts every row it writes; the import's own record is left out. */
  const writes = `SELECT sum(n_tup_ins + n_tup_upd + n_tup_del)::int AS rows FROM pg_stat_user_tables
    WHERE relname IN ('users', 'user_sources', 'accounts', 'organizations', 'organization_domains', 'members',
      'organization_roles', 'connections', 'directories', 'directory_users', 'directory_groups', 'invitations')`;

  it("imports the sample, tells scripts every step, and leaves what it says in Postgres", async () => {
    const db = await open();
    const { code, stdout, stderr } = await db.run(
      ...["import", "workos", "--input", sample, "--decisions", decisions, "--json"],
    );
    expect(stderr).toBe("");
    expect(code).toBe(0);
    const events = parseLines(stdout);
    const states = events.filter(({ event }) => event === "state").map(({ state }) => state);
    expect(states.at(0)).toBe("reading");
    expect(states.at(-1)).toBe("complete");
    const summary = events.at(-1) as Event & { stats: Record<string, number>; message: string };
    expect(summary).toMatchObject({ event: "summary", state: "complete", exit_code: 0 });
    expect(summary.message).toMatch(/^workos: merged \d+ duplicate-email users into \d+ Authio users/);
    const { stats } = summary;
    expect(await db.row(directoryCounts)).toMatchObject({
      users: stats.users_created,
      organizations: stats.orgs_created,
      members: stats.memberships_created,
      connections: stats.sso_connections_created,
      directories: stats.scim_directories_created,
    });
    const logged = events.filter(({ event }) => event === "log");
    const { lines } = await db.row("SELECT count(*)::int AS lines FROM import_log");
    expect(logged).toHaveLength(lines);
    expect(new Set(logged.map(({ seq }) => seq)).size).toBe(lines);
    await db.close();
  });

  it("writes nothing when it is run again, and shows every import", async () => {
    const db = await open();
    const args = ["import", "workos", "--input", sample, "--decisions", decisions];
    const first = await db.run(...args);
    expect(first.code).toBe(0);
    expect(first.stdout).toContain("Import complete");
    const before = await db.row(directoryCounts);
    await sleep(1_500);
    const written = await db.row(writes);
    const second = await db.run(...args, "--json");
    expect(second.code).toBe(0);
    expect(parseLines(second.stdout).at(-1)).toMatchObject({ stats: { users_created: 0, users_updated: 0 } });
    await sleep(1_500);
    expect(await db.row(writes)).toEqual(written);
    expect(await db.row(directoryCounts)).toEqual(before);

    const jobs = JSON.parse((await db.run("jobs", "--json")).stdout);
    expect(jobs).toMatchObject([
      { state: "complete", via: "cli", fileNames: ["workos.json"] },
      { state: "complete", via: "cli" },
    ]);
    const shown = await db.run("jobs", "show", jobs[1].id);
    expect(shown.stdout).toContain(first.stdout);
    const log = await db.run("logs", jobs[1].id, "--json", "--kind", "user", "--follow");
    expect(parseLines(log.stdout)).toHaveLength((await db.row(directoryCounts)).users);
    const found = await db.run("logs", jobs[1].id, "--search", "株式会社");
    expect(found.stdout).toMatch(/created {2}Organizations +株式会社/);
    await db.close();
  });

  it("stops at a blocker with 2 and writes nothing", async () => {
    const db = await open();
    const { code, stdout, stderr } = await db.run("import", "workos", "--input", sample);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("Two different custom roles meet in one membership");
    expect((await db.row(directoryCounts)).users).toBe(0);
    const [job] = JSON.parse((await db.run("jobs", "--json")).stdout);
    expect(job.state).toBe("review");
    expect((await db.run("jobs", "cancel", job.id)).code).toBe(0);
    expect((await db.run("jobs", "cancel", job.id)).code).toBe(1);
    await db.close();
  });

  it("compares with the directory: --diff leaves the import in review, a dry run of it nothing to decide", async () => {
    const db = await open();
    const args = ["import", "workos", "--input", sample, "--decisions", decisions, "--diff"];
    const diff = await db.run(...args);
    expect(diff.code).toBe(0);
    const { stats, diff: kinds } = JSON.parse(diff.stdout);
    expect(kinds.user).toMatchObject({ create: stats.users_created, update: 0, gone: 0 });
    expect(await db.row("SELECT state FROM imports")).toEqual({ state: "review" });
    const dry = await db.run(...args, "--dry-run");
    expect({ ...JSON.parse(dry.stdout), import: null }).toEqual({ ...JSON.parse(diff.stdout), import: null });
    expect(await db.row("SELECT count(*)::int AS n FROM imports WHERE state = 'cancelled'")).toEqual({
      n: 1,
    });
    expect((await db.row(directoryCounts)).users).toBe(0);
    await db.close();
  });

  it("prints the plan that the dashboard downloads, byte for byte", async () => {
    const db = await open();
    const { stdout } = await db.run(
      "import",
      "workos",
      "--input",
      sample,
      "--decisions",
      decisions,
      "--diff",
    );
    const pieces = await writePlan(
      databaseAt(db.url),
      { kind: "cli", name: "test" },
      JSON.parse(stdout).import,
    );
    let stored = "";
    for await (const piece of pieces) stored += piece;
    const dryRun = await db.run("import", "workos", "--input", sample, "--decisions", decisions, "--dry-run");
    expect(dryRun.stdout).toBe(stored);
    await db.close();
  });

  it("holds back removals of more than 5 % until they are accepted", async () => {
    const db = await open();
    const people = (count: number) =>
      JSON.stringify({
        users: Array.from({ length: count }, (_, index) => ({
          id: `user_${index}`,
          email: `p${index}@example.com`,
          email_verified: true,
        })),
      });
    const file = command.file("people.json");
    const args = ["import", "workos", "--input", file, "--mode", "mirror"];
    writeFileSync(file, people(40));
    expect((await db.run(...args)).code).toBe(0);
    writeFileSync(file, people(30));
    const held = await db.run(...args);
    expect(held.code).toBe(2);
    expect(held.stderr).toContain("10 of 40 people would be removed: more than 5 %.");
    expect(held.stderr).toContain("--accept-removals");
    expect((await db.row(directoryCounts)).users).toBe(40);
    expect((await db.run(...args, "--accept-removals")).code).toBe(0);
    expect((await db.row(directoryCounts)).users).toBe(30);
    await db.close();
  });

  it("ends with 3 when a record could not be written, and names it", async () => {
    const db = await open();
    await db.row(
      `INSERT INTO users (id, name, email, email_verified) VALUES ('user_x', 'Ada', 'ada@example.com', true)`,
    );
    await db.row(
      `INSERT INTO accounts (id, provider_id, account_id, user_id) VALUES ('a', 'google', '123', 'user_x')`,
    );
    const users = [{ id: "user_2", email: "bob@example.com", email_verified: true }];
    const identities = [{ user_id: "user_2", provider: "GoogleOAuth", idp_id: "123" }];
    writeFileSync(command.file("taken.json"), JSON.stringify({ users, identities }));
    const { code, stdout } = await db.run("import", "workos", "--input", "taken.json");
    expect(code).toBe(3);
    expect(stdout).toContain("Import complete with errors");
    expect(stdout).toMatch(/Sign-in identities .* failed: The sign-in identity belongs to another person/);
    await db.close();
  });

  it("cancels an import whose bundle can't be read, and says where", async () => {
    const db = await open();
    writeFileSync(command.file("broken.json"), '{"users": [{"id": "user_1"}, ');
    const { code, stderr } = await db.run("import", "workos", "--input", "broken.json");
    expect(code).toBe(1);
    expect(stderr).toMatch(/error: broken\.json, .*byte \d+/);
    expect(await db.row("SELECT state FROM imports")).toEqual({ state: "cancelled" });
    await db.close();
  });

  it("pauses at Ctrl+C, goes on with jobs resume, and ends where an undisturbed run ends", async () => {
    const db = await open();
    const users = Array.from({ length: 30_000 }, (_, index) => ({
      id: `user_${index}`,
      email: `p${index}@example.com`,
      email_verified: true,
    }));
    writeFileSync(command.file("many.json"), JSON.stringify({ users }));
    const child = db.start("import", "workos", "--input", "many.json", "--json");
    let stdout = "";
    let stderr = "";
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    const closed = once(child, "close");
    await new Promise<void>((resolve) => {
      child.stdout.on("data", (chunk) => {
        stdout += chunk;
        if (stdout.includes('"event":"progress"')) resolve();
      });
    });
    child.kill("SIGINT");
    expect(await closed).toEqual([1, null]);
    const [, importId] = /authio jobs resume (imp_\w+)/.exec(stderr) ?? [];
    expect(await db.row("SELECT state FROM imports")).toEqual({ state: "paused" });
    expect((await db.row(directoryCounts)).users).toBeLessThan(30_000);
    const resumed = await db.run("jobs", "resume", importId ?? "");
    expect(resumed.code).toBe(0);
    expect(resumed.stdout).toContain("Import complete");
    expect((await db.row(directoryCounts)).users).toBe(30_000);
    expect(
      await db.row("SELECT count(*)::int AS n, count(DISTINCT target_id)::int AS d FROM import_log"),
    ).toEqual({
      n: 30_000,
      d: 30_000,
    });
    await db.close();
  });

  it("prints a link for administrators who are locked out, and nothing else", async () => {
    const db = await open();
    const { code, stdout } = await db.run("admin", "recover", "--email", "ada@example.com");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^http:\/\/localhost:3000\/setup#recover-[\w-]{43}&email=ada%40example\.com\n$/);
    await db.close();
  });

  it("does not print the password of a database that refuses it", async () => {
    const db = await open();
    const url = new URL(db.url);
    url.password = "s3cret-word";
    url.port = "1";
    const { code, stdout, stderr } = await command.run(["jobs", "--database-url", url.href]);
    expect(code).toBe(1);
    expect(stderr).toContain("The database does not let us in");
    expect(stdout + stderr).not.toContain("s3cret-word");
    await db.close();
  });
});
