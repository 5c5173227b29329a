import { beforeAll, describe, expect, it } from "vitest";
import { prismaClient } from "../database/prisma.ts";
import { testDatabase } from "../database/test-database.ts";
import type { PrismaClient } from "../generated/prisma/client.ts";
import { getConnection } from "./get-connection.ts";
import { getDirectory } from "./get-directory.ts";
import { getOrganization, listDomainsOf, listRolesOf } from "./get-organization.ts";
import { getUser } from "./get-user.ts";
import { listAuditEvents } from "./list-audit-events.ts";
import { countConnections, listConnections } from "./list-connections.ts";
import { listDirectories } from "./list-directories.ts";
import { listDirectoryGroups } from "./list-directory-groups.ts";
import { listDirectoryUsers } from "./list-directory-users.ts";
import { listInvitations } from "./list-invitations.ts";
import { countOrganizations, listOrganizations } from "./list-organizations.ts";

let prisma: PrismaClient;

beforeAll(async () => {
  prisma = prismaClient((await testDatabase()).url);
  await prisma.origin.create({ data: { id: 1, name: "WorkOS" } });
  await prisma.organization.createMany({
    data: [
      { id: "org_1", name: "Acme, Inc.", slug: "acme-inc", sourceKey: "workos:org_01A" },
      { id: "org_2", name: "acme Labs", slug: "acme-labs" },
      ...Array.from({ length: 60 }, (_, n) => ({ id: `org_x${n}`, name: `Same name`, slug: `same-${n}` })),
    ],
  });
  await prisma.organizationDomain.createMany({
    data: [
      { id: "d1", organizationId: "org_1", domain: "acme.com", state: "verified", isShared: true },
      { id: "d2", organizationId: "org_2", domain: "acme.com", state: "pending", isShared: true },
      { id: "d3", organizationId: "org_2", domain: "labs.dev", state: "verified" },
    ],
  });
  await prisma.organizationRole.createMany({
    data: [
      { id: "r1", sourceKey: "workos:*:auditor", slug: "auditor", name: "Auditor", permissions: [] },
      { id: "r2", sourceKey: "workos:org_01A:b", organizationId: "org_1", slug: "billing", name: "Billing" },
      { id: "r3", sourceKey: "workos:org_01B:c", organizationId: "org_2", slug: "other", name: "Other" },
    ],
  });
  await prisma.user.create({
    data: { id: "user_1", name: "Ann", email: "ann@acme.com", primarySourceKey: "workos:user_2" },
  });
  await prisma.userSource.createMany({
    data: ["workos:user_1", "workos:user_2"].map((sourceKey, n) => ({
      sourceKey,
      userId: "user_1",
      originId: 1,
      email: "ann@acme.com",
      emailVerified: n === 1,
      sourceCreatedAt: new Date(n),
    })),
  });
  await prisma.member.create({ data: { id: "member_1", userId: "user_1", organizationId: "org_1" } });
  await prisma.invitation.create({ data: { id: "i1", organizationId: "org_1", email: "Bob@acme.com" } });
  await prisma.connection.createMany({
    data: [
      {
        ...{
          id: "conn_1",
          organizationId: "org_1",
          name: "Okta",
          protocol: "saml",
          connectionType: "OktaSAML",
        },
        ...{ sourceState: "active", providerId: "acme-okta", missing: ["signing_certificate"] },
        certificates: [{ fingerprint: "AA", subject: "CN=x", notBefore: 0, notAfter: 1, pem: "PEM" }],
      },
      {
        ...{
          id: "conn_2",
          organizationId: "org_2",
          name: "Entra",
          protocol: "oidc",
          connectionType: "AzureOIDC",
        },
        ...{
          sourceState: "active",
          providerId: "labs-entra",
          domains: ["labs.dev"],
          certificates: "nonsense",
        },
      },
    ],
  });
  await prisma.directory.create({
    data: {
      ...{ id: "dir_1", organizationId: "org_1", name: "Okta SCIM", protocol: "scim" },
      ...{ directoryType: "okta scim v2.0", sourceState: "linked" },
    },
  });
  await prisma.directoryUser.createMany({
    data: Array.from({ length: 120 }, (_, n) => ({
      ...{ id: `du_${n}`, sourceKey: `workos:du_${n}`, directoryId: "dir_1" },
      ...{ userName: n % 2 ? `User${n}` : `user${n}`, email: `mail${n}@acme.com`, state: "active" },
      userId: n === 0 ? "user_1" : null,
    })),
  });
  await prisma.directoryGroup.create({
    data: { id: "g1", sourceKey: "workos:g1", directoryId: "dir_1", name: "Engineers" },
  });
  await prisma.directoryGroupMember.createMany({
    data: ["du_0", "du_1"].map((directoryUserId) => ({ groupId: "g1", directoryUserId })),
  });
  await prisma.import.create({
    data: { id: "imp_1", originId: 1, via: "cli", createdBy: "x", decisions: {} },
  });
  const logged = {
    importId: "imp_1",
    kind: "user",
    result: "created",
    label: "ann@acme.com",
    sourceIds: ["user_2"],
  };
  await prisma.importLog.createMany({
    data: [
      { ...logged, seq: 1n, targetId: "user_1" },
      { ...logged, seq: 2n, kind: "membership", targetId: "member_1" },
      { ...logged, seq: 3n, targetId: "somebody_else" },
    ],
  });
  await prisma.auditEvent.createMany({
    data: Array.from({ length: 120 }, (_, n) => ({
      actorKind: n % 3 ? "operator" : "cli",
      actorName: n % 3 ? "Grace" : "root",
      action: n % 2 ? "import.confirmed" : "operator.invited",
      subjectId: `s${n}`,
    })),
  });
});

