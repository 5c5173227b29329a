import type { PlannedOrganization } from "../../../planner/planned-records.ts";
import { type CopyValue, metadataValue, timeValue } from "../copy-rows.ts";
import { type KindSpec, sourceKey } from "../kind-spec.ts";

export const organizationSpec: KindSpec<"organization"> = {
  kind: "organization",
  table: "organizations",
  idPrefix: "org",
  staged: [
    { name: "source_key", type: "text" },
    { name: "name", type: "text" },
    { name: "slug", type: "text" },
    { name: "slug_alternate", type: "text" },
    { name: "external_id", type: "text" },
    { name: "stripe_customer_id", type: "text" },
    { name: "metadata", type: "text" },
    { name: "created_at", type: "timestamptz" },
  ],
  row: (organization) => [
    sourceKey(organization.sourceId),
    organization.name,
    organization.slug,
    organization.slugAlternate,
    organization.externalId,
    organization.stripeCustomerId,
    Object.keys(organization.metadata).length === 0 ? null : metadataValue(organization.metadata),
    timeValue(organization.createdAt),
  ],
  sourceIds: (organization) => [organization.sourceId],
  label: (organization) => organization.name,
  columns: [
    { name: "name", type: "text", mode: "synced" },
    { name: "slug", type: "text", mode: "once" },
    { name: "external_id", type: "text", mode: "synced" },
    { name: "stripe_customer_id", type: "text", mode: "synced" },
    { name: "metadata", type: "text", mode: "synced" },
    { name: "source_key", type: "text", mode: "once" },
    { name: "origin_id", type: "integer", mode: "once" },
    { name: "created_at", type: "timestamptz", mode: "once" },
  ],
  // The proposed slug, unless another organization of the directory has it: then the one told apart by source id.
  resolve: `
    SELECT s.ordinal, t.id, NULL::text, s.label,
      s.name,
      CASE WHEN taken.id IS NULL THEN s.slug ELSE s.slug_alternate END,
      s.external_id, s.stripe_customer_id, s.metadata, s.source_key, run.origin_id, COALESCE(s.created_at, now())
    FROM in_organizations s
    CROSS JOIN run
    LEFT JOIN organizations t ON t.source_key = s.source_key
    LEFT JOIN organizations taken ON taken.slug = s.slug AND taken.source_key IS DISTINCT FROM s.source_key`,
  partRows: (organization) => [domainRows(organization)],
  parts: [
    {
      table: "organization_domains",
      key: ["organization_id", "domain"],
      ownerColumn: "organization_id",
      rowId: "t.id",
      staged: [
        { name: "domain", type: "text" },
        { name: "state", type: "text" },
        { name: "is_shared", type: "boolean" },
      ],
      columns: [
        { name: "id", type: "text", mode: "once" },
        { name: "organization_id", type: "text", mode: "once" },
        { name: "domain", type: "text", mode: "once" },
        { name: "state", type: "text", mode: "synced" },
        { name: "is_shared", type: "boolean", mode: "synced" },
      ],
      values: "'dom_' || replace(gen_random_uuid()::text, '-', ''), o.id, s.domain, s.state, s.is_shared",
      isWholeSet: true,
    },
  ],
};

function* domainRows(organization: PlannedOrganization): Iterable<readonly CopyValue[]> {
  for (const { domain, state, isShared } of organization.domains) yield [domain, state, isShared];
}
