import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Decisions, decisionsSchema, noDecisions } from "./decisions.ts";
import { normalizeEmail } from "./normalize-email.ts";
import type { Plan } from "./plan.ts";
import { planToJson } from "./plan-json.ts";
import { planJsonSchema } from "./plan-json-schema.ts";
import { planMigration } from "./plan-migration.ts";
import { mapRoleByTable } from "./role-table.ts";
import {
  domainStates,
  membershipStatuses,
  type SourceKind,
  type SourceRecords,
  sourceKinds,
} from "./source-records.ts";
import { memorySource, type SnapshotRecords } from "./testing/memory-source.ts";

// Few names for many records, so that everything meets everything.
const ids = (prefix: string, count: number) =>
  fc.constantFrom(...Array.from({ length: count }, (_, n) => `${prefix}_${n}`));
const userId = ids("user", 8);
const organizationId = ids("org", 4);
const directoryId = ids("directory", 3);
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const time = optional(fc.integer({ min: 1, max: 3 }).map((day) => day * 86_400_000));
const email = fc.constantFrom(
  "a@x.test",
  "A@x.test",
  "b@x.test",
  " B@X.test",
  "c@x.test",
  "C@x.test",
  "d@x.test",
  "not an address",
);
const role = fc.constantFrom(
  "",
  "member",
  "admin",
  "org_admin",
  "owner",
  "Super_Admin",
  "support",
  "billing",
);
const word = fc.constantFrom("", "Ann", "Bob");
const metadata = optional(fc.dictionary(fc.constantFrom("a", "b", "c"), word, { maxKeys: 3 }));
const domain = fc.constantFrom("x.test", "X.test", "y.test", "no domain");

const record: { [Kind in SourceKind]: fc.Arbitrary<SourceRecords[Kind]> } = {
  users: fc.record({
    sourceId: userId,
    email: optional(email),
    isEmailVerified: fc.boolean(),
    firstName: optional(word),
    lastName: optional(word),
    pictureUrl: fc.constant(null),
    externalId: optional(word),
    locale: fc.constant(null),
    metadata,
    lastSignInAt: time,
    createdAt: time,
    updatedAt: time,
  }),
  organizations: fc.record({
    sourceId: organizationId,
    name: optional(fc.constantFrom("Acme", "Acme, Inc.", "Acme Inc", "株式会社", "")),
    slug: fc.constant(null),
    domains: fc.array(fc.record({ domain, state: fc.constantFrom(...domainStates) }), { maxLength: 2 }),
    externalId: fc.constant(null),
    stripeCustomerId: fc.constant(null),
    metadata,
    createdAt: time,
    updatedAt: time,
  }),
  organization_memberships: fc.record({
    sourceId: ids("om", 14),
    userSourceId: userId,
    organizationSourceId: organizationId,
    role,
    roles: fc.array(role, { maxLength: 2 }),
    status: fc.constantFrom(...membershipStatuses),
    isDirectoryManaged: fc.boolean(),
    createdAt: time,
    updatedAt: time,
  }),
  sso_connections: fc.record({
    sourceId: ids("conn", 4),
    organizationSourceId: optional(organizationId),
    name: optional(word),
    connectionType: fc.constantFrom("OktaSAML", "GenericOIDC", "MagicLink"),
    state: fc.constant("active"),
    domains: fc.array(domain, { maxLength: 2 }),
    signingCertificate: fc.constant(null),
    idpMetadataXml: optional(fc.constant("<broken")),
    idpMetadataUrl: fc.constant(null),
    samlEntityId: optional(fc.constant("urn:idp")),
    samlIdpUrl: optional(fc.constant("https://idp.test/sso")),
    samlCertificates: fc.constant([]),
    oidcClientId: fc.constant(null),
    oidcDiscoveryEndpoint: fc.constant(null),
    createdAt: time,
    updatedAt: time,
  }),
  directories: fc.record({
    sourceId: directoryId,
    organizationSourceId: optional(organizationId),
    name: optional(word),
    domain: fc.constant(null),
    state: fc.constant("linked"),
    directoryType: fc.constantFrom("okta scim v2.0", "bamboohr"),
    createdAt: time,
    updatedAt: time,
  }),
  directory_users: fc.record({
    sourceId: ids("du", 5),
    directorySourceId: directoryId,
    idpId: fc.constant(null),
    email: optional(email),
    userName: optional(fc.constantFrom("ann", "Ann")),
    firstName: fc.constant(null),
    lastName: fc.constant(null),
    state: fc.constantFrom("active", "suspended", "deleted"),
    role: optional(role),
    groupSourceIds: fc.array(ids("group", 3), { maxLength: 3 }),
    createdAt: time,
    updatedAt: time,
  }),
  directory_groups: fc.record({
    sourceId: ids("group", 3),
    directorySourceId: directoryId,
    idpId: fc.constant(null),
    name: optional(word),
    createdAt: time,
    updatedAt: time,
  }),
  roles: fc.record({
    sourceId: ids("role", 4),
    slug: role.filter((slug) => slug !== ""),
    name: optional(word),
    description: fc.constant(null),
    organizationSourceId: optional(organizationId),
    permissions: fc.array(word, { maxLength: 2 }),
    updatedAt: time,
  }),
  invitations: fc.record({
    sourceId: ids("inv", 4),
    email: optional(email),
    organizationSourceId: optional(organizationId),
    role: optional(role),
    state: fc.constantFrom("pending", "accepted", "expired"),
    expiresAt: time,
    createdAt: time,
    updatedAt: time,
  }),
  auth_factors: fc.record({ sourceId: ids("factor", 4), userSourceId: userId, type: fc.constant("totp") }),
  identities: fc.record({
    userSourceId: userId,
    provider: fc.constantFrom("GoogleOAuth", "GitHubOAuth"),
    subject: fc.constantFrom("s1", "s2"),
  }),
};

