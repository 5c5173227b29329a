import { timeValue } from "../copy-rows.ts";
import { type KindSpec, organizationId, organizationJoin, personOfSource, sourceKey } from "../kind-spec.ts";

export const membershipSpec: KindSpec<"membership"> = {
  kind: "membership",
  table: "members",
  idPrefix: "mem",
  staged: [
    { name: "user_key", type: "text" },
    { name: "organization_key", type: "text" },
    { name: "role", type: "text" },
    { name: "roles", type: "text[]" },
    { name: "status", type: "text" },
    { name: "is_directory_managed", type: "boolean" },
    { name: "source_keys", type: "text[]" },
    { name: "created_at", type: "timestamptz" },
  ],
  row: (membership) => [
    sourceKey(membership.userSourceId),
    membership.organizationSourceId === null ? null : sourceKey(membership.organizationSourceId),
    membership.role,
    membership.roles,
    membership.status,
    membership.isDirectoryManaged,
    membership.sourceIds.map(sourceKey),
    timeValue(membership.createdAt),
  ],
  sourceIds: (membership) => membership.sourceIds,
  label: (membership) => membership.email ?? membership.userSourceId,
  columns: [
    { name: "organization_id", type: "text", mode: "once" },
    { name: "user_id", type: "text", mode: "synced" },
    { name: "role", type: "text", mode: "synced" },
    { name: "roles", type: "text[]", mode: "synced" },
    { name: "status", type: "text", mode: "synced" },
    { name: "is_directory_managed", type: "boolean", mode: "synced" },
    { name: "source_keys", type: "text[]", mode: "synced" },
    { name: "origin_id", type: "integer", mode: "once" },
    { name: "created_at", type: "timestamptz", mode: "once" },
  ],
  resolve: `
    SELECT s.ordinal, COALESCE(t.id, leaving.id),
      CASE WHEN ${personOfSource} IS NULL THEN 'user_not_imported' WHEN ${organizationId} IS NULL THEN 'organization_not_imported' END,
      s.label || ' → ' || COALESCE(own.name, target.name, '?'),
      ${organizationId}, ${personOfSource}, s.role, s.roles, s.status, s.is_directory_managed, s.source_keys, run.origin_id,
      COALESCE(s.created_at, now())
    FROM in_members s
    CROSS JOIN run
    LEFT JOIN user_sources us ON us.source_key = s.user_key
    LEFT JOIN parted p ON p.source_key = s.user_key
    ${organizationJoin}
    LEFT JOIN members t ON t.organization_id = ${organizationId} AND t.user_id = ${personOfSource}
    -- Goes along with the row that it stems from, if it stems from no other.
    LEFT JOIN (
      SELECT parted.source_key, m.id, m.organization_id, m.source_keys
      FROM parted JOIN members m ON m.user_id = parted.user_id
    ) leaving ON leaving.source_key = s.user_key AND leaving.organization_id = ${organizationId}
      AND leaving.source_keys <@ s.source_keys`,
  parents: [
    { column: "organization_id", table: "organizations" },
    { column: "user_id", table: "users" },
  ],
  partRows: () => [],
  parts: [],
};
