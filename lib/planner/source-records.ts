/**
 * What a source hands to the planner: records of the WorkOS API, renamed to our words and made
 * tolerant (an optional field that is missing or of the wrong type is null; see `parse-source-record.ts`).
 *
 * Times are milliseconds since the epoch, so that equal instants written differently compare equal.
 */

/** Bundle keys, in the order in which a bundle is documented. They are also the source kinds. */
export const sourceKinds = [
  "users",
  "organizations",
  "organization_memberships",
  "sso_connections",
  "directories",
  "directory_users",
  "directory_groups",
  "roles",
  "invitations",
  "auth_factors",
  "identities",
] as const;

export type SourceKind = (typeof sourceKinds)[number];

export type Metadata = Readonly<Record<string, string>>;

export type SourceUser = {
  sourceId: string;
  /** As written at the source; `normalizeEmail` makes the merge key of it. */
  email: string | null;
  isEmailVerified: boolean;
  firstName: string | null;
  lastName: string | null;
  pictureUrl: string | null;
  externalId: string | null;
  locale: string | null;
  metadata: Metadata | null;
  lastSignInAt: number | null;
  createdAt: number | null;
  updatedAt: number | null;
};

export const domainStates = ["failed", "legacy_verified", "pending", "unverified", "verified"] as const;
export type DomainState = (typeof domainStates)[number];

export type SourceDomain = { domain: string; state: DomainState };

export type SourceOrganization = {
  sourceId: string;
  name: string | null;
  /** Hand-made bundles carry one; the API does not. */
  slug: string | null;
  domains: readonly SourceDomain[];
  externalId: string | null;
  stripeCustomerId: string | null;
  metadata: Metadata | null;
  createdAt: number | null;
  updatedAt: number | null;
};

export const membershipStatuses = ["active", "pending", "inactive"] as const;
export type MembershipStatus = (typeof membershipStatuses)[number];

export type SourceMembership = {
  sourceId: string;
  userSourceId: string;
  organizationSourceId: string;
  /** Slug as written at the source; empty means member. */
  role: string;
  /** Every slug of `roles[]`, in the order given; empty when the bundle has only `role`. */
  roles: readonly string[];
  status: MembershipStatus;
  isDirectoryManaged: boolean;
  createdAt: number | null;
  updatedAt: number | null;
};

export type SourceConnection = {
  sourceId: string;
  organizationSourceId: string | null;
  name: string | null;
  connectionType: string;
  state: string;
  domains: readonly string[];
  /** The API's `options.signing_cert`: the one thing it says of the IdP. */
  signingCertificate: string | null;
  /** The rest is never in the API; bundles may carry it, collected from the customers' IdPs. */
  idpMetadataXml: string | null;
  idpMetadataUrl: string | null;
  samlEntityId: string | null;
  samlIdpUrl: string | null;
  samlCertificates: readonly string[];
  oidcClientId: string | null;
  oidcDiscoveryEndpoint: string | null;
  createdAt: number | null;
  updatedAt: number | null;
};

export type SourceDirectory = {
  sourceId: string;
  organizationSourceId: string | null;
  name: string | null;
  domain: string | null;
  state: string;
  /** `okta scim v2.0`, `gsuite directory`, …, as written at the source. */
  directoryType: string;
  createdAt: number | null;
  updatedAt: number | null;
};

export type SourceDirectoryUser = {
  sourceId: string;
  directorySourceId: string;
  /** The IdP's own id of the person: what its SCIM client looks up first. */
  idpId: string | null;
  email: string | null;
  userName: string | null;
  firstName: string | null;
  lastName: string | null;
  state: string;
  role: string | null;
  groupSourceIds: readonly string[];
  createdAt: number | null;
  updatedAt: number | null;
};

export type SourceDirectoryGroup = {
  sourceId: string;
  directorySourceId: string;
  idpId: string | null;
  name: string | null;
  createdAt: number | null;
  updatedAt: number | null;
};

/** A role of the source's catalogue; environment roles have no organization. */
export type SourceRole = {
  sourceId: string;
  slug: string;
  name: string | null;
  description: string | null;
  organizationSourceId: string | null;
  permissions: readonly string[];
  updatedAt: number | null;
};

export type SourceInvitation = {
  sourceId: string;
  email: string | null;
  organizationSourceId: string | null;
  role: string | null;
  state: string;
  expiresAt: number | null;
  createdAt: number | null;
  updatedAt: number | null;
};

export type SourceAuthFactor = { sourceId: string; userSourceId: string; type: string };

export type SourceIdentity = {
  userSourceId: string;
  /** `GoogleOAuth`, `MicrosoftOAuth`, … */
  provider: string;
  /** The provider's id of the person. */
  subject: string;
};

/** Which record type stands under which bundle key. */
export type SourceRecords = {
  users: SourceUser;
  organizations: SourceOrganization;
  organization_memberships: SourceMembership;
  sso_connections: SourceConnection;
  directories: SourceDirectory;
  directory_users: SourceDirectoryUser;
  directory_groups: SourceDirectoryGroup;
  roles: SourceRole;
  invitations: SourceInvitation;
  auth_factors: SourceAuthFactor;
  identities: SourceIdentity;
};

/** Records of one kind, in the order of the file. Batches keep the generator's cost per record small. */
export type SourceBatch = {
  [Kind in SourceKind]: { kind: Kind; records: readonly SourceRecords[Kind][] };
}[SourceKind];

/** What a reader found out about a list as a whole, which single records cannot say. */
export type SourceListFacts = {
  kind: SourceKind;
  /** The list was a raw envelope whose `list_metadata.after` is not null, or holds exactly one full page. */
  isProbablyFirstPageOnly: boolean;
};

/** Something the planner can read from the start as often as it needs to (decision 11). */
export interface RecordSource {
  /** Every record once, in any order of kinds. Ends by throwing a `BundleError` when the input is broken. */
  read(): AsyncIterable<SourceBatch>;
  /** Valid once `read` has ended. */
  lists(): readonly SourceListFacts[];
}