describe("organizations", () => {
  it("are listed once each though sixty share a name", async () => {
    const first = await listOrganizations(prisma, {}, {});
    const second = await listOrganizations(prisma, {}, { after: first.next ?? "" });
    const ids = [...first.items, ...second.items].map((organization) => organization.id);
    expect(new Set(ids).size).toBe(62);
    expect(second.next).toBeNull();
    expect((await listOrganizations(prisma, {}, { before: second.previous ?? "" })).items).toEqual(
      first.items,
    );
  });

  it("are found by name, slug, domain and source id", async () => {
    const found = async (q: string) => (await listOrganizations(prisma, { q }, {})).items.map(({ id }) => id);
    expect(await found("ACME")).toEqual(["org_2", "org_1"]);
    expect(await found("acme-l")).toEqual(["org_2"]);
    expect(await found("labs.d")).toEqual(["org_2"]);
    expect(await found("org_01A")).toEqual(["org_1"]);
    expect(await countOrganizations(prisma, { q: "same" })).toEqual({ count: 60, precision: "exact" });
  });

  it("carry the numbers of what belongs to them", async () => {
    const [acme] = (await listOrganizations(prisma, { q: "acme, inc" }, {})).items;
    expect(acme).toMatchObject({
      sourceKey: "workos:org_01A",
      memberCount: 1,
      domains: ["acme.com"],
      connectionCount: 1,
      directoryCount: 1,
    });
    const detail = await getOrganization(prisma, "org_1");
    expect(detail?.counts.roles).toEqual({ count: 2, precision: "exact" });
    expect(await getOrganization(prisma, "org_none")).toBeNull();
  });

  it("name who else claims a shared domain, and show only roles that can be used in them", async () => {
    const domains = await listDomainsOf(prisma, "org_2");
    expect(domains.map((domain) => [domain.domain, domain.sharedWith.map(({ id }) => id)])).toEqual([
      ["acme.com", ["org_1"]],
      ["labs.dev", []],
    ]);
    expect((await listRolesOf(prisma, "org_1")).map((role) => role.slug)).toEqual(["billing", "auditor"]);
    expect((await listInvitations(prisma, "org_1", {})).items.map(({ email }) => email)).toEqual([
      "Bob@acme.com",
    ]);
  });
});

