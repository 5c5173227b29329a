import { canonicalJson } from "./canonical-json.ts";
import { issueCodes } from "./issue-codes.ts";
import type { PlanIssue } from "./issues.ts";
import { textJson } from "./json-text.ts";
import type { Plan, PlannedMerge, PlanStats } from "./plan.ts";
import type { PlannedRecords } from "./planned-records.ts";
import { issueJson, membershipJson, mergeJson, userJson } from "./record-json.ts";
import { wireRecord, wireRoleMapping, wireWidening } from "./wire-records.ts";

/** About this many characters go out at a time: a chunk per record would cost more in writing than in planning. */
const chunkLength = 1 << 16;

/** The guide's sentence about the merges, if there are any. */
function mergeSentence({ mergedPeople, mergedSourceUsers }: PlanStats): string[] {
  if (mergedPeople === 0) return [];
  return [
    `workos: merged ${mergedSourceUsers} duplicate-email users into ${mergedPeople} Authio users with multi-org memberships`,
  ];
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

/** Everything of a plan but its lists. */
export type PlanHead = Pick<
  Plan,
  "provider" | "version" | "decisions" | "stats" | "roleMappings" | "widenings"
>;

/** What stands in a plan's lists. */
export type PlanLists = PlannedRecords & { merge: PlannedMerge; issue: PlanIssue };
export type PlanListName = keyof PlanLists;
type PlanListItem = PlanLists[PlanListName];

/** One of the plan's lists, and the JSON of an item; undefined leaves it out. */
type ListEntry<Name extends PlanListName = PlanListName> = {
  list: Name;
  itemJson(item: PlanLists[Name]): string | undefined;
  /** Items that come before the list's. */
  before?: readonly unknown[];
};

/** The entries of the document in their order: a value, or one of the plan's lists. */
function planEntries(head: PlanHead): [string, { value: unknown } | ListEntry][] {
  const { provider, version, decisions, stats, roleMappings, widenings } = head;
  const { passwords, sessions, mfaSecrets } = stats.notMoved;
  const list = <Name extends PlanListName>(
    name: Name,
    itemJson: ListEntry<Name>["itemJson"],
  ): ListEntry<Name> => ({ list: name, itemJson });
  const records = <Kind extends keyof typeof wireRecord>(kind: Kind) =>
    list(kind, (record) => JSON.stringify(wireRecord[kind](record)));
  const warnings: ListEntry<"issue"> = {
    list: "issue",
    itemJson: (issue) => (issueCodes[issue.code].severity === "info" ? undefined : textJson(issue.message)),
    before: mergeSentence(stats),
  };
  return [
    ["provider", { value: provider }],
    ["version", { value: version }],
    ["stats", { value: planStatsToJson({ stats }) }],
    ["warnings", warnings],
    ["users", list("user", userJson)],
    ["orgs", records("organization")],
    ["memberships", list("membership", membershipJson)],
    ["identities", records("identity")],
    ["sso_connections", records("connection")],
    ["scim_directories", records("directory")],
    ["directory_users", records("directory_user")],
    ["directory_groups", records("directory_group")],
    ["roles", records("role")],
    ["invitations", records("invitation")],
    ["merges", list("merge", mergeJson)],
    ["role_map", { value: roleMappings.map(wireRoleMapping) }],
    ["widenings", { value: widenings.map(wireWidening) }],
    ["not_moved", { value: { passwords, sessions, mfa_secrets: mfaSecrets } }],
    ["issues", list("issue", issueJson)],
    ["decisions", { value: JSON.parse(canonicalJson(decisions)) as unknown }],
  ];
}

/** The document's text as it grows: whoever feeds it takes away what is there from time to time. */
class DocumentText {
  #text = "{";
  #entrySeparator = "\n";
  #itemSeparator = "\n";

  get isLong(): boolean {
    return this.#text.length >= chunkLength;
  }

  value(name: string, value: unknown): void {
    if (Array.isArray(value)) {
      this.open(name);
      for (const item of value) this.item(JSON.stringify(item));
      this.close();
    } else this.#text += `${this.#key(name)}${JSON.stringify(value)}`;
  }

  open(name: string, before: readonly unknown[] = []): void {
    this.#text += `${this.#key(name)}[`;
    this.#itemSeparator = "\n";
    for (const item of before) this.item(JSON.stringify(item));
  }

  /** Undefined is no item. */
  item(json: string | undefined): void {
    if (json === undefined) return;
    this.#text += this.#itemSeparator + json;
    this.#itemSeparator = ",\n";
  }

  close(): void {
    this.#text += this.#itemSeparator === "\n" ? "]" : "\n]";
  }

  take(): string {
    const text = this.#text;
    this.#text = "";
    return text;
  }

  end(): string {
    return `${this.take()}\n}\n`;
  }

  #key(name: string): string {
    const separator = this.#entrySeparator;
    this.#entrySeparator = ",\n";
    return `${separator}${JSON.stringify(name)}: `;
  }
}

/**
 * The plan as JSON text, in chunks: one record a line, so that two plans can be compared with `diff`. The same plan
 * gives the same bytes. External ids are `workos:<source id>`, times ISO 8601 in UTC.
 */
export function* planToJson(plan: Plan): Generator<string> {
  const text = new DocumentText();
  for (const [name, entry] of planEntries(plan)) {
    if ("value" in entry) {
      text.value(name, entry.value);
      continue;
    }
    text.open(name, entry.before);
    for (const item of listItems(plan, entry.list)) {
      text.item(entry.itemJson(item));
      if (text.isLong) yield text.take();
    }
    text.close();
  }
  yield text.end();
}

function listItems(plan: Plan, list: PlanListName): Iterable<PlanListItem> {
  if (list === "merge") return plan.merges();
  return list === "issue" ? plan.issues : plan.records(list);
}

/** The same text, byte for byte, of a plan whose lists are read from somewhere in batches. */
export async function* storedPlanToJson(
  head: PlanHead,
  batchesOf: (list: PlanListName) => AsyncIterable<readonly PlanListItem[]>,
): AsyncGenerator<string> {
  const text = new DocumentText();
  for (const [name, entry] of planEntries(head)) {
    if ("value" in entry) {
      text.value(name, entry.value);
      continue;
    }
    text.open(name, entry.before);
    for await (const batch of batchesOf(entry.list)) {
      for (const item of batch) {
        text.item(entry.itemJson(item));
        if (text.isLong) yield text.take();
      }
    }
    text.close();
  }
  yield text.end();
}
