import type { PlannedKind } from "../../lib/planner/planned-records.ts";

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
