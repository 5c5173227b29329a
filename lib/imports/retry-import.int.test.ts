import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importSummary } from "../api/contract.ts";
import type { Database } from "../database/database.ts";
import type { CliActor } from "../identity/actor.ts";
import { cancelImport } from "./cancel-import.ts";
import { getImportSummary } from "./get-import-summary.ts";
import { getLogPage, logRequest } from "./get-log-page.ts";
import { pauseImport } from "./pause-import.ts";
import { closeQueue } from "./queue.ts";
import { resumeImport } from "./resume-import.ts";
import { startRetry } from "./start-retry.ts";
import {
  applyPlanned,
  directoryRows,
  emptyDatabase,
  freshDatabase,
  importBundle,
  planImport,
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

const users = Array.from({ length: 12 }, (_, index) => ({
  id: `u${index}`,
  email: `person${index}@x.com`,
  email_verified: true,
  created_at: "2024-01-01T00:00:00.000Z",
}));
const bundle: TestBundle = {
  users,
  organizations: [{ id: "o1", name: "Acme", domains: [] }],
  organization_memberships: users.map(({ id }) => ({
    id: `om_${id}`,
    user_id: id,
    organization_id: "o1",
    role: { slug: "member" },
    status: "active",
  })),
};

/** Imports in chunks of four records while the database refuses these people. */
async function importRefusing(...emails: string[]): Promise<string> {
  await emptyDatabase(db);
  await refuse(...emails);
  const importId = await planImport(db, bundle, {}, "WorkOS", 4);
  expect(await applyPlanned(db, importId)).toBe("complete_with_errors");
  return importId;
}

async function refuse(...emails: string[]): Promise<void> {
  const list = emails.map((email) => `'${email}'`).join(", ");
  await db.pool.query(`ALTER TABLE users DROP CONSTRAINT IF EXISTS refused`);
  if (emails.length > 0)
    await db.pool.query(`ALTER TABLE users ADD CONSTRAINT refused CHECK (email NOT IN (${list}))`);
}

async function retry(importId: string): Promise<string> {
  await startRetry(db, actor, importId);
  await workOnImport(db, importId);
  return (await db.prisma.import.findUniqueOrThrow({ where: { id: importId } })).state;
}

const newLines = async (importId: string, after: string) => {
  const { lines } = await getLogPage(db, actor, importId, logRequest.parse({ after, limit: "500" }));
  return lines.map(({ kind, result, label }) => `${kind} ${result} ${label}`);
};
const lastSeq = async (importId: string) =>
  String((await db.prisma.importLog.aggregate({ where: { importId }, _max: { seq: true } }))._max.seq);
const linesInAll = async (importId: string) => {
  const { total } = await getLogPage(db, actor, importId, logRequest.parse({}));
  expect(total).toBe(await db.prisma.importLog.count({ where: { importId } }));
};
const summaryOf = async (importId: string) =>
  importSummary.parse(await getImportSummary(db, actor, importId));

describe("retrying the failed records of an import", () => {
  it("writes them and what hung on them, and nothing else", async () => {
    const importId = await importRefusing("person5@x.com", "person9@x.com");
    const after = await lastSeq(importId);
    expect((await summaryOf(importId)).failures).toMatchObject([{ code: "database_refused", count: 2 }]);
    await refuse();
    expect(await retry(importId)).toBe("complete");
    expect(await newLines(importId, after)).toEqual([
      "user created person5@x.com",
      "user created person9@x.com",
      "membership created person5@x.com → Acme",
      "membership created person9@x.com → Acme",
    ]);
    const { kinds, failures, detail } = await summaryOf(importId);
    expect(failures).toEqual([]);
    expect(detail.finishedAt).not.toBeNull();
    expect(kinds.find(({ kind }) => kind === "user")).toMatchObject({
      created: 12,
      failed: 0,
      processed: 12,
    });
    expect(kinds.find(({ kind }) => kind === "membership")).toMatchObject({ created: 12, skipped: 0 });
    await linesInAll(importId);
    expect(await db.prisma.member.count()).toBe(12);
    await expect(startRetry(db, actor, importId)).rejects.toMatchObject({ code: "conflict" });
    const { diff } = await importBundle(db, bundle);
    expect(diff).toMatchObject({ user: { unchanged: 12 }, membership: { unchanged: 12 } });
  });

  it("tries again what failed again, as often as asked, and each time only that", async () => {
    const importId = await importRefusing("person1@x.com", "person2@x.com", "person11@x.com");
    await refuse("person2@x.com", "person11@x.com");
    expect(await retry(importId)).toBe("complete_with_errors");
    expect((await summaryOf(importId)).failures).toMatchObject([{ count: 2 }]);
    let after = await lastSeq(importId);
    await refuse("person11@x.com");
    expect(await retry(importId)).toBe("complete_with_errors");
    expect(await newLines(importId, after)).toEqual([
      "user failed person11@x.com",
      "user created person2@x.com",
      "membership skipped person11@x.com → Acme",
      "membership created person2@x.com → Acme",
    ]);
    after = await lastSeq(importId);
    await refuse();
    expect(await retry(importId)).toBe("complete");
    expect(await newLines(importId, after)).toHaveLength(2);
    await linesInAll(importId);
    expect(await db.prisma.member.count()).toBe(12);
  });

  it("is through with a record that is there by now, without a line", async () => {
    const importId = await importRefusing("person3@x.com");
    const after = await lastSeq(importId);
    await refuse();
    await importBundle(db, bundle);
    expect(await retry(importId)).toBe("complete");
    expect(await newLines(importId, after)).toEqual([]);
    const { kinds, failures } = await summaryOf(importId);
    expect(failures).toEqual([]);
    expect(kinds.find(({ kind }) => kind === "user")).toMatchObject({ created: 11, unchanged: 1, failed: 0 });
    await linesInAll(importId);
  });

  it("removes what was still in use", async () => {
    await emptyDatabase(db);
    await importBundle(db, {
      organizations: [
        { id: "o1", name: "Acme" },
        { id: "o2", name: "Bolt" },
      ],
    });
    const bolt = await db.prisma.organization.findFirstOrThrow({ where: { name: "Bolt" } });
    await db.prisma.user.create({
      data: { id: "own", name: "Own", email: "own@x.com", emailVerified: true },
    });
    await db.prisma.member.create({ data: { id: "m", organizationId: bolt.id, userId: "own" } });
    const { importId, state } = await importBundle(
      db,
      { organizations: [{ id: "o1", name: "Acme" }] },
      { mode: "mirror" },
    );
    expect(state).toBe("complete_with_errors");
    const after = await lastSeq(importId);
    await db.prisma.member.delete({ where: { id: "m" } });
    expect(await retry(importId)).toBe("complete");
    expect(await newLines(importId, after)).toEqual(["organization removed Bolt"]);
    await linesInAll(importId);
  });

  it("goes on from where it was paused, and can't be cancelled", async () => {
    const importId = await importRefusing("person5@x.com");
    await refuse();
    await startRetry(db, actor, importId);
    await db.prisma.import.update({ where: { id: importId }, data: { state: "retrying" } });
    await pauseImport(db, actor, importId);
    await expect(cancelImport(db, actor, importId)).rejects.toMatchObject({ code: "conflict" });
    await resumeImport(db, actor, importId);
    await workOnImport(db, importId);
    expect(await db.prisma.import.findUniqueOrThrow({ where: { id: importId } })).toMatchObject({
      state: "complete",
      taskSteps: 2,
    });
  });

  it("is undone with the import", async () => {
    const importId = await importRefusing("person5@x.com");
    await refuse();
    expect(await retry(importId)).toBe("complete");
    expect(await undoImported(db, importId)).toBe("undone");
    expect(await directoryRows(db)).toEqual([]);
    await linesInAll(importId);
  });
});
