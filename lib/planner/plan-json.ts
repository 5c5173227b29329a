import { canonicalJson } from "./canonical-json.ts";
import { issueCodes } from "./issue-codes.ts";
import type { Plan } from "./plan.ts";
import type { PlannedKind } from "./planned-records.ts";
import { wireIssue, wireMerge, wireRecord } from "./wire-records.ts";

/** About this many characters go out at a time: a chunk per record would cost more in writing than in planning. */
const chunkLength = 1 << 16;

/** The guide's sentence first, then every blocker's and warning's. */
function* planWarnings(plan: Plan): Generator<string> {
  const { mergedPeople, mergedSourceUsers } = plan.stats;
  if (mergedPeople > 0) {
    yield `workos: merged ${mergedSourceUsers} duplicate-email users into ${mergedPeople} Authio users with multi-org memberships`;
  }
  for (const issue of plan.issues) if (issueCodes[issue.code].severity !== "info") yield issue.message;
}

/**
 * The counts under the names that Authio's own CLI prints. A plan knows no directory: what it would create is
 * counted as created, `…_existed`, `…_updated` and `…_unchanged` are 0 (the diff fills them).
 */
export function planStatsToJson({ stats }: Pick<Plan, "stats">): Record<string, number> {
  const { planned, source } = stats;
  const perKind = (name: string, created: number) => ({
    [`${name}_created`]: created,
    [`${name}_existed`]: 0,
    [`${name}_updated`]: 0,
    [`${name}_unchanged`]: 0,
  });
  return {
    source_users: source.users,
    merged_users: stats.foldedUsers,
    merge_groups: stats.mergeGroups,
    merged_source_users: stats.mergedSourceUsers,
    merged_people: stats.mergedPeople,
    held_memberships: stats.heldMemberships,
    unverified_users: stats.unverifiedUsers,
    mfa_enrolled_users: stats.mfaEnrolledUsers,
    ...perKind("users", planned.user),
    ...perKind("orgs", planned.organization),
    ...perKind("memberships", planned.membership),
    ...perKind("identities", planned.identity),
    ...perKind("sso_connections", planned.connection),
    ...perKind("scim_directories", planned.directory),
    ...perKind("directory_users", planned.directory_user),
    ...perKind("directory_groups", planned.directory_group),
    ...perKind("roles", planned.role),
    ...perKind("invitations", planned.invitation),
    source_orgs: source.organizations,
    source_memberships: source.organization_memberships,
    source_sso_connections: source.sso_connections,
    source_scim_directories: source.directories,
    source_directory_users: source.directory_users,
    source_directory_groups: source.directory_groups,
    source_roles: source.roles,
    source_invitations: source.invitations,
    source_auth_factors: source.auth_factors,
    source_identities: source.identities,
    errored: 0,
    blockers: stats.issues.blocker,
    warnings: stats.issues.blocker + stats.issues.warning + (stats.mergedPeople > 0 ? 1 : 0),
    infos: stats.issues.info,
  };
}

/** The entries of the document in their order: values as they are, lists item by item. */
function* planEntries(plan: Plan): Generator<[string, { value: unknown } | { items: Iterable<unknown> }]> {
  const listOf = <Kind extends PlannedKind>(kind: Kind) => ({
    items: mapped(plan.records(kind), wireRecord[kind]),
  });
  yield ["provider", { value: plan.provider }];
  yield ["version", { value: plan.version }];
  yield ["stats", { value: planStatsToJson(plan) }];
  yield ["warnings", { items: planWarnings(plan) }];
  yield ["users", listOf("user")];
  yield ["orgs", listOf("organization")];
  yield ["memberships", listOf("membership")];
  yield ["identities", listOf("identity")];
  yield ["sso_connections", listOf("connection")];
  yield ["scim_directories", listOf("directory")];
  yield ["directory_users", listOf("directory_user")];
  yield ["directory_groups", listOf("directory_group")];
  yield ["roles", listOf("role")];
  yield ["invitations", listOf("invitation")];
  yield ["merges", { items: mapped(plan.merges(), wireMerge) }];
  const roleMap = plan.roleMappings.map(({ sourceRole, organizations, ...mapping }) => ({
    source_role: sourceRole,
    ...mapping,
    orgs: organizations,
  }));
  yield ["role_map", { items: roleMap }];
  yield ["widenings", { items: plan.widenings }];
  const { passwords, sessions, mfaSecrets } = plan.stats.notMoved;
  yield ["not_moved", { value: { passwords, sessions, mfa_secrets: mfaSecrets } }];
  yield ["issues", { items: mapped(plan.issues, wireIssue) }];
  yield ["decisions", { value: JSON.parse(canonicalJson(plan.decisions)) as unknown }];
}

function* mapped<From>(items: Iterable<From>, to: (item: From) => unknown): Generator<unknown> {
  for (const item of items) yield to(item);
}

/**
 * The plan as JSON text, in chunks: one record a line, so that two plans can be compared with `diff`. The same plan
 * gives the same bytes. External ids are `workos:<source id>`, times ISO 8601 in UTC.
 */
export function* planToJson(plan: Plan): Generator<string> {
  let chunk = "{";
  let separator = "\n";
  for (const [name, content] of planEntries(plan)) {
    chunk += `${separator}${JSON.stringify(name)}: `;
    separator = ",\n";
    if ("value" in content) {
      chunk += JSON.stringify(content.value);
      continue;
    }
    chunk += "[";
    let itemSeparator = "\n";
    for (const item of content.items) {
      chunk += itemSeparator + JSON.stringify(item);
      itemSeparator = ",\n";
      if (chunk.length < chunkLength) continue;
      yield chunk;
      chunk = "";
    }
    chunk += itemSeparator === "\n" ? "]" : "\n]";
  }
  yield `${chunk}\n}\n`;
}
