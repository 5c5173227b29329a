import { describe, expect, it } from "vitest";
import type { Database } from "../database/database.ts";
import { setAuthority } from "../directory/set-authority.ts";
import {
  applyPlanned,
  freshDatabase,
  importBundle,
  planImport,
  type TestBundle,
} from "./testing/planned-import.ts";

const actor = { kind: "cli", name: "test" } as const;
const at = { created_at: "2024-01-01T00:00:00.000Z", updated_at: "2024-01-01T00:00:00.000Z" };
const user = (id: string, email: string, first_name = id) => ({
  id,
  email,
  email_verified: true,
  first_name,
  ...at,
});
const membership = (id: string, user_id: string, organization_id: string, role = "member") => ({
  id,
  user_id,
  organization_id,
  role: { slug: role },
  status: "active",
  ...at,
});

/** Two customers with everything that a customer can have; Ann is in both, Olga in the first, Max in the second. */
const bundle: TestBundle = {
  users: [user("ann", "ann@x.com"), user("olga", "olga@x.com"), user("max", "max@x.com")],
  organizations: ["own", "mir"].map((id) => ({
    id,
    name: `Customer ${id}`,
    domains: [{ domain: `${id}.com`, state: "verified" }],
    ...at,
  })),
  organization_memberships: [
    membership("m1", "ann", "own"),
    membership("m2", "olga", "own", "billing"),
    membership("m3", "ann", "mir"),
    membership("m4", "max", "mir"),
  ],
  identities: ["ann", "max"].map((user_id) => ({
    user_id,
    type: "OAuth",
    provider: "GoogleOAuth",
    idp_id: user_id,
  })),
  sso_connections: ["own", "mir"].map((id) => ({
    id: `c_${id}`,
    organization_id: id,
    name: `SSO ${id}`,
    connection_type: "OktaSAML",
    state: "active",
    ...at,
  })),
  directories: ["own", "mir"].map((id) => ({
    id: `d_${id}`,
    organization_id: id,
    name: `Okta ${id}`,
    type: "okta scim v2.0",
    state: "linked",
    ...at,
  })),
  directory_groups: ["own", "mir"].map((id) => ({
    id: `g_${id}`,
    directory_id: `d_${id}`,
    name: `Group ${id}`,
    ...at,
  })),
  directory_users: ["own", "mir"].map((id) => ({
    id: `du_${id}`,
    directory_id: `d_${id}`,
    idp_id: `idp_${id}`,
    email: "ann@x.com",
    username: `ann_${id}`,
    state: "active",
    groups: [{ id: `g_${id}`, directory_id: `d_${id}`, name: `Group ${id}` }],
    ...at,
  })),
  roles: ["own", "mir"].map((id) => ({
    id: `role_${id}`,
    slug: `lead-${id}`,
    name: "Lead",
    organization_id: id,
    permissions: ["a"],
  })),
  invitations: ["own", "mir"].map((id) => ({
    id: `i_${id}`,
    organization_id: id,
    email: `new@${id}.com`,
    state: "pending",
    expires_at: "2027-01-01T00:00:00.000Z",
    ...at,
  })),
};

/** Every record of every kind as it is after somebody turned the whole source inside out. */
const turned: TestBundle = {
  users: [
    user("ann", "ann@new.com", "Renamed"),
    user("olga", "olga@new.com", "Renamed"),
    user("max", "max@new.com"),
  ],
  organizations:
    bundle.organizations?.map((record) => ({ ...(record as object), name: "Renamed", domains: [] })) ?? [],
  organization_memberships: [
    membership("m1", "ann", "own", "admin"),
    membership("m3", "ann", "mir", "admin"),
    membership("m5", "max", "own"),
  ],
  identities: [{ user_id: "ann", type: "OAuth", provider: "GitHubOAuth", idp_id: "ann" }],
  sso_connections: [],
  directories: bundle.directories?.map((record) => ({ ...(record as object), name: "Renamed" })) ?? [],
  directory_groups: [],
  directory_users:
    bundle.directory_users?.map((record) => ({ ...(record as object), state: "inactive", groups: [] })) ?? [],
  roles: bundle.roles?.map((record) => ({ ...(record as object), name: "Renamed" })) ?? [],
  invitations: [],
};

async function organizationId(db: Database, sourceId: string): Promise<string> {
  return (await db.prisma.organization.findUniqueOrThrow({ where: { sourceKey: `workos:${sourceId}` } })).id;
}

