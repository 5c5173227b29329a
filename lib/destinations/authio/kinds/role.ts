import { type KindSpec, sourceKey } from "../kind-spec.ts";

/** The catalogue of custom roles. A role without an organization can be used in all of them. */
export const roleSpec: KindSpec<"role"> = {
  kind: "role",
  table: "organization_roles",
  idPrefix: "role",
  staged: [
    { name: "source_key", type: "text" },
    { name: "organization_key", type: "text" },
    { name: "slug", type: "text" },
    { name: "name", type: "text" },
    { name: "description", type: "text" },
    { name: "permissions", type: "text[]" },
  ],
  row: (role) => [
    sourceKey(`${role.organizationSourceId ?? "*"}:${role.slug}`),
    role.organizationSourceId === null ? null : sourceKey(role.organizationSourceId),
    role.slug,
    role.name,
    role.description,
    role.permissions,
  ],
  sourceIds: (role) => [role.slug],
  label: (role) => role.name,
  columns: [
    { name: "source_key", type: "text", mode: "once" },
    { name: "origin_id", type: "integer", mode: "once" },
    { name: "organization_id", type: "text", mode: "once" },
    { name: "slug", type: "text", mode: "once" },
    { name: "name", type: "text", mode: "synced" },
    { name: "description", type: "text", mode: "synced" },
    { name: "permissions", type: "text[]", mode: "synced" },
  ],
  resolve: `
    SELECT s.ordinal, t.id,
      CASE WHEN s.organization_key IS NOT NULL AND o.id IS NULL THEN 'organization_not_imported' END,
      s.label, s.source_key, run.origin_id, o.id, s.slug, s.name, s.description, s.permissions
    FROM in_organization_roles s
    CROSS JOIN run
    LEFT JOIN organizations o ON o.source_key = s.organization_key
    LEFT JOIN organization_roles t ON t.source_key = s.source_key`,
  partRows: () => [],
  parts: [],
};
