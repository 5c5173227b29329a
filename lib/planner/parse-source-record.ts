import { normalizeDomain } from "./normalize-domain.ts";
import { normalizeEmail } from "./normalize-email.ts";
import {
  describeReceived,
  isRawRecord,
  type RawRecord,
  type RecordProblem,
  readFlag,
  readId,
  readList,
  readMetadata,
  readText,
  readTextOrInner,
  readTexts,
  readTime,
  readWord,
} from "./record-fields.ts";
import {
  domainStates,
  membershipStatuses,
  type SourceDomain,
  type SourceKind,
  type SourceRecords,
} from "./source-records.ts";

export type ParsedRecord<Kind extends SourceKind> = {
  /** Null when the record is no object or lacks an id it can't be used without. */
  record: SourceRecords[Kind] | null;
  problems: readonly RecordProblem[];
};

type Parse<Kind extends SourceKind> = (
  raw: RawRecord,
  problems: RecordProblem[],
) => SourceRecords[Kind] | null;

/** State of a connection or directory that a hand-made bundle does not tell. */
const unknownState = "unknown";

/** An address as written. One nothing could be mailed to is kept and reported: the planner says by source id. */
function readEmail(raw: RawRecord, problems: RecordProblem[]): string | null {
  const email = readText(raw.email, "email", problems);
  if (email !== null && normalizeEmail(email) === null) {
    problems.push({ path: "email", message: "not an address", received: describeReceived(email) });
  }
  return email;
}

function readSourceDomains(raw: RawRecord, problems: RecordProblem[]): readonly SourceDomain[] {
  const domains: SourceDomain[] = [];
  // A state that is missing or unknown proves nothing: the domain must not route anybody.
  const fallback = { missing: "unverified", unknown: "unverified" } as const;
  const list = readList(raw.domains, "domains", problems);
  for (let index = 0; index < list.length; index++) {
    const entry = list[index];
    const path = `domains[${index}]`;
    const domain = readTextOrInner(entry, path, "domain", problems);
    const state = isRawRecord(entry) ? entry.state : undefined;
    if (domain !== null && domain !== "") {
      domains.push({ domain, state: readWord(state, `${path}.state`, domainStates, fallback, problems) });
    }
  }
  const single = readText(raw.domain, "domain", problems);
  if (single === null) return domains;
  const isListed = domains.some((entry) => normalizeDomain(entry.domain) === normalizeDomain(single));
  if (!isListed) domains.push({ domain: single, state: "unverified" });
  return domains;
}

/** PEM certificates of a list, or of one text that may hold several of them one after another. */
function readCertificates(raw: RawRecord, problems: RecordProblem[]): readonly string[] {
  const value = raw.saml_x509_certs;
  if (typeof value !== "string") return readTexts(value, "saml_x509_certs", "certificate", problems);
  const text = readText(value, "saml_x509_certs", problems) ?? "";
  return text.split(/(?<=-----END CERTIFICATE-----)/).filter((part) => part.trim() !== "");
}

/** The primary of `emails: [{primary, value}]`, as older exports of directory users carry it. */
function readPrimaryEmail(raw: RawRecord, problems: RecordProblem[]): string | null {
  if (!Array.isArray(raw.emails)) return null;
  const emails = raw.emails.filter(isRawRecord);
  const primary = emails.find((email) => email.primary === true) ?? emails[0];
  return readText(primary?.value, "emails", problems);
}

