import { timeValue } from "../copy-rows.ts";
import { type KindSpec, organizationId, organizationJoin, sourceKey } from "../kind-spec.ts";

export const invitationSpec: KindSpec<"invitation"> = {
  kind: "invitation",
  table: "invitations",
  idPrefix: "inv",
  staged: [
    { name: "source_key", type: "text" },
    { name: "organization_key", type: "text" },
    { name: "email", type: "text" },
    { name: "role", type: "text" },
    { name: "expires_at", type: "timestamptz" },
    { name: "created_at", type: "timestamptz" },
  ],
  row: (invitation) => [
    sourceKey(invitation.sourceId),
    invitation.organizationSourceId === null ? null : sourceKey(invitation.organizationSourceId),
    invitation.email,
    invitation.role,
    timeValue(invitation.expiresAt),
    timeValue(invitation.createdAt),
  ],
  sourceIds: (invitation) => [invitation.sourceId],
  label: (invitation) => invitation.email,
  columns: [
    { name: "source_key", type: "text", mode: "once" },
    { name: "origin_id", type: "integer", mode: "once" },
    { name: "organization_id", type: "text", mode: "once" },
    { name: "email", type: "text", mode: "once" },
    { name: "role", type: "text", mode: "synced" },
    { name: "expires_at", type: "timestamptz", mode: "synced" },
    { name: "created_at", type: "timestamptz", mode: "once" },
  ],
  resolve: `
    SELECT s.ordinal, t.id, CASE WHEN ${organizationId} IS NULL THEN 'organization_not_imported' END,
      s.label, s.source_key, run.origin_id, COALESCE(t.organization_id, ${organizationId}), s.email, s.role, s.expires_at, COALESCE(s.created_at, now())
    FROM in_invitations s
    CROSS JOIN run
    ${organizationJoin}
    LEFT JOIN invitations t ON t.source_key = s.source_key`,
  partRows: () => [],
  parts: [],
};
