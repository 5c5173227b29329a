import { isoTime } from "./iso-time.ts";
import type { RoleMapping, Widening } from "./plan.ts";
import type { PlannedDomain, PlannedKind, PlannedRecords } from "./planned-records.ts";

const externalId = (sourceId: string) => `workos:${sourceId}`;
const externalIdOrNull = (sourceId: string | null) => (sourceId === null ? null : externalId(sourceId));
const iso = (time: number | null) => (time === null ? null : isoTime(time));

/** The one domain that Authio's own CLI knows: a verified one if there is, never a shared one; empty for none. */
function mainDomain(domains: readonly PlannedDomain[]): string {
  const usable = domains.filter((domain) => !domain.isShared && domain.state !== "failed");
  const verified = usable.find(({ state }) => state === "verified" || state === "legacy_verified");
  return (verified ?? usable[0])?.domain ?? "";
}

/** Kinds of which a plan has fewer than people; for the others see `record-json.ts`. */
type FewerKind = Exclude<PlannedKind, "user" | "membership">;

/** One planned record as the plan JSON writes it: names of Authio's own CLI, and ours beside them. */
export const wireRecord: { [Kind in FewerKind]: (record: PlannedRecords[Kind]) => unknown } = {
  organization: (organization) => ({
    external_id: externalId(organization.sourceId),
    name: organization.name,
    slug: organization.slug,
    slug_alternate: organization.slugAlternate,
    domain: mainDomain(organization.domains),
    domains: organization.domains.map(({ domain, state, isShared }) => ({ domain, state, shared: isShared })),
    source_external_id: organization.externalId,
    stripe_customer_id: organization.stripeCustomerId,
    metadata: organization.metadata,
    created_at: iso(organization.createdAt),
  }),
  identity: (identity) => ({
    user_external_id: externalId(identity.userSourceId),
    kind: identity.provider,
    subject: identity.subject,
    source_external_id: externalId(identity.sourceUserSourceId),
  }),
  connection: (connection) => ({
    external_id: externalId(connection.sourceId),
    org_external_id: externalIdOrNull(connection.organizationSourceId),
    name: connection.name,
    kind: connection.protocol,
    status: "pending",
    provider_id: connection.providerId,
    metadata: {
      connection_type: connection.connectionType,
      source_state: connection.sourceState,
      domains: connection.domains,
      idp_entity_id: connection.idpEntityId,
      idp_sign_in_url: connection.idpSignInUrl,
      idp_metadata_url: connection.idpMetadataUrl,
      certificates: connection.certificates.map((certificate) => ({
        fingerprint: certificate.fingerprint,
        subject: certificate.subject,
        not_before: iso(certificate.notBefore),
        not_after: iso(certificate.notAfter),
        pem: certificate.pem,
      })),
      oidc_client_id: connection.oidcClientId,
      oidc_discovery_endpoint: connection.oidcDiscoveryEndpoint,
    },
    missing: connection.missing,
    created_at: iso(connection.createdAt),
  }),
  directory: (directory) => ({
    external_id: externalId(directory.sourceId),
    org_external_id: externalIdOrNull(directory.organizationSourceId),
    name: directory.name,
    kind: directory.protocol,
    directory_type: directory.directoryType,
    source_state: directory.sourceState,
    domain: directory.domain,
    created_at: iso(directory.createdAt),
  }),
  directory_user: (user) => ({
    external_id: externalId(user.sourceId),
    directory_external_id: externalId(user.directorySourceId),
    user_external_id: externalIdOrNull(user.userSourceId),
    idp_id: user.idpId,
    user_name: user.userName,
    email: user.email,
    first_name: user.firstName,
    last_name: user.lastName,
    state: user.state,
    role: user.role,
    group_external_ids: user.groupSourceIds.map(externalId),
  }),
  directory_group: (group) => ({
    external_id: externalId(group.sourceId),
    directory_external_id: externalId(group.directorySourceId),
    idp_id: group.idpId,
    name: group.name,
  }),
  role: (role) => ({
    slug: role.slug,
    name: role.name,
    description: role.description,
    org_external_id: externalIdOrNull(role.organizationSourceId),
    permissions: role.permissions,
  }),
  invitation: (invitation) => ({
    external_id: externalId(invitation.sourceId),
    email: invitation.email,
    org_external_id: externalIdOrNull(invitation.organizationSourceId),
    role: invitation.role,
    expires_at: iso(invitation.expiresAt),
    created_at: iso(invitation.createdAt),
  }),
};

export const wireRoleMapping = ({ sourceRole, role, by, memberships, organizations }: RoleMapping) => ({
  source_role: sourceRole,
  role,
  by,
  memberships,
  orgs: organizations,
});

export const wireWidening = ({ by, role, memberships }: Widening) => ({ by, role, memberships });
