import { timeValue } from "../copy-rows.ts";
import { type KindSpec, organizationId, organizationJoin, sourceKey } from "../kind-spec.ts";

/**
 * Enterprise connections, `pending` until somebody brings them to life. State is ours from then on; what the
 * source knows of the IdP stays in step.
 */
export const connectionSpec: KindSpec<"connection"> = {
  kind: "connection",
  table: "connections",
  idPrefix: "conn",
  staged: [
    { name: "source_key", type: "text" },
    { name: "organization_key", type: "text" },
    { name: "name", type: "text" },
    { name: "protocol", type: "text" },
    { name: "connection_type", type: "text" },
    { name: "source_state", type: "text" },
    { name: "domains", type: "text[]" },
    { name: "provider_id", type: "text" },
    { name: "idp_entity_id", type: "text" },
    { name: "idp_sign_in_url", type: "text" },
    { name: "idp_metadata_url", type: "text" },
    { name: "certificates", type: "jsonb" },
    { name: "oidc_client_id", type: "text" },
    { name: "oidc_discovery_endpoint", type: "text" },
    { name: "missing", type: "text[]" },
    { name: "created_at", type: "timestamptz" },
  ],
  row: (connection) => [
    sourceKey(connection.sourceId),
    connection.organizationSourceId === null ? null : sourceKey(connection.organizationSourceId),
    connection.name,
    connection.protocol,
    connection.connectionType,
    connection.sourceState,
    connection.domains,
    connection.providerId,
    connection.idpEntityId,
    connection.idpSignInUrl,
    connection.idpMetadataUrl,
    JSON.stringify(connection.certificates),
    connection.oidcClientId,
    connection.oidcDiscoveryEndpoint,
    connection.missing,
    timeValue(connection.createdAt),
  ],
  sourceIds: (connection) => [connection.sourceId],
  label: (connection) => connection.name,
  columns: [
    { name: "source_key", type: "text", mode: "once" },
    { name: "origin_id", type: "integer", mode: "once" },
    { name: "organization_id", type: "text", mode: "once" },
    { name: "name", type: "text", mode: "synced" },
    { name: "protocol", type: "text", mode: "once" },
    { name: "connection_type", type: "text", mode: "synced" },
    { name: "source_state", type: "text", mode: "synced" },
    { name: "domains", type: "text[]", mode: "synced" },
    { name: "provider_id", type: "text", mode: "once" },
    { name: "idp_entity_id", type: "text", mode: "synced" },
    { name: "idp_sign_in_url", type: "text", mode: "synced" },
    { name: "idp_metadata_url", type: "text", mode: "synced" },
    { name: "certificates", type: "jsonb", mode: "synced" },
    { name: "oidc_client_id", type: "text", mode: "synced" },
    { name: "oidc_discovery_endpoint", type: "text", mode: "synced" },
    { name: "missing", type: "text[]", mode: "synced" },
    { name: "created_at", type: "timestamptz", mode: "once" },
  ],
  resolve: `
    SELECT s.ordinal, t.id, CASE WHEN ${organizationId} IS NULL THEN 'organization_not_imported' END,
      s.label, s.source_key, run.origin_id, COALESCE(t.organization_id, ${organizationId}), s.name, s.protocol, s.connection_type, s.source_state, s.domains,
      s.provider_id, s.idp_entity_id, s.idp_sign_in_url, s.idp_metadata_url, s.certificates, s.oidc_client_id,
      s.oidc_discovery_endpoint, s.missing, COALESCE(s.created_at, now())
    FROM in_connections s
    CROSS JOIN run
    ${organizationJoin}
    LEFT JOIN connections t ON t.source_key = s.source_key`,
  partRows: () => [],
  parts: [],
};
