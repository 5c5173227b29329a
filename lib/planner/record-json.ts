import { compareText } from "./compare-text.ts";
import { issueCodes } from "./issue-codes.ts";
import type { PlanIssue } from "./issues.ts";
import { listJson, textJson, timeJson } from "./json-text.ts";
import type { PlannedMerge } from "./plan.ts";
import type { PlannedMembership, PlannedUser } from "./planned-records.ts";
import type { Metadata } from "./source-records.ts";

// The lines of which a plan has as many as people and memberships, piece by piece: see `json-text.ts`.

const externalId = (sourceId: string | null) => textJson(sourceId, "workos:");

/** Keys in code-unit order: a plan that was stored in between may have lost the order they came in. */
const sorted = <Value>(record: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => compareText(a, b)));

const metadataJson = (metadata: Metadata | null) => JSON.stringify(metadata && sorted(metadata));

export function userJson(user: PlannedUser): string {
  return (
    `{"external_id":${externalId(user.sourceId)}` +
    `,"email":${textJson(user.email)}` +
    `,"email_verified":${user.isEmailVerified}` +
    `,"name":${textJson(user.name)}` +
    `,"first_name":${textJson(user.firstName)}` +
    `,"last_name":${textJson(user.lastName)}` +
    `,"avatar_url":${textJson(user.pictureUrl)}` +
    `,"locale":${textJson(user.locale)}` +
    `,"metadata":${JSON.stringify(user.metadata)}` +
    `,"source_external_id":${textJson(user.externalId)}` +
    `,"migration_pending_email":${user.email !== null}` +
    `,"mfa_enrolled":${user.isMfaEnrolled}` +
    `,"last_sign_in_at":${timeJson(user.lastSignInAt)}` +
    `,"created_at":${timeJson(user.createdAt)}` +
    `,"source_external_ids":${listJson(user.sources, (source) => externalId(source.sourceId))}}`
  );
}

export function membershipJson(membership: PlannedMembership): string {
  return (
    `{"user_external_id":${externalId(membership.userSourceId)}` +
    `,"org_external_id":${externalId(membership.organizationSourceId)}` +
    `,"role":${textJson(membership.role)}` +
    `,"roles":${listJson(membership.roles, (role) => textJson(role))}` +
    `,"status":"${membership.status}"` +
    `,"directory_managed":${membership.isDirectoryManaged}` +
    `,"created_at":${timeJson(membership.createdAt)}` +
    `,"source_external_ids":${listJson(membership.sourceIds, externalId)}}`
  );
}

export function mergeJson(merge: PlannedMerge): string {
  return (
    `{"email_key":${textJson(merge.emailKey)}` +
    `,"decision":"${merge.decision}"` +
    `,"user_external_id":${externalId(merge.userSourceId)}` +
    `,"name":${textJson(merge.name)}` +
    `,"rows":${listJson(merge.rows, mergeRowJson)}` +
    `,"conflicts":${JSON.stringify(merge.conflicts.map(({ field, values }) => ({ field, values })))}` +
    `,"held_membership_external_ids":${listJson(merge.heldMembershipSourceIds, externalId)}}`
  );
}

function mergeRowJson(row: PlannedMerge["rows"][number]): string {
  return (
    `{"external_id":${externalId(row.sourceId)}` +
    `,"email":${textJson(row.email)}` +
    `,"email_verified":${row.isEmailVerified}` +
    `,"first_name":${textJson(row.firstName)}` +
    `,"last_name":${textJson(row.lastName)}` +
    `,"avatar_url":${textJson(row.pictureUrl)}` +
    `,"locale":${textJson(row.locale)}` +
    `,"metadata":${metadataJson(row.metadata)}` +
    `,"source_external_id":${textJson(row.externalId)}` +
    `,"last_sign_in_at":${timeJson(row.lastSignInAt)}` +
    `,"created_at":${timeJson(row.createdAt)}` +
    `,"survivor":${row.isSurvivor}` +
    `,"split":${row.isSplit}` +
    `,"rank":"${row.rank}"` +
    `,"orgs":${listJson(row.organizations, mergeOrganizationJson)}}`
  );
}

function mergeOrganizationJson(organization: PlannedMerge["rows"][number]["organizations"][number]): string {
  return (
    `{"org_external_id":${externalId(organization.sourceId)}` +
    `,"name":${textJson(organization.name)}` +
    `,"role":${textJson(organization.role)}` +
    `,"status":"${organization.status}"}`
  );
}

export function issueJson(issue: PlanIssue): string {
  return (
    `{"code":"${issue.code}"` +
    `,"severity":"${issueCodes[issue.code].severity}"` +
    `,"kind":"${issue.kind}"` +
    `,"source_id":${textJson(issue.sourceId)}` +
    `,"organization_source_id":${textJson(issue.organizationSourceId)}` +
    `,"message":${textJson(issue.message)}` +
    `,"details":${JSON.stringify(sorted(issue.details))}}`
  );
}
