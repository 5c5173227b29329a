import type { DomainState, MembershipStatus, Metadata, SourceKind } from "./source-records.ts";

/**
 * What the plan says shall be in the directory. Planned is not done: outcomes are the log's words.
 * No target ids, no server URLs, no clock (decision 1). Times are milliseconds since the epoch.
 * Every kind is ordered by the key named at it, compared by code unit, so that the order of the
 * input can't show.
 */

/** Kinds of planned records, in the order in which they can be written (parents first). */
export const plannedKinds = [
  "organization",
  "role",
  "user",
  "membership",
  "identity",
  "connection",
  "directory",
  "directory_group",
  "directory_user",
  "invitation",
] as const;
export type PlannedKind = (typeof plannedKinds)[number];

/** The source's list that a kind comes from. */
export const sourceKindOf: Record<PlannedKind, SourceKind> = {
  organization: "organizations",
  role: "roles",
  user: "users",
  membership: "organization_memberships",
  identity: "identities",
  connection: "sso_connections",
  directory: "directories",
  directory_group: "directory_groups",
  directory_user: "directory_users",
  invitation: "invitations",
};

/** A custom role to be kept in the directory's catalogue. Ordered by organization (null first), slug. */
export type PlannedRole = {
  slug: string;
  name: string;
  description: string | null;
  /** Null: usable in every organization. */
  organizationSourceId: string | null;
  permissions: readonly string[];
};

export type PlannedDomain = {
  /** Lower case, IDNA ASCII. */
  domain: string;
  state: DomainState;
  /** Claimed by another organization of this snapshot too: routes nobody until a person decides. */
  isShared: boolean;
};

/** Ordered by `sourceId`. */
export type PlannedOrganization = {
  sourceId: string;
  name: string;
  /** Proposed; the directory assigns it once, and takes `slugAlternate` where it is taken (decision 5). */
  slug: string;
  slugAlternate: string;
  domains: readonly PlannedDomain[];
  externalId: string | null;
  stripeCustomerId: string | null;
  metadata: Metadata;
  createdAt: number | null;
};

/** One row of the source that became part of a person; nothing of it is lost. */
export type PlannedUserSource = {
  sourceId: string;
  email: string;
  isEmailVerified: boolean;
  firstName: string | null;
  lastName: string | null;
  pictureUrl: string | null;
  externalId: string | null;
  locale: string | null;
  metadata: Metadata | null;
  lastSignInAt: number | null;
  createdAt: number | null;
};

/** One person. Ordered by `sourceId`. */
export type PlannedUser = {
  /** The survivor's. */
  sourceId: string;
  /** The merge key: normalised. Null only for a split person who has no address yet. */
  email: string | null;
  isEmailVerified: boolean;
  firstName: string | null;
  lastName: string | null;
  /** Never empty: full name, else the address's local part, else the source id. */
  name: string;
  pictureUrl: string | null;
  externalId: string | null;
  locale: string | null;
  metadata: Metadata;
  isMfaEnrolled: boolean;
  lastSignInAt: number | null;
  createdAt: number | null;
  /** Survivor first, then in the order in which they fill empty fields. */
  sources: readonly PlannedUserSource[];
};

/** Ordered by `organizationSourceId`, then `userSourceId`: a person has one in an organization. */
export type PlannedMembership = {
  /** The source memberships it stems from, the deciding one first. Never empty. */
  sourceIds: readonly string[];
  /** The planned person's (the survivor's) source id. */
  userSourceId: string;
  /** Null when the decisions put everything into one target organization. */
  organizationSourceId: string | null;
  /** For labels only: the person's address. */
  email: string | null;
  role: string;
  roles: readonly string[];
  status: MembershipStatus;
  isDirectoryManaged: boolean;
  createdAt: number | null;
};

/** Ordered by `provider`, `subject`. */
export type PlannedIdentity = {
  /** The planned person's source id. */
  userSourceId: string;
  /** The row it was attached to. */
  sourceUserSourceId: string;
  /** `google`, `microsoft`, `github`, `apple`, or the source's name in lower case. */
  provider: string;
  subject: string;
};

export type PlannedCertificate = {
  /** SHA-256 of the DER, upper-case hex pairs joined by colons. */
  fingerprint: string;
  subject: string;
  notBefore: number;
  notAfter: number;
  /** PEM, as it goes into the connection. */
  pem: string;
};

/** What an enterprise connection still needs before it can sign anybody in. */
export const connectionFacts = [
  "idp_entity_id",
  "idp_sign_in_url",
  "signing_certificate",
  "oidc_client_id",
  "oidc_client_secret",
  "oidc_discovery_endpoint",
] as const;
export type ConnectionFact = (typeof connectionFacts)[number];

/** Always `pending` at first: the customer's IdP must be pointed at us. Ordered by `sourceId`. */
export type PlannedConnection = {
  sourceId: string;
  organizationSourceId: string | null;
  name: string;
  protocol: "saml" | "oidc";
  /** The IdP's kind as the source names it, e.g. `OktaSAML`. */
  connectionType: string;
  /** State at the source: `active`, `draft`, … */
  sourceState: string;
  domains: readonly string[];
  /** Deterministic, from the source id: the new ACS URL and SP entity ID are rendered from it. */
  providerId: string;
  idpEntityId: string | null;
  idpSignInUrl: string | null;
  idpMetadataUrl: string | null;
  certificates: readonly PlannedCertificate[];
  oidcClientId: string | null;
  oidcDiscoveryEndpoint: string | null;
  missing: readonly ConnectionFact[];
  createdAt: number | null;
};

/** Ordered by `sourceId`. */
export type PlannedDirectory = {
  sourceId: string;
  organizationSourceId: string | null;
  name: string;
  /** `manual`: the source's type speaks no SCIM, somebody must choose how it goes on. */
  protocol: "scim" | "manual";
  directoryType: string;
  sourceState: string;
  domain: string | null;
  createdAt: number | null;
};

/** Ordered by `sourceId`. */
export type PlannedDirectoryGroup = {
  sourceId: string;
  directorySourceId: string;
  idpId: string | null;
  name: string;
};

/** Ordered by `sourceId`. */
export type PlannedDirectoryUser = {
  sourceId: string;
  directorySourceId: string;
  idpId: string | null;
  /** Normalised; null if the source gives none that is usable. */
  email: string | null;
  /** Unique in its directory: told apart by the planner where the source repeats one. */
  userName: string;
  firstName: string | null;
  lastName: string | null;
  state: "active" | "suspended" | "inactive";
  role: string | null;
  /** The planned person with this address who is in the directory's organization, if there is one. */
  userSourceId: string | null;
  /** Only groups that are planned, ordered. */
  groupSourceIds: readonly string[];
};

/** Ordered by `sourceId`. */
export type PlannedInvitation = {
  sourceId: string;
  email: string;
  organizationSourceId: string | null;
  role: string;
  expiresAt: number | null;
  createdAt: number | null;
};

export type PlannedRecords = {
  role: PlannedRole;
  organization: PlannedOrganization;
  user: PlannedUser;
  membership: PlannedMembership;
  identity: PlannedIdentity;
  connection: PlannedConnection;
  directory: PlannedDirectory;
  directory_group: PlannedDirectoryGroup;
  directory_user: PlannedDirectoryUser;
  invitation: PlannedInvitation;
};
