import { directoryProtocol } from "./connection-types.ts";
import type { Decisions } from "./decisions.ts";
import type { IssueList } from "./issue-list.ts";
import type { PlanScope } from "./plan-scope.ts";
import type { PlannedDirectory } from "./planned-records.ts";
import type { Rows } from "./read-rows.ts";

export type PlannedDirectories = {
  directories: readonly PlannedDirectory[];
  /** The source organization of each planned directory: a target organization does not change who belongs where. */
  organizationOf: ReadonlyMap<string, string>;
};

/** The directories of the plan, in order. Each needs something from its organization's admin, which an issue says. */
export function planDirectories(
  rows: Rows,
  scope: PlanScope,
  decisions: Decisions,
  issues: IssueList,
): PlannedDirectories {
  const directories: PlannedDirectory[] = [];
  const organizationOf = new Map<string, string>();
  for (const source of rows.directories.sorted()) {
    const { sourceId, organizationSourceId, directoryType } = source;
    if (scope.isExcluded(sourceId)) continue;
    const place = organizationSourceId === null ? "missing" : scope.organization(organizationSourceId);
    if (place === "outside" || (organizationSourceId === null && scope.isSelective)) continue;
    const about = { kind: "directories", sourceId, organizationSourceId } as const;
    const name = source.name?.trim() || sourceId;
    if (organizationSourceId === null || place === "missing") {
      issues.add({
        ...about,
        code: "directory_without_organization",
        message: `Directory ${name} belongs to ${organizationSourceId === null ? "no organization" : `organization ${organizationSourceId}, which is not in the snapshot`}: it stays behind with its users and groups.`,
        details: { directory_type: directoryType },
      });
      continue;
    }
    const protocol = directoryProtocol(directoryType);
    const isScim = protocol === "scim";
    issues.add({
      ...about,
      code: isScim ? "directory_needs_new_token" : "directory_not_scim",
      message: isScim
        ? `Directory ${name} (${directoryType}) needs a new bearer token and the new SCIM base URL in its IdP.`
        : `Directory ${name} is of type ${directoryType || "unknown"}, which does not speak SCIM.`,
      details: { directory_type: directoryType, state: source.state },
    });
    organizationOf.set(sourceId, organizationSourceId);
    directories.push({
      sourceId,
      // In a target organization the directory is the target's.
      organizationSourceId: decisions.targetOrganizationId === null ? organizationSourceId : null,
      name,
      protocol,
      directoryType,
      sourceState: source.state,
      domain: source.domain,
      createdAt: source.createdAt,
    });
  }
  return { directories, organizationOf };
}
