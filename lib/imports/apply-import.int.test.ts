import { describe, expect, it } from "vitest";
import type { Database } from "../database/database.ts";
import {
  applyPlanned,
  freshDatabase,
  importBundle,
  planImport,
  type TestBundle,
} from "./testing/planned-import.ts";

const user = (id: string, email: string, more: Record<string, unknown> = {}) => ({
  id,
  email,
  email_verified: true,
  first_name: null,
  last_name: null,
  created_at: "2024-01-01T00:00:00.000Z",
  updated_at: "2024-01-01T00:00:00.000Z",
  ...more,
});
const organization = (id: string, name: string, domains: string[] = []) => ({
  id,
  name,
  domains: domains.map((domain) => ({ domain, state: "verified" })),
  created_at: "2024-01-01T00:00:00.000Z",
});
const membership = (id: string, userId: string, organizationId: string, role = "member") => ({
  id,
  user_id: userId,
  organization_id: organizationId,
  role: { slug: role },
  status: "active",
});

const bundle: TestBundle = {
  users: [
    user("u1", "alice@x.com"),
    user("u2", "ALICE@x.com"),
    user("u3", "bob@x.com", { first_name: "Bob" }),
  ],
  organizations: [organization("o1", "Acme, Inc.", ["acme.com"]), organization("o2", "Acme Inc")],
  organization_memberships: [
    membership("m1", "u1", "o1", "admin"),
    membership("m2", "u2", "o2"),
    membership("m3", "u3", "o1", "billing"),
  ],
};

/** The directory by source ids, without what differs from database to database. */
async function directory(db: Database) {
  const { rows: users } = await db.pool.query(
    `SELECT u.email, u.name, u.email_verified, u.primary_source_key,
       (SELECT array_agg(s.source_key ORDER BY s.source_key) FROM user_sources s WHERE s.user_id = u.id) AS sources
     FROM users u ORDER BY u.email`,
  );
  const { rows: organizations } = await db.pool.query(
    `SELECT o.name, o.slug, (SELECT array_agg(d.domain ORDER BY d.domain) FROM organization_domains d
       WHERE d.organization_id = o.id) AS domains FROM organizations o ORDER BY o.source_key`,
  );
  const { rows: members } = await db.pool.query(
    `SELECT u.email, o.source_key AS organization, m.role, m.status FROM members m
     JOIN users u ON u.id = m.user_id JOIN organizations o ON o.id = m.organization_id ORDER BY 2, 1`,
  );
  return { users, organizations, members };
}

/** Rows written to the directory's own tables since the statistics were last read, by transaction id. */
async function directoryVersions(db: Database): Promise<string> {
  const tables = [
    "users",
    "user_sources",
    "organizations",
    "organization_domains",
    "members",
    "organization_roles",
  ];
  const parts = tables.map(
    (table) =>
      `SELECT '${table}', md5(string_agg(xmin::text || ctid::text, ',' ORDER BY ctid)) FROM ${table}`,
  );
  const { rows } = await db.pool.query(parts.join(" UNION ALL "));
  return JSON.stringify(rows);
}

