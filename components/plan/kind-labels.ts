import { type PlannedKind, plannedKinds } from "@/lib/planner/planned-records.ts";
import { type SourceKind, sourceKinds } from "@/lib/planner/source-records.ts";

/** Planned kinds in the plural, as headings of rows. */
export const plannedKindLabels: Record<PlannedKind, string> = {
  role: "Custom roles",
  organization: "Organizations",
  user: "People",
  membership: "Memberships",
  identity: "Sign-in identities",
  connection: "SSO connections",
  directory: "Directories",
  directory_group: "Directory groups",
  directory_user: "Directory users",
  invitation: "Invitations",
};

export const sourceKindLabels: Record<SourceKind, string> = {
  users: "Users",
  organizations: "Organizations",
  organization_memberships: "Memberships",
  sso_connections: "SSO connections",
  directories: "Directories",
  directory_users: "Directory users",
  directory_groups: "Directory groups",
  roles: "Roles",
  invitations: "Invitations",
  auth_factors: "MFA factors",
  identities: "Sign-in identities",
};

const isPlannedKind = (kind: string): kind is PlannedKind => plannedKinds.some((known) => known === kind);
const isSourceKind = (kind: string): kind is SourceKind => sourceKinds.some((known) => known === kind);

/** A kind inside a sentence: abbreviations stay in capitals. */
export const kindInSentence = (kind: string): string =>
  kindLabel(kind).replace(/^[A-Z](?=[a-z])/, (initial) => initial.toLowerCase());

/** A label for any kind that comes over the wire; an unknown one speaks for itself. */
export function kindLabel(kind: string): string {
  if (isPlannedKind(kind)) return plannedKindLabels[kind];
  return isSourceKind(kind) ? sourceKindLabels[kind] : kind;
}