const parsers: { readonly [Kind in SourceKind]: Parse<Kind> } = {
  users: (raw, problems) => {
    const sourceId = readId(raw.id, "id", problems);
    if (sourceId === null) return null;
    return {
      sourceId,
      email: readEmail(raw, problems),
      isEmailVerified: readFlag(raw.email_verified, "email_verified", problems),
      firstName: readText(raw.first_name, "first_name", problems),
      lastName: readText(raw.last_name, "last_name", problems),
      pictureUrl: readText(raw.profile_picture_url, "profile_picture_url", problems),
      externalId: readText(raw.external_id, "external_id", problems),
      locale: readText(raw.locale, "locale", problems),
      metadata: readMetadata(raw.metadata, problems),
      lastSignInAt: readTime(raw.last_sign_in_at, "last_sign_in_at", problems),
      createdAt: readTime(raw.created_at, "created_at", problems),
      updatedAt: readTime(raw.updated_at, "updated_at", problems),
    };
  },

  organizations: (raw, problems) => {
    const sourceId = readId(raw.id, "id", problems);
    if (sourceId === null) return null;
    return {
      sourceId,
      name: readText(raw.name, "name", problems),
      slug: readText(raw.slug, "slug", problems),
      domains: readSourceDomains(raw, problems),
      externalId: readText(raw.external_id, "external_id", problems),
      stripeCustomerId: readText(raw.stripe_customer_id, "stripe_customer_id", problems),
      metadata: readMetadata(raw.metadata, problems),
      createdAt: readTime(raw.created_at, "created_at", problems),
      updatedAt: readTime(raw.updated_at, "updated_at", problems),
    };
  },

  organization_memberships: (raw, problems) => {
    const sourceId = readId(raw.id, "id", problems);
    const userSourceId = readId(raw.user_id, "user_id", problems);
    const organizationSourceId = readId(raw.organization_id, "organization_id", problems);
    if (sourceId === null || userSourceId === null || organizationSourceId === null) return null;
    const roles = readTexts(raw.roles, "roles", "slug", problems);
    // A status we don't know must not let anybody in; without one it is a hand-made list of members.
    const fallback = { missing: "active", unknown: "inactive" } as const;
    return {
      sourceId,
      userSourceId,
      organizationSourceId,
      role: readTextOrInner(raw.role, "role", "slug", problems) ?? roles[0] ?? "",
      roles,
      status: readWord(raw.status, "status", membershipStatuses, fallback, problems),
      isDirectoryManaged: readFlag(raw.directory_managed, "directory_managed", problems),
      createdAt: readTime(raw.created_at, "created_at", problems),
      updatedAt: readTime(raw.updated_at, "updated_at", problems),
    };
  },

  sso_connections: (raw, problems) => {
    const sourceId = readId(raw.id, "id", problems);
    if (sourceId === null) return null;
    const options = isRawRecord(raw.options) ? raw.options : {};
    return {
      sourceId,
      organizationSourceId: readText(raw.organization_id, "organization_id", problems),
      name: readText(raw.name, "name", problems),
      connectionType:
        readText(raw.connection_type, "connection_type", problems) ??
        readText(raw.type, "type", problems) ??
        "",
      state: readText(raw.state, "state", problems) ?? unknownState,
      domains: readTexts(raw.domains, "domains", "domain", problems),
      signingCertificate: readText(options.signing_cert, "options.signing_cert", problems),
      idpMetadataXml: readText(raw.idp_metadata_xml, "idp_metadata_xml", problems),
      idpMetadataUrl: readText(raw.idp_metadata_url, "idp_metadata_url", problems),
      samlEntityId: readText(raw.saml_entity_id, "saml_entity_id", problems),
      samlIdpUrl: readText(raw.saml_idp_url, "saml_idp_url", problems),
      samlCertificates: readCertificates(raw, problems),
      oidcClientId: readText(raw.oidc_client_id, "oidc_client_id", problems),
      oidcDiscoveryEndpoint: readText(raw.oidc_discovery_endpoint, "oidc_discovery_endpoint", problems),
      createdAt: readTime(raw.created_at, "created_at", problems),
      updatedAt: readTime(raw.updated_at, "updated_at", problems),
    };
  },

  directories: (raw, problems) => {
    const sourceId = readId(raw.id, "id", problems);
    if (sourceId === null) return null;
    return {
      sourceId,
      organizationSourceId: readText(raw.organization_id, "organization_id", problems),
      name: readText(raw.name, "name", problems),
      domain: readText(raw.domain, "domain", problems),
      state: readText(raw.state, "state", problems) ?? unknownState,
      directoryType: readText(raw.type, "type", problems) ?? "",
      createdAt: readTime(raw.created_at, "created_at", problems),
      updatedAt: readTime(raw.updated_at, "updated_at", problems),
    };
  },

  directory_users: (raw, problems) => {
    const sourceId = readId(raw.id, "id", problems);
    const directorySourceId = readId(raw.directory_id, "directory_id", problems);
    if (sourceId === null || directorySourceId === null) return null;
    return {
      sourceId,
      directorySourceId,
      idpId: readText(raw.idp_id, "idp_id", problems),
      email: readEmail(raw, problems) ?? readPrimaryEmail(raw, problems),
      userName: readText(raw.username, "username", problems),
      firstName: readText(raw.first_name, "first_name", problems),
      lastName: readText(raw.last_name, "last_name", problems),
      state: readText(raw.state, "state", problems) ?? "active",
      role: readTextOrInner(raw.role, "role", "slug", problems),
      groupSourceIds: readTexts(raw.groups, "groups", "id", problems),
      createdAt: readTime(raw.created_at, "created_at", problems),
      updatedAt: readTime(raw.updated_at, "updated_at", problems),
    };
  },

  directory_groups: (raw, problems) => {
    const sourceId = readId(raw.id, "id", problems);
    const directorySourceId = readId(raw.directory_id, "directory_id", problems);
    if (sourceId === null || directorySourceId === null) return null;
    return {
      sourceId,
      directorySourceId,
      idpId: readText(raw.idp_id, "idp_id", problems),
      name: readText(raw.name, "name", problems),
      createdAt: readTime(raw.created_at, "created_at", problems),
      updatedAt: readTime(raw.updated_at, "updated_at", problems),
    };
  },

  roles: (raw, problems) => {
    const sourceId = readId(raw.id, "id", problems);
    const slug = readId(raw.slug, "slug", problems);
    if (sourceId === null || slug === null) return null;
    return {
      sourceId,
      slug,
      name: readText(raw.name, "name", problems),
      description: readText(raw.description, "description", problems),
      organizationSourceId: readText(raw.organization_id, "organization_id", problems),
      permissions: readTexts(raw.permissions, "permissions", "slug", problems),
      updatedAt: readTime(raw.updated_at, "updated_at", problems),
    };
  },

  invitations: (raw, problems) => {
    const sourceId = readId(raw.id, "id", problems);
    if (sourceId === null) return null;
    return {
      sourceId,
      email: readEmail(raw, problems),
      organizationSourceId: readText(raw.organization_id, "organization_id", problems),
      role:
        readTextOrInner(raw.role, "role", "slug", problems) ?? readText(raw.role_slug, "role_slug", problems),
      state: readText(raw.state, "state", problems) ?? "pending",
      expiresAt: readTime(raw.expires_at, "expires_at", problems),
      createdAt: readTime(raw.created_at, "created_at", problems),
      updatedAt: readTime(raw.updated_at, "updated_at", problems),
    };
  },

  auth_factors: (raw, problems) => {
    const sourceId = readId(raw.id, "id", problems);
    const userSourceId = readId(raw.user_id, "user_id", problems);
    if (sourceId === null || userSourceId === null) return null;
    return { sourceId, userSourceId, type: readText(raw.type, "type", problems) ?? "" };
  },

  identities: (raw, problems) => {
    const userSourceId = readId(raw.user_id, "user_id", problems);
    const provider = readId(raw.provider, "provider", problems);
    const subject = readId(raw.idp_id, "idp_id", problems);
    if (userSourceId === null || provider === null || subject === null) return null;
    return { userSourceId, provider, subject };
  },
};

/**
 * Makes a source record of what stood in a bundle or came from the API. Never throws and never refuses a record for
 * one bad field: unknown fields are ignored, missing ones are null, one of a wrong type is null and a problem.
 * No record (null) comes only of what is no object or lacks its id, its user's or its organization's.
 * A million records pass here: plain reads, one object each, no schema library.
 */
export function parseSourceRecord<Kind extends SourceKind>(kind: Kind, raw: unknown): ParsedRecord<Kind> {
  const problems: RecordProblem[] = [];
  if (!isRawRecord(raw)) {
    problems.push({ path: "", message: "expected a record, an object", received: describeReceived(raw) });
    return { record: null, problems };
  }
  const parse: Parse<Kind> = parsers[kind];
  return { record: parse(raw, problems), problems };
}