describe("applying an import", () => {
  it("brings people, organizations and memberships, one person per address", async () => {
    const db = await freshDatabase();
    const { state, importId } = await importBundle(db, bundle);
    expect(state).toBe("complete");
    expect(await directory(db)).toMatchInlineSnapshot(`
      {
        "members": [
          {
            "email": "alice@x.com",
            "organization": "workos:o1",
            "role": "admin",
            "status": "active",
          },
          {
            "email": "bob@x.com",
            "organization": "workos:o1",
            "role": "billing",
            "status": "active",
          },
          {
            "email": "alice@x.com",
            "organization": "workos:o2",
            "role": "member",
            "status": "active",
          },
        ],
        "organizations": [
          {
            "domains": [
              "acme.com",
            ],
            "name": "Acme, Inc.",
            "slug": "acme-inc",
          },
          {
            "domains": null,
            "name": "Acme Inc",
            "slug": "acme-inc-q1441k",
          },
        ],
        "users": [
          {
            "email": "alice@x.com",
            "email_verified": true,
            "name": "alice",
            "primary_source_key": "workos:u1",
            "sources": [
              "workos:u1",
              "workos:u2",
            ],
          },
          {
            "email": "bob@x.com",
            "email_verified": true,
            "name": "Bob",
            "primary_source_key": "workos:u3",
            "sources": [
              "workos:u3",
            ],
          },
        ],
      }
    `);
    const log = await db.prisma.importLog.findMany({ where: { importId }, orderBy: { seq: "asc" } });
    expect(log.map((line) => `${line.kind} ${line.result} ${line.label}`)).toMatchInlineSnapshot(`
      [
        "organization created Acme, Inc.",
        "organization created Acme Inc",
        "role created billing",
        "user created alice@x.com",
        "user created bob@x.com",
        "membership created alice@x.com → Acme, Inc.",
        "membership created bob@x.com → Acme, Inc.",
        "membership created alice@x.com → Acme Inc",
      ]
    `);
    // With a record come its parts: an organization's domain, a person's source rows.
    const journal = await db.prisma.importJournal.findMany({ where: { importId } });
    expect(new Set(journal.map(({ seq }) => seq))).toEqual(new Set(log.map(({ seq }) => seq)));
    expect(journal).toHaveLength(log.length + 1 + 3);
  });

  it("writes nothing to the directory when the same import runs again", async () => {
    const db = await freshDatabase();
    await importBundle(db, bundle);
    const before = await directoryVersions(db);
    const { importId, state, diff } = await importBundle(db, bundle);
    expect(state).toBe("complete");
    expect(await directoryVersions(db)).toBe(before);
    expect(await db.prisma.importLog.count({ where: { importId } })).toBe(0);
    expect(await db.prisma.importJournal.count({ where: { importId } })).toBe(0);
    expect(diff.user).toEqual({ create: 0, update: 0, unchanged: 2, gone: 0, conflict: 0, kept: 0 });
    const progress = await db.prisma.importProgress.findUniqueOrThrow({
      where: { importId_kind: { importId, kind: "user" } },
    });
    expect(progress).toMatchObject({ planned: 2, processed: 2, created: 0, updated: 0, unchanged: 2 });
  });

  it("writes only what changed, with before and after in the journal", async () => {
    const db = await freshDatabase();
    await importBundle(db, bundle);
    const changed: TestBundle = {
      ...bundle,
      users: [...(bundle.users ?? []).slice(0, 2), user("u3", "bob@x.com", { first_name: "Robert" })],
      organizations: [
        organization("o1", "Acme, Inc.", ["acme.com", "acme.org"]),
        organization("o2", "Renamed"),
      ],
    };
    const { importId, diff } = await importBundle(db, changed);
    expect(diff.user).toMatchObject({ update: 1, unchanged: 1 });
    expect(diff.organization).toMatchObject({ update: 2, unchanged: 0 });
    const journal = await db.prisma.importJournal.findMany({ where: { importId }, orderBy: { seq: "asc" } });
    expect(
      journal.map(({ targetTable, action, before, after }) => ({ targetTable, action, before, after })),
    ).toEqual([
      {
        targetTable: "organization_domains",
        action: "insert",
        before: null,
        after: expect.objectContaining({ domain: "acme.org" }),
      },
      {
        targetTable: "organizations",
        action: "update",
        before: { name: "Acme Inc", updated_at: expect.any(String) },
        after: { name: "Renamed" },
      },
      {
        targetTable: "users",
        action: "update",
        before: { name: "Bob", first_name: "Bob", updated_at: expect.any(String) },
        after: { name: "Robert", first_name: "Robert" },
      },
      {
        targetTable: "user_sources",
        action: "update",
        before: { first_name: "Bob" },
        after: { first_name: "Robert" },
      },
    ]);
    const { organizations } = await directory(db);
    expect(organizations.map((row) => row.slug)).toContain("acme-inc");
  });

  it("lets two people swap their addresses", async () => {
    const db = await freshDatabase();
    await importBundle(db, { users: [user("u1", "a@x.com"), user("u2", "b@x.com")] });
    const ids = await db.prisma.user.findMany({ orderBy: { primarySourceKey: "asc" }, select: { id: true } });
    const { state } = await importBundle(db, { users: [user("u1", "b@x.com"), user("u2", "a@x.com")] });
    expect(state).toBe("complete");
    const after = await db.prisma.user.findMany({ orderBy: { primarySourceKey: "asc" } });
    expect(after.map(({ id, email }) => ({ id, email }))).toEqual([
      { id: ids[0]?.id, email: "b@x.com" },
      { id: ids[1]?.id, email: "a@x.com" },
    ]);
  });

  it("gives a new person the address that another one leaves, and not that one's account", async () => {
    const db = await freshDatabase();
    await importBundle(db, { users: [user("u2", "old@x.com")] });
    const { id } = await db.prisma.user.findFirstOrThrow();
    await importBundle(db, { users: [user("u1", "old@x.com"), user("u2", "new@x.com")] });
    expect(await db.prisma.user.findUniqueOrThrow({ where: { id } })).toMatchObject({ email: "new@x.com" });
    expect(await db.prisma.user.count()).toBe(2);
  });

  it("folds people whose rows share an address by now, and takes their memberships along", async () => {
    const db = await freshDatabase();
    const before: TestBundle = {
      users: [user("u1", "a@x.com"), user("u2", "b@x.com"), user("u3", "c@x.com")],
      organizations: [organization("o1", "One"), organization("o2", "Two")],
      organization_memberships: [
        membership("m1", "u1", "o1"),
        membership("m2", "u2", "o2"),
        membership("m3", "u2", "o1"),
        membership("m4", "u3", "o2"),
      ],
    };
    await importBundle(db, before);
    const { state } = await importBundle(db, {
      ...before,
      users: [user("u1", "b@x.com"), user("u2", "b@x.com"), user("u3", "b@x.com")],
    });
    expect(state).toBe("complete");
    const { users, members } = await directory(db);
    expect(users).toHaveLength(1);
    expect(users[0]).toMatchObject({ email: "b@x.com", sources: ["workos:u1", "workos:u2", "workos:u3"] });
    expect(members.map((row) => row.organization)).toEqual(["workos:o1", "workos:o2"]);
  });

  it("splits a person whose rows have different addresses by now; the id stays with the survivor's row", async () => {
    const db = await freshDatabase();
    await importBundle(db, {
      users: [user("u1", "a@x.com"), user("u2", "a@x.com", { created_at: "2025-01-01T00:00:00.000Z" })],
    });
    const { id } = await db.prisma.user.findFirstOrThrow();
    await importBundle(db, { users: [user("u1", "a@x.com"), user("u2", "b@x.com")] });
    const { users } = await directory(db);
    expect(users).toMatchObject([
      { email: "a@x.com", sources: ["workos:u1"] },
      { email: "b@x.com", sources: ["workos:u2"] },
    ]);
    expect(await db.prisma.user.findUniqueOrThrow({ where: { email: "a@x.com" } })).toMatchObject({ id });
  });

  it("moves a row to the person who has its address by now, and its membership along", async () => {
    const db = await freshDatabase();
    const with2ndAt = (email: string): TestBundle => ({
      users: [user("u1", "a@x.com"), user("u2", email), user("u3", "b@x.com")],
      organizations: [organization("o1", "One")],
      organization_memberships: [membership("m1", "u2", "o1")],
    });
    await importBundle(db, with2ndAt("a@x.com"));
    const { id } = await db.prisma.member.findFirstOrThrow();
    await importBundle(db, with2ndAt("b@x.com"));
    const { users, members } = await directory(db);
    expect(users).toMatchObject([
      { email: "a@x.com", sources: ["workos:u1"] },
      { email: "b@x.com", sources: ["workos:u2", "workos:u3"] },
    ]);
    expect(members).toMatchObject([{ email: "b@x.com", organization: "workos:o1" }]);
    expect(await db.prisma.member.findFirstOrThrow()).toMatchObject({ id });
  });

  it("knows a person by any of their rows, verified or not, when the survivor's is gone", async () => {
    const db = await freshDatabase();
    await importBundle(db, {
      users: [user("u1", "a@x.com"), user("u2", "a@x.com", { created_at: "2025-01-01T00:00:00.000Z" })],
    });
    const { id } = await db.prisma.user.update({
      where: { email: "a@x.com", primarySourceKey: "workos:u1" },
      data: { emailVerified: false },
    });
    const importId = await planImport(db, { users: [user("u2", "a@x.com")] });
    expect(await db.prisma.planIssue.count({ where: { importId, severity: "blocker" } })).toBe(0);
    expect(await db.prisma.user.findFirstOrThrow()).toMatchObject({ id });
  });

  it("does not adopt an unverified person by address until somebody decides", async () => {
    const db = await freshDatabase();
    await db.prisma.user.create({
      data: { id: "native", name: "Somebody", email: "bob@x.com", emailVerified: false },
    });
    const importId = await planImport(db, bundle);
    expect(await db.prisma.planIssue.findMany({ where: { importId, severity: "blocker" } })).toMatchObject([
      { code: "target_user_unverified", sourceId: "u3" },
    ]);
    const { state } = await importBundle(db, bundle, { adoptions: ["bob@x.com"] });
    expect(state).toBe("complete");
    expect(await db.prisma.userSource.findUniqueOrThrow({ where: { sourceKey: "workos:u3" } })).toMatchObject(
      { userId: "native" },
    );
  });

  it("adopts a verified person by address and leaves the profile alone", async () => {
    const db = await freshDatabase();
    await db.prisma.user.create({
      data: { id: "native", name: "Robert", email: "bob@x.com", emailVerified: true },
    });
    await importBundle(db, bundle);
    await importBundle(db, bundle);
    expect(await db.prisma.user.findUniqueOrThrow({ where: { id: "native" } })).toMatchObject({
      name: "Robert",
    });
    expect(await db.prisma.member.count({ where: { userId: "native" } })).toBe(1);
  });

  it("logs a record the database refuses as failed, and imports all others", async () => {
    const db = await freshDatabase();
    await db.pool.query("ALTER TABLE users ADD CONSTRAINT no_bob CHECK (email <> 'bob@x.com')");
    const { state, importId } = await importBundle(db, bundle);
    expect(state).toBe("complete_with_errors");
    const failures = await db.prisma.importLog.findMany({
      where: { importId, result: { in: ["failed", "skipped"] } },
      orderBy: { seq: "asc" },
    });
    expect(failures).toMatchObject([
      { kind: "user", result: "failed", code: "database_refused", sourceIds: ["u3"] },
      { kind: "membership", result: "skipped", code: "user_not_imported", sourceIds: ["m3"] },
    ]);
    expect((await directory(db)).users).toHaveLength(1);
  });
});

