import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importDetail } from "../api/contract.ts";
import type { LogLine } from "../api/log-lines.ts";
import type { UndoReport } from "../api/undo.ts";
import { undoReport } from "../api/undo.ts";
import type { Database } from "../database/database.ts";
import type { CliActor } from "../identity/actor.ts";
import type { Decisions } from "../planner/decisions.ts";
import { neutralDecisions, snapshot } from "../planner/testing/arbitrary-snapshots.ts";
import type { SnapshotRecords } from "../planner/testing/memory-source.ts";
import { cancelImport } from "./cancel-import.ts";
import { getImport } from "./get-import.ts";
import { getLogPage, logRequest } from "./get-log-page.ts";
import { getUndoReport } from "./get-undo-report.ts";
import { pauseImport } from "./pause-import.ts";
import { closeQueue } from "./queue.ts";
import { resumeImport } from "./resume-import.ts";
import { startUndo } from "./start-undo.ts";
import {
  applyPlanned,
  directoryRows,
  emptyDatabase,
  freshDatabase,
  importBundle,
  planSnapshot,
  type TestBundle,
  undoImported,
} from "./testing/planned-import.ts";
import { workOnImport } from "./work-on-import.ts";

const actor: CliActor = { kind: "cli", name: "ada" };
let db: Database;
beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => closeQueue(db));

const hasJournal = async (importId: string) =>
  (await db.prisma.importJournal.findFirst({ where: { importId } })) !== null;

/** What the undo would do, or has done; all of what it leaves alone. */
async function reportOf(importId: string): Promise<UndoReport> {
  let report = await getUndoReport(db, actor, importId, undefined);
  while (!report.isReady) report = await getUndoReport(db, actor, importId, undefined);
  for (let cursor = report.nextCursor; cursor !== null; ) {
    const page = await getUndoReport(db, actor, importId, cursor);
    report = { ...report, items: [...report.items, ...page.items] };
    cursor = page.nextCursor;
  }
  return undoReport.parse(report);
}

const leftAlone = ({ items }: UndoReport) => items.map(({ label, message }) => `${label}: ${message}`);

describe("undoing whatever was imported into whatever", () => {
  const decided = fc
    .tuple(neutralDecisions, fc.constantFrom("mirror" as const, "add_only" as const))
    .map(([decisions, mode]) => ({ ...decisions, mode }));
  const bundle = fc.record({ records: snapshot, decisions: decided });

  async function run(of: { records: SnapshotRecords; decisions: Partial<Decisions> }): Promise<string> {
    const importId = await planSnapshot(db, of.records, of.decisions, "WorkOS", 3);
    expect(await applyPlanned(db, importId)).toMatch(/^complete/);
    return importId;
  }

  /** Undoes it, and sees to it that the preview has told the truth. */
  async function undo(importId: string): Promise<void> {
    const preview = await reportOf(importId);
    expect(await undoImported(db, importId)).toBe("undone");
    const outcome = await reportOf(importId);
    expect({ ...preview, at: null }).toEqual({ ...outcome, at: null });
  }

  it("gives back the exact directory of before, the last import first", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(bundle, { minLength: 2, maxLength: 3 }), async (bundles) => {
        await emptyDatabase(db);
        const done: { importId: string; before: string[] }[] = [];
        for (const each of bundles) {
          const before = await directoryRows(db);
          done.push({ importId: await run(each), before });
        }
        for (const { importId, before } of done.reverse()) {
          if (await hasJournal(importId)) await undo(importId);
          expect(await directoryRows(db)).toEqual(before);
        }
      }),
      { numRuns: Number(process.env.RUNS ?? 8), endOnFailure: true },
    );
  }, 240_000);

  it("leaves alone every row that a later import wrote", async () => {
    await fc.assert(
      fc.asyncProperty(bundle, bundle, bundle, async (first, second, third) => {
        await emptyDatabase(db);
        await run(first);
        const importId = await run(second);
        const later = await run(third);
        if (!(await hasJournal(importId))) return;
        const written = async () => {
          const { rows } = await db.pool.query<{ target_table: string; target_id: string }>(
            "SELECT DISTINCT target_table, target_id FROM import_journal WHERE import_id = $1",
            [later],
          );
          const ids = new Set(rows.map((row) => `${row.target_table} ${row.target_id}`));
          return (await directoryRows(db)).filter((line) => {
            const [, table = "", json = ""] = /^(\S+) (.*)$/.exec(line) ?? [];
            const row = JSON.parse(json) as Record<string, string>;
            const id = row.id ?? row.source_key ?? `${row.group_id} ${row.directory_user_id}`;
            return ids.has(`${table} ${id}`);
          });
        };
        const before = await written();
        await undo(importId);
        expect(await written()).toEqual(before);
      }),
      { numRuns: Number(process.env.RUNS ?? 8), endOnFailure: true },
    );
  }, 240_000);
});