/** What the tables hold of an organization, and of its people. */
async function rowsOf(db: Database, id: string) {
  const of = async (sql: string) => (await db.pool.query(sql, [id])).rows;
  const people = "(SELECT user_id FROM members WHERE organization_id = $1)";
  const directories = "(SELECT id FROM directories WHERE organization_id = $1)";
  return {
    organization: await of("SELECT * FROM organizations WHERE id = $1"),
    domains: await of("SELECT * FROM organization_domains WHERE organization_id = $1 ORDER BY id"),
    roles: await of("SELECT * FROM organization_roles WHERE organization_id = $1 ORDER BY id"),
    members: await of("SELECT * FROM members WHERE organization_id = $1 ORDER BY id"),
    invitations: await of("SELECT * FROM invitations WHERE organization_id = $1 ORDER BY id"),
    connections: await of("SELECT * FROM connections WHERE organization_id = $1 ORDER BY id"),
    directories: await of("SELECT * FROM directories WHERE organization_id = $1 ORDER BY id"),
    groups: await of(`SELECT * FROM directory_groups WHERE directory_id IN ${directories} ORDER BY id`),
    directoryUsers: await of(
      `SELECT * FROM directory_users WHERE directory_id IN ${directories} ORDER BY id`,
    ),
    groupMembers: await of(
      `SELECT x.* FROM directory_group_members x JOIN directory_groups g ON g.id = x.group_id
       WHERE g.directory_id IN ${directories} ORDER BY 1, 2`,
    ),
    users: await of(`SELECT * FROM users WHERE id IN ${people} ORDER BY id`),
    sources: await of(`SELECT * FROM user_sources WHERE user_id IN ${people} ORDER BY source_key`),
    accounts: await of(`SELECT * FROM accounts WHERE user_id IN ${people} ORDER BY id`),
  };
}

/** The bundle imported, and the first customer handed over to Authio. */
async function handedOver() {
  const db = await freshDatabase();
  expect((await importBundle(db, bundle)).state).toBe("complete");
  const ownId = await organizationId(db, "own");
  await setAuthority(db, actor, ownId, "authio");
  return { db, ownId };
}

describe("an organization that Authio owns", () => {
  it("keeps every row, and its people theirs, while the other one follows", async () => {
    const { db, ownId } = await handedOver();
    const before = await rowsOf(db, ownId);
    const empty = Object.entries(before).filter(([, rows]) => rows.length === 0);
    expect(empty).toEqual([]);
    const { state, importId, diff } = await importBundle(db, turned, { mode: "mirror" });
    expect(state).toBe("complete");
    expect(await rowsOf(db, ownId)).toEqual(before);
    expect(diff.organization).toMatchObject({ kept: 1, update: 1, gone: 0 });
    expect(diff.user).toMatchObject({ kept: 2, update: 1, gone: 0 });
    expect(diff.membership).toMatchObject({ kept: 2, update: 1, create: 0, gone: 1 });
    expect(diff.connection).toMatchObject({ kept: 0, gone: 1 });
    expect(diff.invitation).toMatchObject({ kept: 0, gone: 1 });
    expect(diff.identity).toMatchObject({ kept: 1, create: 0, gone: 1 });
    expect(diff.directory_user).toMatchObject({ kept: 1, update: 1 });
    expect(diff.role).toMatchObject({ kept: 1, update: 1 });

    // What the diff said is what happened; the log has no line of what was left alone.
    const progress = await db.prisma.importProgress.findMany({ where: { importId } });
    for (const { kind, kept, planned, processed } of progress) {
      expect({ kind, kept }).toEqual({ kind, kept: diff[kind]?.kept });
      expect(processed).toBe(planned);
    }
    const log = await db.prisma.importLog.findMany({ where: { importId } });
    expect(log.map((line) => line.targetId)).not.toContain(ownId);
    expect(log.every((line) => ["updated", "removed"].includes(line.result))).toBe(true);

    // Ann's other membership is none of Authio's: it follows.
    const mirrored = await db.prisma.member.findMany({
      where: { organization: { sourceKey: "workos:mir" } },
      include: { user: true },
    });
    expect(mirrored.map(({ user: person, role }) => [person.email, role])).toEqual([["ann@x.com", "admin"]]);
    const again = await importBundle(db, turned, { mode: "mirror" });
    expect(await db.prisma.importJournal.count({ where: { importId: again.importId } })).toBe(0);
    expect(await db.prisma.importLog.count({ where: { importId: again.importId } })).toBe(0);
  });

  it("is never gone, nor are its people, when the source has nothing of them any more", async () => {
    const { db, ownId } = await handedOver();
    const before = await rowsOf(db, ownId);
    const { diff } = await importBundle(
      db,
      Object.fromEntries(Object.keys(bundle).map((kind) => [kind, []])),
      { mode: "mirror" },
    );
    expect(await rowsOf(db, ownId)).toEqual(before);
    expect(diff).toMatchObject({ user: { gone: 1 }, organization: { gone: 1 }, membership: { gone: 2 } });
    expect(await db.prisma.organization.count()).toBe(1);
  });

  it("is left alone by an import that was compared before it changed hands", async () => {
    const db = await freshDatabase();
    await importBundle(db, bundle);
    const ownId = await organizationId(db, "own");
    const importId = await planImport(db, turned, { mode: "mirror" });
    await setAuthority(db, actor, ownId, "authio");
    const before = await rowsOf(db, ownId);
    expect(await applyPlanned(db, importId)).toBe("complete");
    expect(await rowsOf(db, ownId)).toEqual(before);
  });

  it("is a mirror again, to the row, once it is given back", async () => {
    const { db, ownId } = await handedOver();
    await importBundle(db, turned, { mode: "mirror" });
    await setAuthority(db, actor, ownId, "workos");
    const { diff } = await importBundle(db, turned, { mode: "mirror" });
    expect(diff.user).toMatchObject({ update: 2, kept: 0 });
    const { users, members, connections } = await rowsOf(db, ownId);
    expect(users.map((row) => row.email)).toEqual(expect.arrayContaining(["ann@new.com", "max@new.com"]));
    expect(members).toHaveLength(2);
    expect(connections).toEqual([]);
  });
});

