import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, databaseAt } from "../database/database.ts";
import { closeDatabasePools } from "../database/pool.ts";
import { testDatabase } from "../database/test-database.ts";
import type { CliActor } from "../identity/actor.ts";
import { addLocalFile } from "./add-local-file.ts";
import { confirmApply } from "./confirm-apply.ts";
import { createImport } from "./create-import.ts";
import { decideAgain } from "./decide-again.ts";
import { editDecisions } from "./edit-decisions.ts";
import { closeQueue } from "./queue.ts";
import { startReading } from "./start-reading.ts";
import { directoryRows, undoImported } from "./testing/planned-import.ts";
import { workOnImport } from "./work-on-import.ts";

const actor: CliActor = { kind: "cli", name: "ada" };
const time = "2024-01-01T00:00:00.000Z";
const user = (id: string, email: string, created_at = time) => ({
  id,
  email,
  email_verified: true,
  created_at,
});
const membership = (id: string, user_id: string, organization_id: string, role = "member") => ({
  id,
  user_id,
  organization_id,
  role: { slug: role },
  status: "active",
});
/** Two rows with one address: the second is alone in `o2`, and in `o1` beside the first. */
const bundle = {
  users: [user("u1", "a@x.com"), user("u2", "A@x.com", "2025-01-01T00:00:00.000Z"), user("u3", "b@x.com")],
  organizations: ["o1", "o2"].map((id) => ({ id, name: id, domains: [] })),
  organization_memberships: [
    membership("m1", "u1", "o1"),
    membership("m2", "u2", "o2", "admin"),
    membership("m3", "u2", "o1"),
    membership("m4", "u3", "o2"),
  ],
  identities: [{ user_id: "u2", type: "OAuth", provider: "GoogleOAuth", idp_id: "google-2" }],
};

const folder = mkdtempSync(path.join(tmpdir(), "authio-again-"));
const file = path.join(folder, "workos.json");
let db: Database;

beforeAll(async () => {
  writeFileSync(file, JSON.stringify(bundle));
  db = databaseAt((await testDatabase()).url);
});
afterAll(async () => {
  await closeQueue(db);
  await closeDatabasePools();
  rmSync(folder, { recursive: true });
});

/** The same file once more, as anybody would import it: no decision is given. */
async function newImport(): Promise<string> {
  const { id } = await createImport(db, actor, { originName: "WorkOS" });
  await addLocalFile(db, actor, id, file);
  await startReading(db, actor, id);
  await workOnImport(db, id);
  return id;
}

async function apply(importId: string): Promise<void> {
  const { planHash } = await db.prisma.import.findUniqueOrThrow({ where: { id: importId } });
  await confirmApply(db, actor, importId, { planHash: planHash ?? "", acceptRemovals: false });
  await workOnImport(db, importId);
  expect(await db.prisma.import.findUniqueOrThrow({ where: { id: importId } })).toMatchObject({
    state: "complete",
  });
}

/** Who is where, by addresses and source ids; `?` is a person without an address. */
async function places(): Promise<string[]> {
  const { rows } = await db.pool.query<{ place: string }>(
    `SELECT concat_ws(' ', COALESCE(u.email, '?'), o.name, m.role, array_to_string(m.source_keys, '+')) AS place
     FROM members m JOIN users u ON u.id = m.user_id JOIN organizations o ON o.id = m.organization_id
     UNION ALL SELECT concat_ws(' ', COALESCE(u.email, '?'), a.account_id) FROM accounts a JOIN users u ON u.id = a.user_id
     UNION ALL SELECT concat_ws(' ', COALESCE(u.email, '?'), 'is', s.source_key)
       FROM user_sources s JOIN users u ON u.id = s.user_id ORDER BY 1`,
  );
  return rows.map(({ place }) => place);
}

const split = (address: string | null) =>
  ({
    field: "merges",
    key: "a@x.com",
    value: { action: "split", addresses: { u2: address } },
    before: null,
  }) as const;

it("splits who was merged: memberships and identities go with their source row, and everything comes back", async () => {
  const first = await newImport();
  await apply(first);
  expect(await places()).toEqual([
    "a@x.com google-2",
    "a@x.com is workos:u1",
    "a@x.com is workos:u2",
    "a@x.com o1 member workos:m1+workos:m3",
    "a@x.com o2 admin workos:m2",
    "b@x.com is workos:u3",
    "b@x.com o2 member workos:m4",
  ]);
  const merged = await directoryRows(db);
  const { id: memberId } = await db.prisma.member.findFirstOrThrow({ where: { role: "admin" } });

  const { id: second, state } = await decideAgain(db, actor, first);
  expect(state).toBe("reading");
  await workOnImport(db, second);
  await editDecisions(db, actor, second, [split(null)]);
  await workOnImport(db, second);
  const { diffSummary } = await db.prisma.import.findUniqueOrThrow({ where: { id: second } });
  expect(diffSummary).toMatchObject({
    kinds: { user: { create: 1, gone: 0 }, membership: { create: 1, update: 2, gone: 0 } },
  });
  await apply(second);
  const apart = [
    "? google-2",
    "? is workos:u2",
    "? o1 member workos:m3",
    "? o2 admin workos:m2",
    "a@x.com is workos:u1",
    "a@x.com o1 member workos:m1",
    "b@x.com is workos:u3",
    "b@x.com o2 member workos:m4",
  ];
  expect(await places()).toEqual(apart);
  // It is the membership that it was.
  expect(await db.prisma.member.findFirstOrThrow({ where: { role: "admin" } })).toMatchObject({
    id: memberId,
  });

  // Whoever reads the source again gets two people again, and writes nothing.
  const splitRows = await directoryRows(db);
  const third = await newImport();
  await apply(third);
  expect(await directoryRows(db)).toEqual(splitRows);

  await expect(decideAgain(db, actor, second)).rejects.toMatchObject({
    code: "conflict",
    whatToDo: `Decide again on that one: ${third}.`,
  });
  await undoImported(db, second);
  expect(await directoryRows(db)).toEqual(merged);
});

it("refuses an address that somebody has, and says whose", async () => {
  const last = await newImport();
  await apply(last);
  const { id } = await decideAgain(db, actor, last);
  await workOnImport(db, id);
  await editDecisions(db, actor, id, [split("b@x.com")]);
  await workOnImport(db, id);
  const { rows } = await db.pool.query(
    "SELECT code, message FROM plan_issues WHERE import_id = $1 AND severity = 'blocker'",
    [id],
  );
  expect(rows).toHaveLength(1);
  expect(rows[0].message).toContain("b@x.com");
});