const user = (id: string, email: string, firstName: string | null = null) => ({
  id,
  email,
  email_verified: true,
  first_name: firstName,
  created_at: "2024-01-01T00:00:00.000Z",
});
const organization = (id: string, name: string, domains: string[] = []) => ({
  id,
  name,
  domains: domains.map((domain) => ({ domain, state: "verified" })),
});
const membership = (userId: string, organizationId: string, role = "member") => ({
  id: `om_${userId}_${organizationId}`,
  user_id: userId,
  organization_id: organizationId,
  role: { slug: role },
  status: "active",
});
const bundle: TestBundle = {
  users: [user("u1", "ann@x.com"), user("u2", "ANN@x.com"), user("u3", "bob@x.com", "Bob")],
  organizations: [organization("o1", "Acme", ["acme.com"]), organization("o2", "Bolt")],
  organization_memberships: [membership("u1", "o1"), membership("u2", "o2"), membership("u3", "o1")],
};

describe("undoing an import", () => {
  it("leaves alone what was touched since, says why, and takes back the rest", async () => {
    await emptyDatabase(db);
    const { importId } = await importBundle(db, {
      ...bundle,
      users: [
        ...(bundle.users ?? []),
        user("u4", "cyd@x.com"),
        user("u5", "dan@x.com"),
        user("u6", "eve@x.com"),
        user("u7", "fay@x.com"),
      ],
      organizations: [...(bundle.organizations ?? []), organization("o3", "Core", ["core.com"])],
    });
    const idOf = async (email: string) => (await db.prisma.user.findUniqueOrThrow({ where: { email } })).id;
    await db.prisma.user.update({ where: { email: "bob@x.com" }, data: { name: "Robert", locale: "de" } });
    // The time alone is no change.
    await db.prisma.user.update({ where: { email: "fay@x.com" }, data: { updatedAt: new Date(0) } });
    await db.prisma.session.create({
      data: { id: "s", token: "t", userId: await idOf("cyd@x.com"), expiresAt: new Date() },
    });
    await db.prisma.organization.create({ data: { id: "own", name: "Own", slug: "own" } });
    await db.prisma.member.create({
      data: { id: "m", organizationId: "own", userId: await idOf("dan@x.com") },
    });
    await db.prisma.user.delete({ where: { email: "eve@x.com" } });
    await db.prisma.organizationDomain.updateMany({
      where: { domain: "core.com" },
      data: { state: "failed" },
    });
    const expected = [
      "Core: Changed since: state.",
      "bob@x.com: Changed since: locale, name.",
      "cyd@x.com: This person has signed in since.",
      "dan@x.com: It has memberships that stay.",
      "eve@x.com: It is no longer there.",
    ];
    expect(leftAlone(await reportOf(importId)).sort()).toEqual(expected);
    expect(await undoImported(db, importId)).toBe("undone");
    const report = await reportOf(importId);
    expect(leftAlone(report).sort()).toEqual(expected);
    expect(report.kinds.find(({ kind }) => kind === "membership")).toMatchObject({
      removed: 3,
      leftAlone: 0,
    });
    const people = await db.prisma.user.findMany({ orderBy: { email: "asc" }, include: { sources: true } });
    expect(people.map(({ email, sources }) => [email, sources.length])).toEqual([
      ["bob@x.com", 1],
      ["cyd@x.com", 1],
      ["dan@x.com", 1],
    ]);
    expect(await db.prisma.organization.findMany({ orderBy: { name: "asc" } })).toMatchObject([
      { name: "Core" },
      { name: "Own" },
    ]);
  });

  it("leaves alone a row of which a later import wrote another column, until that one is undone", async () => {
    await emptyDatabase(db);
    const people = { users: [user("u1", "ann@x.com"), user("u2", "bob@x.com")] };
    const acme = organization("o1", "Acme");
    await importBundle(db, { ...people, organizations: [acme] });
    const before = await directoryRows(db);
    const renamed = { ...acme, name: "Acme Inc" };
    const { importId } = await importBundle(db, { ...people, organizations: [renamed] });
    const later = await importBundle(db, {
      ...people,
      organizations: [{ ...renamed, metadata: { plan: "gold" } }],
    });
    expect(leftAlone(await reportOf(importId))).toEqual(["Acme Inc: A later import changed it."]);
    expect(await undoImported(db, later.importId)).toBe("undone");
    expect(await undoImported(db, importId)).toBe("undone");
    expect(leftAlone(await reportOf(importId))).toEqual([]);
    expect(await directoryRows(db)).toEqual(before);
  });

  it("leaves alone what Authio owns by now, with the people in it", async () => {
    await emptyDatabase(db);
    const { importId } = await importBundle(db, bundle);
    await db.prisma.organization.updateMany({ where: { name: "Acme" }, data: { authority: "authio" } });
    const preview = await reportOf(importId);
    expect(new Set(preview.items.map(({ code }) => code))).toEqual(new Set(["owned"]));
    expect(await undoImported(db, importId)).toBe("undone");
    expect({ ...(await reportOf(importId)), at: null }).toEqual({ ...preview, at: null });
    const members = await db.prisma.member.findMany({ include: { user: { include: { sources: true } } } });
    expect(members.map(({ user }) => [user.email, user.sources.length]).sort()).toEqual([
      ["ann@x.com", 2],
      ["bob@x.com", 1],
    ]);
    expect(await db.prisma.organization.findMany({ select: { name: true } })).toEqual([{ name: "Acme" }]);
    expect(await db.prisma.organizationDomain.count()).toBe(1);
  });

  it("does not give back an address, an organization or a person's place that is another's by now", async () => {
    await emptyDatabase(db);
    await importBundle(db, {
      users: [user("u1", "ann@x.com"), user("u2", "bob@x.com"), user("u3", "cyd@x.com")],
      organizations: [organization("o1", "Acme"), organization("o2", "Bolt")],
      organization_memberships: [membership("u3", "o1"), membership("u3", "o2")],
    });
    const { importId } = await importBundle(
      db,
      {
        users: [user("u1", "ann@y.com"), user("u2", "bob@y.com"), user("u3", "cyd@x.com")],
        organizations: [organization("o1", "Acme"), organization("o2", "Bolt")],
        organization_memberships: [],
      },
      { mode: "mirror" },
    );
    await db.prisma.user.create({
      data: { id: "new", name: "New", email: "ann@x.com", emailVerified: true },
    });
    const cyd = await db.prisma.user.findUniqueOrThrow({ where: { email: "cyd@x.com" } });
    const [acme, bolt] = await db.prisma.organization.findMany({ orderBy: { name: "asc" } });
    await db.prisma.member.create({
      data: { id: "again", userId: cyd.id, organizationId: acme?.id ?? "" },
    });
    await db.prisma.organization.delete({ where: { id: bolt?.id ?? "" } });
    const preview = await reportOf(importId);
    expect(leftAlone(preview).sort()).toEqual([
      "ann@y.com: Its former value (email) is another record's by now.",
      "cyd@x.com → Acme: Its former value (organization_id, user_id) is another record's by now.",
      "cyd@x.com → Bolt: What it belonged to is no longer there.",
    ]);
    expect(await undoImported(db, importId)).toBe("undone");
    expect({ ...(await reportOf(importId)), at: null }).toEqual({ ...preview, at: null });
    const emails = (await db.prisma.user.findMany({ orderBy: { id: "asc" } })).map(({ email }) => email);
    expect(emails.sort()).toEqual(["ann@x.com", "ann@y.com", "bob@x.com", "cyd@x.com"]);
  });

  it("gives two people who swapped their addresses each their own again", async () => {
    await emptyDatabase(db);
    await importBundle(db, { users: [user("u1", "a@x.com"), user("u2", "b@x.com"), user("u3", "c@x.com")] });
    const before = await directoryRows(db);
    const swapped = [user("u1", "b@x.com"), user("u2", "c@x.com"), user("u3", "a@x.com")];
    const { importId } = await importBundle(db, { users: swapped });
    expect(await undoImported(db, importId)).toBe("undone");
    expect(await directoryRows(db)).toEqual(before);
  });

  it("lets a record stand that the database does not take back, and takes back all others", async () => {
    await emptyDatabase(db);
    await importBundle(db, bundle);
    const { importId } = await importBundle(db, {
      ...bundle,
      users: [user("u1", "ann@x.com", "Ann"), user("u2", "ANN@x.com"), user("u3", "bob@x.com", "Robert")],
    });
    await db.pool.query("ALTER TABLE users ADD CONSTRAINT no_bob CHECK (first_name <> 'Bob') NOT VALID");
    try {
      expect(await undoImported(db, importId)).toBe("undone");
    } finally {
      await db.pool.query("ALTER TABLE users DROP CONSTRAINT no_bob");
    }
    expect((await reportOf(importId)).items).toMatchObject([
      { label: "bob@x.com", code: "database_refused" },
    ]);
    const names = await db.prisma.user.findMany({ orderBy: { email: "asc" }, select: { firstName: true } });
    expect(names).toEqual([{ firstName: null }, { firstName: "Robert" }]);
  });

  it("goes on from where it was paused, can't be cancelled, and logs every record once", async () => {
    await emptyDatabase(db);
    const { importId } = await importBundle(db, bundle);
    const applied = await db.prisma.importLog.findMany({ where: { importId }, orderBy: { seq: "asc" } });
    await startUndo(db, actor, importId);
    await db.prisma.import.update({ where: { id: importId }, data: { state: "undoing" } });
    await pauseImport(db, actor, importId);
    await expect(cancelImport(db, actor, importId)).rejects.toMatchObject({ code: "conflict" });
    expect(importDetail.parse(await getImport(db, actor, importId))).toMatchObject({
      state: "paused",
      task: "undo",
      undo: { confirmedBy: "ada", undoneAt: null },
    });
    await resumeImport(db, actor, importId);
    await workOnImport(db, importId);
    const lines: LogLine[] = (await getLogPage(db, actor, importId, logRequest.parse({ limit: "500" })))
      .lines;
    expect(lines).toHaveLength(applied.length * 2);
    const undone = lines.slice(applied.length);
    expect(undone.map(({ kind, result, label }) => `${kind} ${result} ${label}`).sort()).toEqual(
      applied.map(({ kind, label }) => `${kind} removed ${label}`).sort(),
    );
    const removed = await getLogPage(db, actor, importId, logRequest.parse({ result: "removed" }));
    expect(removed.total).toBe(applied.length);
    const events = await db.prisma.auditEvent.findMany({ where: { subjectId: importId } });
    expect(events.map(({ action }) => action)).toContain("import.undo_confirmed");
    await expect(startUndo(db, actor, importId)).rejects.toMatchObject({ code: "conflict" });
  });

  it("is undone by the import again", async () => {
    const bySource = async () =>
      (await directoryRows(db)).map((line) =>
        line.replaceAll(/"(id|\w+_id|updated_at|created_at)": "[^"]*"/g, '"$1": "…"'),
      );
    await emptyDatabase(db);
    const { importId } = await importBundle(db, bundle);
    const imported = await bySource();
    await undoImported(db, importId);
    expect(await directoryRows(db)).toEqual([]);
    const { state } = await importBundle(db, bundle);
    expect(state).toBe("complete");
    expect((await bySource()).sort()).toEqual(imported.sort());
  });

  it("has nothing to take back where nothing was written", async () => {
    await emptyDatabase(db);
    await importBundle(db, bundle);
    const { importId } = await importBundle(db, bundle);
    await expect(getUndoReport(db, actor, importId, undefined)).rejects.toMatchObject({ code: "conflict" });
    await expect(startUndo(db, actor, importId)).rejects.toMatchObject({ code: "conflict" });
  });
});
