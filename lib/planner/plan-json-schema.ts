import { z } from "zod";
import { decisionsSchema } from "./decisions.ts";
import { type IssueCode, issueCodes } from "./issue-codes.ts";
import { connectionFacts } from "./planned-records.ts";
import { domainStates, membershipStatuses, sourceKinds } from "./source-records.ts";

const text = z.string().nullable();
const time = z.iso.datetime().nullable();
const count = z.int().nonnegative();
const externalId = z.string().startsWith("workos:");
const metadata = z.record(z.string(), z.string());

const user = z.strictObject({
  external_id: externalId,
  email: text,
  email_verified: z.boolean(),
  name: z.string().min(1),
  first_name: text,
  last_name: text,
  avatar_url: text,
  locale: text,
  metadata,
  source_external_id: text,
  migration_pending_email: z.boolean(),
  mfa_enrolled: z.boolean(),
  last_sign_in_at: time,
  created_at: time,
  source_external_ids: z.array(externalId).min(1),
});

const organization = z.strictObject({
  external_id: externalId,
  name: z.string().min(1),
  slug: z.string().min(1),
  slug_alternate: z.string().min(1),
  domain: z.string(),
  domains: z.array(z.strictObject({ domain: z.string(), state: z.enum(domainStates), shared: z.boolean() })),
  source_external_id: text,
  stripe_customer_id: text,
  metadata,
  created_at: time,
});

const membership = z.strictObject({
  user_external_id: externalId,
  org_external_id: externalId.nullable(),
  role: z.string().min(1),
  roles: z.array(z.string()).min(1),
  status: z.enum(membershipStatuses),
  directory_managed: z.boolean(),
  created_at: time,
  source_external_ids: z.array(externalId).min(1),
});

const identity = z.strictObject({
  user_external_id: externalId,
  kind: z.string(),
  subject: z.string(),
  source_external_id: externalId,
});

const certificate = z.strictObject({
  fingerprint: z.string(),
  subject: z.string(),
  not_before: time,
  not_after: time,
  pem: z.string(),
});

const connection = z.strictObject({
  external_id: externalId,
  org_external_id: externalId.nullable(),
  name: z.string(),
  kind: z.enum(["saml", "oidc"]),
  status: z.literal("pending"),
  provider_id: z.string(),
  metadata: z.strictObject({
    connection_type: z.string(),
    source_state: z.string(),
    domains: z.array(z.string()),
    idp_entity_id: text,
    idp_sign_in_url: text,
    idp_metadata_url: text,
    certificates: z.array(certificate),
    oidc_client_id: text,
    oidc_discovery_endpoint: text,
  }),
  missing: z.array(z.enum(connectionFacts)),
  created_at: time,
});

const directory = z.strictObject({
  external_id: externalId,
  org_external_id: externalId.nullable(),
  name: z.string(),
  kind: z.enum(["scim", "manual"]),
  directory_type: z.string(),
  source_state: z.string(),
  domain: text,
  created_at: time,
});

const directoryUser = z.strictObject({
  external_id: externalId,
  directory_external_id: externalId,
  user_external_id: externalId.nullable(),
  idp_id: text,
  user_name: z.string(),
  email: text,
  first_name: text,
  last_name: text,
  state: z.enum(["active", "suspended", "inactive"]),
  role: text,
  group_external_ids: z.array(externalId),
});

const directoryGroup = z.strictObject({
  external_id: externalId,
  directory_external_id: externalId,
  idp_id: text,
  name: z.string(),
});

const role = z.strictObject({
  slug: z.string().min(1),
  name: z.string(),
  description: text,
  org_external_id: externalId.nullable(),
  permissions: z.array(z.string()),
});

const invitation = z.strictObject({
  external_id: externalId,
  email: z.string(),
  org_external_id: externalId.nullable(),
  role: z.string(),
  expires_at: time,
  created_at: time,
});

const merge = z.strictObject({
  email_key: z.string(),
  decision: z.enum(["merge", "hold", "split", "undecided"]),
  user_external_id: externalId,
  name: z.string(),
  rows: z.array(
    z.strictObject({
      external_id: externalId,
      email: z.string(),
      email_verified: z.boolean(),
      first_name: text,
      last_name: text,
      avatar_url: text,
      locale: text,
      metadata: metadata.nullable(),
      source_external_id: text,
      last_sign_in_at: time,
      created_at: time,
      survivor: z.boolean(),
      split: z.boolean(),
      rank: z.enum(["survivor", "unverified", "earlier_sign_in", "younger", "id"]),
      orgs: z.array(
        z.strictObject({
          org_external_id: externalId,
          name: z.string(),
          role: z.string(),
          status: z.enum(membershipStatuses),
        }),
      ),
    }),
  ),
  conflicts: z.array(z.strictObject({ field: z.string(), values: z.array(z.string()).min(2) })),
  held_membership_external_ids: z.array(externalId),
});

const issue = z.strictObject({
  code: z.enum(Object.keys(issueCodes) as [IssueCode, ...IssueCode[]]),
  severity: z.enum(["blocker", "warning", "info"]),
  kind: z.enum(sourceKinds),
  source_id: text,
  organization_source_id: text,
  message: z.string().min(1),
  details: z.record(
    z.string(),
    z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]),
  ),
});

/** The plan as `authio import workos --dry-run` prints it: names of Authio's own CLI, and what we add. */
export const planJsonSchema = z.strictObject({
  provider: z.literal("workos"),
  version: z.literal(1),
  stats: z.record(z.string(), count),
  warnings: z.array(z.string()),
  users: z.array(user),
  orgs: z.array(organization),
  memberships: z.array(membership),
  identities: z.array(identity),
  sso_connections: z.array(connection),
  scim_directories: z.array(directory),
  directory_users: z.array(directoryUser),
  directory_groups: z.array(directoryGroup),
  roles: z.array(role),
  invitations: z.array(invitation),
  merges: z.array(merge),
  role_map: z.array(
    z.strictObject({
      source_role: z.string(),
      role: z.string(),
      by: z.enum(["table", "custom", "decision"]),
      memberships: count,
      orgs: count,
    }),
  ),
  widenings: z.array(
    z.strictObject({
      by: z.enum(["role_map", "membership_role", "target_organization"]),
      role: text,
      memberships: count,
    }),
  ),
  not_moved: z.strictObject({ passwords: count, sessions: count, mfa_secrets: count }),
  issues: z.array(issue),
  decisions: decisionsSchema,
});
