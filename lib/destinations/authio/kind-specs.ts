import type { PlannedKind } from "../../planner/planned-records.ts";
import type { KindSpec } from "./kind-spec.ts";
import { connectionSpec } from "./kinds/connection.ts";
import { directoryGroupSpec, directorySpec, directoryUserSpec } from "./kinds/directory.ts";
import { identitySpec } from "./kinds/identity.ts";
import { invitationSpec } from "./kinds/invitation.ts";
import { membershipSpec } from "./kinds/membership.ts";
import { organizationSpec } from "./kinds/organization.ts";
import { roleSpec } from "./kinds/role.ts";
import { userSpec } from "./kinds/user.ts";

const specs: { [Kind in PlannedKind]: KindSpec<Kind> } = {
  organization: organizationSpec,
  role: roleSpec,
  user: userSpec,
  membership: membershipSpec,
  identity: identitySpec,
  connection: connectionSpec,
  directory: directorySpec,
  directory_group: directoryGroupSpec,
  directory_user: directoryUserSpec,
  invitation: invitationSpec,
};

export function kindSpec<Kind extends PlannedKind>(kind: Kind): KindSpec<Kind> {
  return specs[kind] as KindSpec<Kind>;
}
