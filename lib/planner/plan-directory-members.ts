import { compareText } from "./compare-text.ts";
import type { IssueList } from "./issue-list.ts";
import type { People } from "./merge-users.ts";
import { normalizeEmail } from "./normalize-email.ts";
import { slugSuffix } from "./organization-slugs.ts";
import type { PlannedDirectories } from "./plan-directories.ts";
import type { PlannedMemberships } from "./plan-memberships.ts";
import type { PlanScope } from "./plan-scope.ts";
import type { PlannedDirectoryGroup, PlannedDirectoryUser } from "./planned-records.ts";
import type { Rows } from "./read-rows.ts";
import type { RoleBook } from "./role-book.ts";
import type { SourceDirectoryGroup, SourceDirectoryUser } from "./source-records.ts";

/** SCIM clients and servers struggle with whole groups above this. */
const largeGroupMembers = 1000;

type PlannedDirectoryMembers = {
  groups: readonly PlannedDirectoryGroup[];
  userCount: number;
  users(): Iterable<PlannedDirectoryUser>;
};

/** Groups and users of the planned directories, so that the IdP's first sync finds them instead of doubling them. */
export function planDirectoryMembers(
  rows: Rows,
  scope: PlanScope,
  { directories, organizationOf }: PlannedDirectories,
  people: People,
  memberships: PlannedMemberships,
  book: RoleBook,
  issues: IssueList,
): PlannedDirectoryMembers {
  const isPlanned = (kind: "directory_users" | "directory_groups") => {
    return (record: SourceDirectoryUser | SourceDirectoryGroup): boolean => {
      const { sourceId, directorySourceId } = record;
      if (scope.isExcluded(sourceId)) return false;
      if (!rows.directories.has(directorySourceId) && !scope.isExcluded(directorySourceId)) {
        issues.add({
          code: "directory_record_without_directory",
          kind,
          sourceId,
          message: `${kind === "directory_users" ? "Directory user" : "Directory group"} ${sourceId} is of directory ${directorySourceId}, which is not in the snapshot.`,
          details: { directory_source_id: directorySourceId },
        });
      }
      return organizationOf.has(directorySourceId);
    };
  };
  const groups = rows.directoryGroups
    .sorted()
    .filter(isPlanned("directory_groups"))
    .map(({ sourceId, directorySourceId, idpId, name }) => ({
      sourceId,
      directorySourceId,
      idpId,
      name: name?.trim() || sourceId,
    }));
  const directoryOfGroup = new Map(groups.map((group) => [group.sourceId, group.directorySourceId]));

  const sources = rows.directoryUsers.sorted().filter(isPlanned("directory_users"));
  const userNames = nameUsers(sources, issues);
  const members = membersOf(new Set(organizationOf.values()), rows, people, memberships);
  const groupsOf = (user: SourceDirectoryUser) =>
    [...new Set(user.groupSourceIds)]
      .filter((group) => directoryOfGroup.get(group) === user.directorySourceId)
      .sort(compareText);
  reportLargeGroups(sources.flatMap(groupsOf), groups, organizationOf, issues);
  const plannedOrganizationOf = new Map(
    directories.map(({ sourceId, organizationSourceId }) => [sourceId, organizationSourceId]),
  );
  for (const { role, directorySourceId } of sources) {
    if (role !== null) book.use(book.decided(role), plannedOrganizationOf.get(directorySourceId) ?? null);
  }

  return {
    groups,
    userCount: sources.length,
    *users() {
      for (const user of sources) {
        const email = user.email === null ? null : normalizeEmail(user.email);
        const person = email === null ? undefined : people.findByEmail(email);
        const organization = organizationOf.get(user.directorySourceId) ?? "";
        const isMember = person !== undefined && members.get(organization)?.has(person) === true;
        yield {
          sourceId: user.sourceId,
          directorySourceId: user.directorySourceId,
          idpId: user.idpId,
          email,
          userName: userNames.get(user.sourceId) ?? plainUserName(user),
          firstName: user.firstName,
          lastName: user.lastName,
          state: user.state === "active" || user.state === "suspended" ? user.state : "inactive",
          role: user.role === null ? null : book.decided(user.role),
          userSourceId: isMember ? rows.users.sourceId(person) : null,
          groupSourceIds: groupsOf(user),
        };
      }
    },
  };
}

const plainUserName = (user: SourceDirectoryUser): string =>
  user.userName?.trim() || user.email?.trim() || user.idpId || user.sourceId;

/**
 * The names of those whose own is taken in their directory. SCIM compares user names without regard to case; the
 * first by source id keeps its name.
 */
function nameUsers(sources: readonly SourceDirectoryUser[], issues: IssueList): Map<string, string> {
  const key = (directory: string, name: string) => `${directory} ${name.toLowerCase()}`;
  const taken = new Set<string>();
  const clashing: SourceDirectoryUser[] = [];
  for (const user of sources) {
    const own = key(user.directorySourceId, plainUserName(user));
    if (taken.has(own)) clashing.push(user);
    else taken.add(own);
  }
  const names = new Map<string, string>();
  for (const user of clashing) {
    const plain = `${plainUserName(user)}~${slugSuffix(user.sourceId)}`;
    let name = plain;
    for (let n = 2; taken.has(key(user.directorySourceId, name)); n++) name = `${plain}-${n}`;
    taken.add(key(user.directorySourceId, name));
    names.set(user.sourceId, name);
    issues.add({
      code: "directory_user_name_conflict",
      kind: "directory_users",
      sourceId: user.sourceId,
      message: `Directory user ${user.sourceId} has the user name ${plainUserName(user)} of another user of directory ${user.directorySourceId}: it is planned as ${name}.`,
      details: { directory_source_id: user.directorySourceId, user_name: name },
    });
  }
  return names;
}

/** Who is in which of these organizations, at the source: an address alone must not link a stranger to a directory. */
function membersOf(
  organizations: ReadonlySet<string>,
  { memberships }: Rows,
  people: People,
  { kept }: PlannedMemberships,
): Map<string, Set<number>> {
  const members = new Map<string, Set<number>>();
  for (const id of organizations) members.set(id, new Set());
  if (members.size === 0) return members;
  const bySymbol = memberships.organizationIds.texts().map((id) => members.get(id));
  for (const row of kept) {
    const person = people.survivorOf(memberships.userRow(row));
    if (person !== undefined) bySymbol[memberships.organization(row)]?.add(person);
  }
  return members;
}

function reportLargeGroups(
  memberGroups: readonly string[],
  groups: readonly PlannedDirectoryGroup[],
  organizationOf: ReadonlyMap<string, string>,
  issues: IssueList,
): void {
  const sizes = new Map<string, number>();
  for (const group of memberGroups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  for (const group of groups) {
    const members = sizes.get(group.sourceId) ?? 0;
    if (members <= largeGroupMembers) continue;
    issues.add({
      code: "directory_group_large",
      kind: "directory_groups",
      sourceId: group.sourceId,
      organizationSourceId: organizationOf.get(group.directorySourceId) ?? null,
      message: `Group ${group.name} has ${members} members.`,
      details: { members, directory_source_id: group.directorySourceId },
    });
  }
}