describe("what is gone at the source", () => {
  const smaller: TestBundle = {
    users: (bundle.users ?? []).slice(0, 2),
    organizations: bundle.organizations ?? [],
    organization_memberships: (bundle.organization_memberships ?? []).slice(0, 2),
  };

  it("is reported and stays in add-only mode", async () => {
    const db = await freshDatabase();
    await importBundle(db, bundle);
    const { diff } = await importBundle(db, smaller);
    expect(diff.user).toMatchObject({ gone: 1 });
    expect(diff.membership).toMatchObject({ gone: 1 });
    expect((await directory(db)).users).toHaveLength(2);
  });

  it("is removed in mirror mode, journaled, and the brake says so first", async () => {
    const db = await freshDatabase();
    await importBundle(db, bundle);
    const importId = await planImport(db, smaller, { mode: "mirror" });
    const planned = await db.prisma.import.findUniqueOrThrow({ where: { id: importId } });
    expect(planned.diffSummary).toMatchObject({ brake: { kind: "user", gone: 1, of: 3 } });
    expect(await applyPlanned(db, importId)).toBe("complete");
    const { users, members } = await directory(db);
    expect(users.map((row) => row.email)).toEqual(["alice@x.com"]);
    expect(members).toHaveLength(2);
    const removed = await db.prisma.importJournal.findMany({
      where: { importId, action: "delete" },
      orderBy: { targetTable: "asc" },
    });
    expect(removed.map((row) => row.targetTable)).toEqual(["members", "user_sources", "users"]);
  });

  it("is never judged by a kind the snapshot lacks, nor by another origin", async () => {
    const db = await freshDatabase();
    await importBundle(db, bundle);
    const { diff } = await importBundle(
      db,
      { users: smaller.users ?? [] },
      { mode: "mirror" },
      "Another environment",
    );
    expect(diff.user).toMatchObject({ gone: 0 });
    const again = await importBundle(db, { users: bundle.users ?? [] }, { mode: "mirror" });
    expect(again.diff.membership).toMatchObject({ gone: 0 });
    expect((await directory(db)).members).toHaveLength(3);
  });

  it("is nothing that was read but can't be used, nor what hangs on it", async () => {
    const db = await freshDatabase();
    await importBundle(db, bundle);
    const broken: TestBundle = {
      ...bundle,
      users: [...(bundle.users ?? []).slice(0, 2), user("u3", "not an address")],
    };
    const { diff } = await importBundle(db, broken, { mode: "mirror" });
    expect(diff).toMatchObject({ user: { gone: 0 }, membership: { gone: 0 } });
    expect((await directory(db)).members).toHaveLength(3);
  });

  it("is not judged at all while a decision leaves something out", async () => {
    const db = await freshDatabase();
    await importBundle(db, bundle);
    const { diff } = await importBundle(db, bundle, { mode: "mirror", exclusions: ["o2"] });
    expect(diff).toMatchObject({ user: { gone: 0 }, organization: { gone: 0 }, membership: { gone: 0 } });
    expect((await directory(db)).organizations).toHaveLength(2);
  });
});