describe("a person whom Authio owns", () => {
  it("gets another source row that has their address, and nothing else of it", async () => {
    const { db } = await handedOver();
    const before = await db.prisma.user.findUniqueOrThrow({ where: { email: "ann@x.com" } });
    const elsewhere: TestBundle = {
      users: [user("ann2", "Ann@x.com", "Other")],
      organizations: [{ id: "third", name: "Third", ...at }],
      organization_memberships: [membership("m9", "ann2", "third")],
    };
    const { state, importId, diff } = await importBundle(db, elsewhere, {}, "Another environment");
    expect(state).toBe("complete");
    expect(diff.user).toMatchObject({ update: 1, kept: 0 });
    expect(await db.prisma.user.findUniqueOrThrow({ where: { id: before.id } })).toEqual(before);
    expect(
      await db.prisma.member.findMany({ where: { organization: { sourceKey: "workos:third" } } }),
    ).toMatchObject([{ userId: before.id }]);
    const journal = await db.prisma.importJournal.findMany({
      where: { importId, targetTable: { in: ["users", "user_sources"] } },
    });
    expect(journal).toMatchObject([
      { targetTable: "user_sources", action: "insert", targetId: "workos:ann2" },
    ]);
    const again = await importBundle(db, elsewhere, {}, "Another environment");
    expect(again.diff.user).toMatchObject({ update: 0, kept: 1 });
    expect(await db.prisma.importJournal.count({ where: { importId: again.importId } })).toBe(0);
  });

  it("is neither merged with anybody nor split", async () => {
    const { db } = await handedOver();
    const before = await db.prisma.user.findMany({ orderBy: { id: "asc" } });
    // Max is Ann now, says the source; Olga has a second row, of another address tomorrow.
    const merging: TestBundle = {
      ...bundle,
      users: [
        user("ann", "ann@x.com"),
        user("max", "ann@x.com"),
        user("olga", "olga@x.com"),
        user("olga2", "olga@x.com"),
      ],
    };
    expect((await importBundle(db, merging, { mode: "mirror" })).state).toBe("complete");
    expect(await db.prisma.user.findMany({ orderBy: { id: "asc" } })).toEqual(before);
    const splitting: TestBundle = {
      ...merging,
      users: [
        user("ann", "ann@x.com"),
        user("max", "ann@x.com"),
        user("olga", "olga@x.com"),
        user("olga2", "o2@x.com"),
      ],
    };
    expect((await importBundle(db, splitting, { mode: "mirror" })).state).toBe("complete");
    expect(await db.prisma.user.findMany({ orderBy: { id: "asc" } })).toEqual(before);
  });

  it("keeps an address that somebody else has at the source by now; that one fails and says why", async () => {
    const { db } = await handedOver();
    const swapped: TestBundle = {
      ...bundle,
      users: [
        user("a-new", "ann@x.com"),
        user("ann", "ann@moved.com"),
        user("olga", "olga@x.com"),
        user("max", "max@x.com"),
      ],
    };
    const { state, importId, diff } = await importBundle(db, swapped, { mode: "mirror" });
    expect(diff.user).toMatchObject({ conflict: 1, kept: 2, unchanged: 1 });
    expect(state).toBe("complete_with_errors");
    expect(await db.prisma.importLog.findMany({ where: { importId, kind: "user" } })).toMatchObject([
      { kind: "user", result: "failed", code: "email_taken", sourceIds: ["a-new"] },
    ]);
    expect(await db.prisma.user.findUniqueOrThrow({ where: { email: "ann@x.com" } })).toMatchObject({
      primarySourceKey: "workos:ann",
    });
  });
});

describe("setAuthority", () => {
  it("writes down who handed an organization over", async () => {
    const { db, ownId } = await handedOver();
    expect(await db.prisma.auditEvent.findMany({ where: { subjectId: ownId } })).toMatchObject([
      {
        action: "organization.authority_changed",
        actorName: "test",
        details: { from: "workos", to: "authio" },
      },
    ]);
    await setAuthority(db, actor, ownId, "authio");
    expect(await db.prisma.auditEvent.count({ where: { subjectId: ownId } })).toBe(1);
  });

  it("refuses an organization that is not there, and any while an import is half applied", async () => {
    const { db, ownId } = await handedOver();
    await expect(setAuthority(db, actor, "org_none", "authio")).rejects.toMatchObject({ code: "not_found" });
    const importId = await planImport(db, bundle);
    await db.prisma.import.update({ where: { id: importId }, data: { state: "waiting" } });
    await db.prisma.import.update({ where: { id: importId }, data: { state: "applying" } });
    await expect(setAuthority(db, actor, ownId, "workos")).rejects.toMatchObject({ code: "conflict" });
  });
});
