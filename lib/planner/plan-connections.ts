import { parseCertificate } from "./certificates.ts";
import { compareText } from "./compare-text.ts";
import { connectionProtocol } from "./connection-types.ts";
import type { Decisions } from "./decisions.ts";
import { parseIdpMetadata } from "./idp-metadata.ts";
import type { IssueList } from "./issue-list.ts";
import { normalizeDomain } from "./normalize-domain.ts";
import type { PlanScope } from "./plan-scope.ts";
import type { ConnectionFact, PlannedCertificate, PlannedConnection } from "./planned-records.ts";
import type { Rows } from "./read-rows.ts";
import type { SourceConnection } from "./source-records.ts";

const factNames: Record<ConnectionFact, string> = {
  idp_entity_id: "the IdP's entity ID",
  idp_sign_in_url: "the IdP's sign-in URL",
  signing_certificate: "the IdP's signing certificate",
  oidc_client_id: "the client ID",
  oidc_client_secret: "the client secret",
  oidc_discovery_endpoint: "the discovery endpoint",
};

/** The enterprise connections of the plan, in order, and what each still needs. */
export function planConnections(
  rows: Rows,
  scope: PlanScope,
  decisions: Decisions,
  issues: IssueList,
): PlannedConnection[] {
  const planned: PlannedConnection[] = [];
  for (const source of rows.connections.sorted()) {
    const { sourceId, organizationSourceId } = source;
    if (scope.isExcluded(sourceId)) continue;
    const place = organizationSourceId === null ? "missing" : scope.organization(organizationSourceId);
    if (place === "outside" || (organizationSourceId === null && scope.isSelective)) continue;
    const about = { kind: "sso_connections", sourceId, organizationSourceId } as const;
    const name = source.name?.trim() || sourceId;
    const protocol = connectionProtocol(source.connectionType);
    if (protocol === null) {
      issues.add({
        ...about,
        code: "connection_not_enterprise",
        message: `Connection ${name} is of type ${source.connectionType || "unknown"}, which is no SAML or OIDC connection of an organization.`,
        details: { connection_type: source.connectionType },
      });
      continue;
    }
    if (place === "missing") {
      issues.add({
        ...about,
        code: "connection_without_organization",
        message: `Connection ${name} belongs to ${organizationSourceId === null ? "no organization" : `organization ${organizationSourceId}, which is not in the snapshot`}.`,
      });
      continue;
    }
    const connection = planConnection(source, name, protocol, issues);
    reportConnection(connection, organizationSourceId, issues);
    // In a target organization the connection is the target's.
    planned.push(
      decisions.targetOrganizationId === null ? connection : { ...connection, organizationSourceId: null },
    );
  }
  return planned;
}

function planConnection(
  source: SourceConnection,
  name: string,
  protocol: "saml" | "oidc",
  issues: IssueList,
): PlannedConnection {
  const { sourceId } = source;
  const metadata = protocol === "saml" ? readMetadata(source, name, issues) : null;
  const certificates = protocol === "saml" ? readCertificates(source, name, issues) : [];
  for (const certificate of metadata?.certificates ?? []) certificates.push(certificate);
  const connection: PlannedConnection = {
    sourceId,
    organizationSourceId: source.organizationSourceId,
    name,
    protocol,
    connectionType: source.connectionType,
    sourceState: source.state,
    domains: [...new Set(source.domains.map(normalizeDomain))]
      .filter((domain) => domain !== null)
      .sort(compareText),
    providerId: providerId(sourceId),
    idpEntityId: source.samlEntityId ?? metadata?.entityId ?? null,
    idpSignInUrl: source.samlIdpUrl ?? metadata?.signInUrl ?? null,
    idpMetadataUrl: source.idpMetadataUrl,
    certificates: orderCertificates(certificates),
    oidcClientId: source.oidcClientId,
    oidcDiscoveryEndpoint: source.oidcDiscoveryEndpoint,
    missing: [],
    createdAt: source.createdAt,
  };
  return { ...connection, missing: missingFacts(connection) };
}

/** Letters, digits, `-` and `_` as they are, the rest as hex between dots: fit for a URL, and no two alike. */
function providerId(sourceId: string): string {
  const safe = sourceId.replace(/[^A-Za-z0-9_-]/gu, (letter) => `.${letter.codePointAt(0)?.toString(16)}.`);
  return `workos-${safe}`;
}

