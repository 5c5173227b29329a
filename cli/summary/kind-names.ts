import type { PlannedKind } from "../../lib/planner/planned-records.ts";
import type { SourceKind } from "../../lib/planner/source-records.ts";

/** How a terminal names the kinds. */
export const kindNames: Record<PlannedKind, string> = {
  organization: "Organizations",
  role: "Custom roles",
  user: "People",
  membership: "Memberships",
  identity: "Sign-in identities",
  connection: "SSO connections",
  directory: "SCIM directories",
  directory_group: "Directory groups",
  directory_user: "Directory users",
  invitation: "Invitations",
};

/** The bundle's list that a kind comes from. */
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
