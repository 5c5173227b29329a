import fc from "fast-check";
import { type Decisions, decisionsSchema } from "../decisions.ts";
import { domainStates, membershipStatuses, type SourceKind, type SourceRecords } from "../source-records.ts";
import type { SnapshotRecords } from "./memory-source.ts";

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

/** Small snapshots of every kind. */
export const snapshot: fc.Arbitrary<Required<SnapshotRecords>> = fc.record({
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
export const crowd: typeof snapshot = fc
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
export const neutralDecisions: fc.Arbitrary<Decisions> = fc
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
export const anyDecisions: fc.Arbitrary<Decisions> = fc
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

/** Snapshots whose ids are unique, where a law compares the plan with the records themselves. */
export function withoutRepeats(of: typeof snapshot): typeof snapshot {
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