function readMetadata(source: SourceConnection, name: string, issues: IssueList) {
  if (source.idpMetadataXml === null) return null;
  const metadata = parseIdpMetadata(source.idpMetadataXml);
  if (metadata.problems.length > 0) {
    issues.add({
      code: "connection_metadata_invalid",
      kind: "sso_connections",
      sourceId: source.sourceId,
      organizationSourceId: source.organizationSourceId,
      message: `The IdP metadata of connection ${name} is incomplete or unreadable. ${metadata.problems.join(" ")}`,
      details: { problems: metadata.problems },
    });
  }
  return metadata;
}

function readCertificates(source: SourceConnection, name: string, issues: IssueList): PlannedCertificate[] {
  const { signingCertificate, samlCertificates } = source;
  const written = signingCertificate === null ? samlCertificates : [signingCertificate, ...samlCertificates];
  const certificates = written.map(parseCertificate);
  const unreadable = certificates.filter((certificate) => certificate === null).length;
  if (unreadable > 0) {
    issues.add({
      code: "connection_certificate_invalid",
      kind: "sso_connections",
      sourceId: source.sourceId,
      organizationSourceId: source.organizationSourceId,
      message: `${unreadable} of ${written.length} signing certificates of connection ${name} could not be read.`,
      details: { unreadable, certificates: written.length },
    });
  }
  return certificates.filter((certificate) => certificate !== null);
}

/** Each once, the one that is valid longest first. */
function orderCertificates(certificates: readonly PlannedCertificate[]): PlannedCertificate[] {
  const byFingerprint = new Map(certificates.map((certificate) => [certificate.fingerprint, certificate]));
  return [...byFingerprint.values()].sort(
    (a, b) => b.notAfter - a.notAfter || compareText(a.fingerprint, b.fingerprint),
  );
}

function missingFacts(connection: PlannedConnection): ConnectionFact[] {
  const missing: ConnectionFact[] = [];
  if (connection.protocol === "saml") {
    if (connection.idpEntityId === null) missing.push("idp_entity_id");
    if (connection.idpSignInUrl === null) missing.push("idp_sign_in_url");
    if (connection.certificates.length === 0) missing.push("signing_certificate");
    return missing;
  }
  if (connection.oidcClientId === null) missing.push("oidc_client_id");
  // No API and no bundle hands out secrets.
  missing.push("oidc_client_secret");
  if (connection.oidcDiscoveryEndpoint === null) missing.push("oidc_discovery_endpoint");
  return missing;
}

/** One issue for each connection: what is known of its IdP, and what its admin must be asked for. */
function reportConnection(
  connection: PlannedConnection,
  organizationSourceId: string | null,
  issues: IssueList,
): void {
  const known = [
    connection.idpEntityId && `entity ID ${connection.idpEntityId}`,
    connection.idpSignInUrl && `sign-in URL ${connection.idpSignInUrl}`,
    ...connection.certificates.map(
      ({ fingerprint, notAfter }) => `signing certificate ${fingerprint}, valid until ${isoDay(notAfter)}`,
    ),
    connection.idpMetadataUrl && `metadata URL ${connection.idpMetadataUrl}`,
    connection.oidcClientId && `client ID ${connection.oidcClientId}`,
    connection.oidcDiscoveryEndpoint && `discovery endpoint ${connection.oidcDiscoveryEndpoint}`,
  ].filter(Boolean);
  const missing = connection.missing.map((fact) => factNames[fact]);
  const toSet = connection.protocol === "saml" ? "the new ACS URL and SP entity ID" : "the new redirect URI";
  issues.add({
    code: missing.length > 0 ? "connection_metadata_missing" : "connection_needs_new_acs",
    kind: "sso_connections",
    sourceId: connection.sourceId,
    organizationSourceId,
    message: [
      `Connection ${connection.name} (${connection.connectionType}).`,
      `Known: ${known.join("; ") || "nothing of its IdP"}.`,
      ...(missing.length > 0 ? [`Missing: ${missing.join(", ")}.`] : []),
      `To be set at the IdP: ${toSet}.`,
    ].join(" "),
    details: {
      protocol: connection.protocol,
      connection_type: connection.connectionType,
      provider_id: connection.providerId,
      idp_entity_id: connection.idpEntityId,
      idp_sign_in_url: connection.idpSignInUrl,
      idp_metadata_url: connection.idpMetadataUrl,
      certificate_fingerprints: connection.certificates.map(({ fingerprint }) => fingerprint),
      certificates_valid_until: connection.certificates.map(({ notAfter }) => isoDay(notAfter)),
      oidc_client_id: connection.oidcClientId,
      oidc_discovery_endpoint: connection.oidcDiscoveryEndpoint,
      missing: connection.missing,
    },
  });
}

const isoDay = (time: number): string => new Date(time).toISOString().slice(0, 10);