const snapshot: fc.Arbitrary<Required<SnapshotRecords>> = fc.record({
  users: fc.array(record.users, { maxLength: 10 }),
  organizations: fc.array(record.organizations, { maxLength: 5 }),
  organization_memberships: fc.array(record.organization_memberships, { maxLength: 16 }),
  sso_connections: fc.array(record.sso_connections, { maxLength: 4 }),
  directories: fc.array(record.directories, { maxLength: 3 }),
  directory_users: fc.array(record.directory_users, { maxLength: 5 }),
  directory_groups: fc.array(record.directory_groups, { maxLength: 3 }),
  roles: fc.array(record.roles, { maxLength: 4 }),
  invitations: fc.array(record.invitations, { maxLength: 4 }),
  auth_factors: fc.array(record.auth_factors, { maxLength: 4 }),
  identities: fc.array(record.identities, { maxLength: 5 }),
});

/** Few people with many memberships in two organizations: what one row lends to another shows here. */
const crowd: typeof snapshot = fc
  .record({
    users: fc.array(
      record.users.map((user) => ({ ...user, email: "a@x.test" })),
      { maxLength: 6 },
    ),
    organizations: fc.constant([]),
    organization_memberships: fc.array(
      record.organization_memberships.map((membership) => ({
        ...membership,
        organizationSourceId: "org_0",
        roles: [],
      })),
      { maxLength: 12 },
    ),
  })
  .chain((some) =>
    fc.record({ organization: record.organizations, rest: snapshot }).map(({ organization, rest }) => ({
      ...rest,
      ...some,
      organizations: [{ ...organization, sourceId: "org_0" }],
    })),
  );

const emailKey = fc.constantFrom("a@x.test", "b@x.test", "c@x.test");
const splitAddress = optional(fc.constantFrom("a@x.test", "d@x.test", "new@x.test", "other@x.test"));
/** Every decision but those that let an admin add to what people had. */
const neutralDecisions: fc.Arbitrary<Decisions> = fc
  .record(
    {
      policy: fc.constantFrom("merge", "hold"),
      organizations: optional(fc.array(organizationId, { maxLength: 3 })),
      slugs: fc.dictionary(organizationId, fc.constantFrom("acme", "acme-inc", "mine"), { maxKeys: 2 }),
      merges: fc.dictionary(
        emailKey,
        fc.oneof(
          fc.constantFrom({ action: "merge" }, { action: "hold" }),
          fc.record({
            action: fc.constant("split"),
            addresses: fc.dictionary(userId, splitAddress, { maxKeys: 3 }),
          }),
        ),
        { maxKeys: 3 },
      ),
      exclusions: fc.array(fc.oneof(userId, organizationId, ids("om", 14), directoryId), { maxLength: 2 }),
    },
    { requiredKeys: [] },
  )
  .map((some) => decisionsSchema.parse({ version: 1, ...some }));

/** Those, and the ones that may add. */
const anyDecisions: fc.Arbitrary<Decisions> = fc
  .tuple(
    neutralDecisions,
    fc.dictionary(
      fc.constantFrom("support", "member", "owner", "billing"),
      fc.constantFrom("admin", "member", "support"),
      { maxKeys: 2 },
    ),
    fc.dictionary(
      fc.tuple(organizationId, emailKey).map((key) => key.join(" ")),
      fc.constantFrom("support", "billing", "owner"),
      { maxKeys: 2 },
    ),
    optional(fc.constant("target")),
  )
  .map(([neutral, roleMap, membershipRoles, targetOrganizationId]) => ({
    ...neutral,
    roleMap,
    membershipRoles,
    targetOrganizationId,
  }));

