import type { PullOptions, PullResource } from "../../api/pull.ts";
import { sourceKinds } from "../../planner/source-records.ts";

/** Where a listing is; or a single record, which then is the whole listing. */
export type Address = { path: string; search: Record<string, string>; isRecord?: true };

type RawRecord = Record<string, unknown>;

export type Resource = {
  /** Each record of these brings one listing more. */
  parents: readonly PullResource[];
  /** The listing of one parent; with an empty id, the one of the whole environment. */
  address(parentId: string): Address;
  /** Where the records of one organization are, if only some are wanted; absent where `parents` see to that. */
  addressInOrganization?: (organizationId: string) => Address;
  /** What is missing in a record alone and its listing tells; null for one that belongs elsewhere. */
  complete?: (record: RawRecord, parentId: string) => RawRecord | null;
  /** Listings that many others wait for go first; one request a user comes last. */
  priority: number;
  /** What it is called in a sentence. */
  name: string;
  /** What an import lacks without it. */
  lost: string;
};

const allStatuses = "active,inactive,pending";

function pages(path: string, search: Record<string, string> = {}): Address {
  // Oldest first: what is made during the pull lands on a later page, not on one that was read already.
  return { path, search: { limit: "100", order: "asc", ...search } };
}

const ofOrganization = (path: string) => (organizationId: string) =>
  pages(path, { organization_id: organizationId });

/** The resources of the API, by the bundle's list that each fills. */
export const resources: Readonly<Record<PullResource, Resource>> = {
  users: {
    parents: [],
    address: () => pages("/user_management/users"),
    addressInOrganization: ofOrganization("/user_management/users"),
    priority: 2,
    name: "users",
    lost: "Nobody can be imported: people, their memberships and their sign-in identities all hang on the users.",
  },
  organizations: {
    parents: [],
    address: () => pages("/organizations"),
    addressInOrganization: (organizationId) => ({
      path: `/organizations/${encodeURIComponent(organizationId)}`,
      search: {},
      isRecord: true,
    }),
    priority: 2,
    name: "organizations",
    lost: "No organization is imported and nobody's membership either: WorkOS lists members by organization.",
  },
  organization_memberships: {
    parents: ["organizations"],
    address: (organizationId) =>
      pages("/user_management/organization_memberships", {
        organization_id: organizationId,
        statuses: allStatuses,
      }),
    priority: 1,
    name: "memberships",
    lost: "People arrive without their organizations and roles.",
  },
  sso_connections: {
    parents: [],
    address: () => pages("/connections"),
    addressInOrganization: ofOrganization("/connections"),
    priority: 2,
    name: "SSO connections",
    lost: "SSO connections are not carried over: each has to be set up by hand.",
  },
  directories: {
    parents: [],
    address: () => pages("/directories"),
    addressInOrganization: ofOrganization("/directories"),
    priority: 2,
    name: "directories",
    lost: "Directories are not carried over, nor their users and groups: each has to be set up by hand.",
  },
  directory_users: {
    parents: ["directories"],
    address: (directoryId) => pages("/directory_users", { directory: directoryId }),
    priority: 1,
    name: "directory users",
    lost: "The first sync of each directory can't link people to what it knows of them, and may duplicate them.",
  },
  directory_groups: {
    parents: ["directories"],
    address: (directoryId) => pages("/directory_groups", { directory: directoryId }),
    priority: 1,
    name: "directory groups",
    lost: "Groups of the directories come with their first sync only.",
  },
  roles: {
    parents: ["organizations"],
    // Takes no limit. An organization's list has the environment's roles in it, which come by themselves.
    address: (organizationId) => ({
      path: organizationId
        ? `/authorization/organizations/${encodeURIComponent(organizationId)}/roles`
        : "/authorization/roles",
      search: {},
    }),
    complete: (role, organizationId) => {
      if (organizationId === "") return role;
      return role.type === "OrganizationRole" ? { organization_id: organizationId, ...role } : null;
    },
    priority: 1,
    name: "roles",
    lost: "Roles keep their slugs, but come without names, descriptions and permissions.",
  },
  invitations: {
    parents: [],
    address: () => pages("/user_management/invitations"),
    addressInOrganization: ofOrganization("/user_management/invitations"),
    priority: 2,
    name: "invitations",
    lost: "Pending invitations die silently when WorkOS is switched off: nobody can re-send them from here.",
  },
  auth_factors: {
    parents: ["users"],
    address: (userId) => pages(`/user_management/users/${encodeURIComponent(userId)}/auth_factors`),
    complete: (factor, userId) => ({ user_id: userId, ...factor }),
    priority: 0,
    name: "MFA factors",
    lost: "Nobody is marked as enrolled in MFA.",
  },
  identities: {
    parents: ["users"],
    address: (userId) => ({
      path: `/user_management/users/${encodeURIComponent(userId)}/identities`,
      search: {},
    }),
    complete: (identity, userId) => ({ user_id: userId, ...identity }),
    priority: 0,
    name: "sign-in identities",
    lost: "Links to Google, Microsoft and other OAuth accounts are made again at each person's first sign-in.",
  },
};

/** Resources of a pull, parents before what hangs on them. */
export function pulledResources({ extras }: Pick<PullOptions, "extras">): PullResource[] {
  return sourceKinds.filter(
    (kind) => (kind !== "auth_factors" && kind !== "identities") || extras.includes(kind),
  );
}

/** Resources that bring one listing for each record of `parent`. */
export function childResources(parent: PullResource, options: PullOptions): PullResource[] {
  return pulledResources(options).filter((resource) => resources[resource].parents.includes(parent));
}

/** Ids whose listings are known before anything was fetched: of the whole environment, or of each wanted organization. */
export function rootIds(resource: PullResource, { organizations }: PullOptions): string[] {
  const { parents, addressInOrganization } = resources[resource];
  if (organizations !== null && addressInOrganization) return organizations;
  // Roles are both: the environment's own, and those of each organization.
  return parents.length === 0 || resource === "roles" ? [""] : [];
}

/** Where a listing is; `parentId` is a parent's or a root's. */
export function addressOf(resource: PullResource, parentId: string, { organizations }: PullOptions): Address {
  const { address, addressInOrganization } = resources[resource];
  return organizations !== null && addressInOrganization
    ? addressInOrganization(parentId)
    : address(parentId);
}