describe("a person", () => {
  it("comes with the surviving source first, and with what imports did to them and their memberships", async () => {
    const user = await getUser(prisma, "user_1");
    expect(user?.sources.map((source) => source.sourceKey)).toEqual(["workos:user_2", "workos:user_1"]);
    expect(user?.members.map((member) => member.organization.name)).toEqual(["Acme, Inc."]);
    expect(user?.log.map((line) => line.seq)).toEqual(["2", "1"]);
    expect(await getUser(prisma, "nobody")).toBeNull();
  });
});

describe("connections", () => {
  it("are filtered by state and by what they lack, and searched", async () => {
    const names = async (filter: Parameters<typeof listConnections>[1]) =>
      (await listConnections(prisma, filter, {})).items.map(({ name }) => name);
    expect(await names({})).toEqual(["Entra", "Okta"]);
    expect(await names({ isMissingFacts: true })).toEqual(["Okta"]);
    expect(await names({ isMissingFacts: false })).toEqual(["Entra"]);
    expect(await names({ q: "acme l" })).toEqual(["Entra"]);
    expect(await names({ q: "labs.dev" })).toEqual(["Entra"]);
    expect(await names({ q: "acme-okta" })).toEqual(["Okta"]);
    expect(await names({ state: "active" })).toEqual([]);
    expect(await countConnections(prisma, { state: "pending" })).toEqual({ count: 2, precision: "exact" });
  });

  it("keep their certificates, and survive a column that holds none", async () => {
    expect((await getConnection(prisma, "conn_1"))?.certificates).toHaveLength(1);
    expect((await getConnection(prisma, "conn_2"))?.certificates).toEqual([]);
  });
});

describe("directories", () => {
  it("are searched by their organization too, with the numbers of what they hold", async () => {
    const { items } = await listDirectories(prisma, { q: "acme" }, {});
    expect(items).toMatchObject([{ id: "dir_1", userCount: 120, groupCount: 1 }]);
    expect((await getDirectory(prisma, "dir_1"))?.counts.users.count).toBe(120);
  });

  it("page their users by name, whatever its case, each exactly once", async () => {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await listDirectoryUsers(prisma, { directoryId: "dir_1" }, { after });
      seen.push(...page.items.map((user) => user.userName.toLowerCase()));
      after = page.next ?? undefined;
    } while (after);
    expect(new Set(seen).size).toBe(120);
    expect(seen).toEqual(seen.toSorted());
  });

  it("link their users to people and groups", async () => {
    const { items } = await listDirectoryUsers(prisma, { directoryId: "dir_1", q: "mail0@" }, {});
    expect(items).toMatchObject([{ id: "du_0", user: { name: "Ann" }, groups: [{ name: "Engineers" }] }]);
    const groups = await listDirectoryGroups(prisma, { directoryId: "dir_1", q: "eng" }, {});
    expect(groups.items).toEqual([{ id: "g1", name: "Engineers", idpId: null, memberCount: 2 }]);
  });
});

describe("the audit list", () => {
  it("shows every event exactly once, newest first, forwards and backwards", async () => {
    const first = await listAuditEvents(prisma, {}, {});
    const second = await listAuditEvents(prisma, {}, { after: first.next ?? "" });
    const third = await listAuditEvents(prisma, {}, { after: second.next ?? "" });
    const ids = [first, second, third].flatMap((page) => page.items.map((event) => Number(event.id)));
    expect(ids).toHaveLength(120);
    expect(ids).toEqual(ids.toSorted((a, b) => b - a));
    expect(third.next).toBeNull();
    expect(await listAuditEvents(prisma, {}, { before: third.previous ?? "" })).toEqual(second);
    expect((await listAuditEvents(prisma, {}, { before: second.previous ?? "" })).previous).toBeNull();
  });

  it("is filtered by who and by what", async () => {
    const cli = await listAuditEvents(prisma, { actorKind: "cli" }, {});
    expect(cli.items).toHaveLength(40);
    expect((await listAuditEvents(prisma, { q: "GRACE" }, {})).items[0]?.actorName).toBe("Grace");
    expect((await listAuditEvents(prisma, { q: "s7" }, {})).items).toHaveLength(1);
  });
});