const planOf = (records: SnapshotRecords, decisions: Decisions = noDecisions, batchLength = 1000) =>
  planMigration(memorySource(records, { batchLength }), decisions);
const bytesOf = (plan: Plan) => [...planToJson(plan)].join("");

const isUnique = (values: readonly unknown[]) => new Set(values).size === values.length;

// A busy machine must not fail them: they end when their runs are done.
describe("planMigration", { timeout: 120_000 }, () => {
  it("gives the same bytes for the same snapshot in any order, in batches of any size", async () => {
    await fc.assert(
      fc.asyncProperty(
        snapshot,
        anyDecisions,
        fc.integer(),
        fc.integer({ min: 1, max: 7 }),
        async (records, decisions, seed, batchLength) => {
          const kinds = shuffled(sourceKinds, seed);
          const other = Object.fromEntries(
            kinds.map((kind, n) => [kind, shuffled<unknown>(records[kind], seed + n)]),
          );
          const expected = bytesOf(await planOf(records, decisions));
          expect(bytesOf(await planOf(other as SnapshotRecords, decisions, batchLength))).toBe(expected);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("yields the same records however often it is asked", async () => {
    await fc.assert(
      fc.asyncProperty(snapshot, anyDecisions, async (records, decisions) => {
        const plan = await planOf(records, decisions);
        expect(bytesOf(plan)).toBe(bytesOf(plan));
      }),
      { numRuns: 50 },
    );
  });

  it("widens nobody's access, and says so of itself", async () => {
    await fc.assert(
      fc.asyncProperty(
        withoutRepeats(fc.oneof(snapshot, crowd)),
        neutralDecisions,
        async (records, decisions) => {
          const plan = await planOf(records, decisions);
          const personOf = peopleBySource(plan);
          for (const planned of plan.records("membership")) {
            // Whatever any of the person's rows was in this organization, and nothing else.
            const before = records.organization_memberships.filter(
              (source) =>
                source.organizationSourceId === planned.organizationSourceId &&
                personOf.get(source.userSourceId) === planned.userSourceId,
            );
            for (const after of [planned.role, ...planned.roles]) {
              const isCovered = before.some(
                (source) =>
                  membershipStatuses.indexOf(source.status) <= membershipStatuses.indexOf(planned.status) &&
                  [source.role, ...source.roles].some((had) => isAsHigh(had, after)),
              );
              expect(isCovered, `${planned.email} as ${planned.status} ${after}`).toBe(true);
            }
          }
          expect(plan.widenings).toEqual([]);
          expect(plan.issues.filter((issue) => issue.code === "access_widened")).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("never takes an admin's decisions for a widening of its own", async () => {
    await fc.assert(
      fc.asyncProperty(snapshot, anyDecisions, async (records, decisions) => {
        const { issues } = await planOf(records, decisions);
        expect(issues.filter((issue) => issue.code === "access_widened")).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("puts every source user with a usable address into exactly one person", async () => {
    await fc.assert(
      fc.asyncProperty(
        withoutRepeats(snapshot),
        fc.constantFrom("merge", "hold"),
        async (records, policy) => {
          const plan = await planOf(records, { ...noDecisions, policy });
          const sources = [...plan.records("user")].flatMap((user) =>
            user.sources.map((source) => source.sourceId),
          );
          const usable = records.users.filter(
            (user) => user.email !== null && normalizeEmail(user.email) !== null,
          );
          expect(sources.toSorted()).toEqual(usable.map((user) => user.sourceId).toSorted());
          expect(plan.issues.filter((issue) => issue.code === "user_without_email")).toHaveLength(
            records.users.length - usable.length,
          );
        },
      ),
    );
  });

  it("accounts for every source membership: planned, held, excluded, out of scope or reported", async () => {
    await fc.assert(
      fc.asyncProperty(withoutRepeats(snapshot), neutralDecisions, async (records, decisions) => {
        const plan = await planOf(records, { ...decisions, organizations: null, exclusions: [] });
        const cited = [...plan.records("membership")].flatMap((membership) => membership.sourceIds);
        const held = [...plan.merges()].flatMap((merge) => merge.heldMembershipSourceIds);
        const reported = plan.issues
          .filter(
            ({ code }) => code === "membership_without_user" || code === "membership_without_organization",
          )
          .map((issue) => issue.sourceId);
        const all = records.organization_memberships.map((membership) => membership.sourceId);
        expect([...cited, ...held, ...reported].toSorted()).toEqual(all.toSorted());
        expect(plan.stats.heldMemberships).toBe(held.length);
      }),
    );
  });

  it("keeps addresses, slugs, memberships, identities, roles and user names unique, and its document in form", async () => {
    await fc.assert(
      fc.asyncProperty(snapshot, anyDecisions, async (records, decisions) => {
        const plan = await planOf(records, decisions);
        const document = planJsonSchema.parse(JSON.parse(bytesOf(plan)));
        const emails = document.users.map((user) => user.email).filter((address) => address !== null);
        expect(isUnique(emails)).toBe(true);
        expect(isUnique(document.orgs.map((organization) => organization.slug))).toBe(true);
        expect(isUnique(document.orgs.map((organization) => organization.slug_alternate))).toBe(true);
        expect(
          isUnique(document.memberships.map((each) => `${each.org_external_id} ${each.user_external_id}`)),
        ).toBe(true);
        expect(isUnique(document.identities.map((each) => `${each.kind} ${each.subject}`))).toBe(true);
        expect(isUnique(document.roles.map((each) => `${each.org_external_id} ${each.slug}`))).toBe(true);
        const userNames = document.directory_users.map(
          (user) => `${user.directory_external_id} ${user.user_name.toLowerCase()}`,
        );
        expect(isUnique(userNames)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it("brings no identity and no MFA flag of an unverified row", async () => {
    await fc.assert(
      fc.asyncProperty(withoutRepeats(snapshot), neutralDecisions, async (records, decisions) => {
        const plan = await planOf(records, decisions);
        const verified = new Set(
          records.users.filter((user) => user.isEmailVerified).map((user) => user.sourceId),
        );
        for (const identity of plan.records("identity"))
          expect(verified).toContain(identity.sourceUserSourceId);
        for (const user of plan.records("user")) {
          const isAnyVerified = user.sources.some((source) => verified.has(source.sourceId));
          if (!isAnyVerified) expect([user.isMfaEnrolled, user.isEmailVerified]).toEqual([false, false]);
        }
      }),
    );
  });

  it("refers to nothing that is not planned", async () => {
    await fc.assert(
      fc.asyncProperty(snapshot, anyDecisions, async (records, decisions) => {
        const plan = await planOf(records, decisions);
        const users = new Set([...plan.records("user")].map((user) => user.sourceId));
        const organizations = new Set([...plan.records("organization")].map((each) => each.sourceId));
        const directories = new Set([...plan.records("directory")].map((each) => each.sourceId));
        const groups = new Set([...plan.records("directory_group")].map((each) => each.sourceId));
        const roles = new Set(
          [...plan.records("role")].map((each) => `${each.organizationSourceId} ${each.slug}`),
        );
        for (const kind of ["membership", "connection", "directory", "invitation", "role"] as const) {
          for (const { organizationSourceId } of plan.records(kind)) {
            if (organizationSourceId !== null) expect(organizations).toContain(organizationSourceId);
          }
        }
        for (const { userSourceId } of plan.records("identity")) expect(users).toContain(userSourceId);
        for (const membership of plan.records("membership")) {
          expect(users).toContain(membership.userSourceId);
          for (const slug of membership.roles.filter((each) => mapRoleByTable(each) === null)) {
            const isKnown =
              roles.has(`null ${slug}`) || roles.has(`${membership.organizationSourceId} ${slug}`);
            expect(isKnown, slug).toBe(true);
          }
        }
        for (const user of plan.records("directory_user")) {
          expect(directories).toContain(user.directorySourceId);
          if (user.userSourceId !== null) expect(users).toContain(user.userSourceId);
          for (const group of user.groupSourceIds) expect(groups).toContain(group);
        }
      }),
      { numRuns: 200 },
    );
  });
});

/** The role table once more, as a person would say it. */
function isAsHigh(had: string, role: string): boolean {
  const readings: Record<string, string> = { "": "member", org_admin: "admin", Super_Admin: "owner" };
  const order = ["member", "admin", "owner"];
  const read = readings[had] ?? had;
  return read === role || (order.includes(role) && order.indexOf(read) > order.indexOf(role));
}

/** Snapshots whose ids are unique, where a law compares the plan with the records themselves. */
function withoutRepeats(of: typeof snapshot): typeof snapshot {
  return of.map((records) => {
    const once = <Row extends { sourceId: string }>(rows: readonly Row[]) => [
      ...new Map(rows.map((row) => [row.sourceId, row])).values(),
    ];
    return {
      ...records,
      users: once(records.users),
      organization_memberships: once(records.organization_memberships),
    };
  });
}

function peopleBySource(plan: Plan): Map<string, string> {
  return new Map(
    [...plan.records("user")].flatMap((user) =>
      user.sources.map((source) => [source.sourceId, user.sourceId]),
    ),
  );
}

/** Fisher and Yates, with a generator that a seed repeats. */
function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const result = [...items];
  let state = seed | 0;
  for (let last = result.length - 1; last > 0; last--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    const other = (state >>> 8) % (last + 1);
    [result[last], result[other]] = [result[other] as Item, result[last] as Item];
  }
  return result;
}
