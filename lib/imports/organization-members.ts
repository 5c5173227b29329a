import type { OrganizationStory } from "../api/organization-story.ts";
import type { Database } from "../database/database.ts";
import { compareText } from "../planner/compare-text.ts";
import type { PlannedMembership } from "../planner/planned-records.ts";
import { readChunk } from "./stored-plan.ts";

const shownMembers = 500;

type Members = Pick<OrganizationStory, "after" | "members">;

/**
 * An organization's memberships at the source, and what the plan makes of them. Memberships that no plan could use
 * (of nobody, of a person without an address) are in neither: issues tell of them.
 */
export async function readPlannedMembers(
  db: Database,
  importId: string,
  organizationSourceId: string,
): Promise<Members & Pick<OrganizationStory, "before">> {
  const rowsOfGroups = await readMergedRows(db, importId, organizationSourceId);
  const before = { userRows: 0, memberships: 0 };
  for (const memberships of rowsOfGroups.values()) {
    if (memberships > 0) before.userRows += 1;
    before.memberships += memberships;
  }
  const after: Members["after"] = { people: 0, byRole: {}, byStatus: {} };
  const members: Members["members"] = [];
  for await (const { email, role, status, sourceIds, userSourceId } of ownMemberships(
    db,
    importId,
    organizationSourceId,
  )) {
    after.people += 1;
    after.byRole[role] = (after.byRole[role] ?? 0) + 1;
    after.byStatus[status] = (after.byStatus[status] ?? 0) + 1;
    members.push({ email, role, status, sourceIds: [...sourceIds] });
    if (rowsOfGroups.has(userSourceId)) continue;
    before.userRows += 1;
    before.memberships += sourceIds.length;
  }
  members.sort((a, b) => compareText(a.email ?? "", b.email ?? ""));
  return { before, after, members: members.slice(0, shownMembers) };
}

/** An organization's members as they are in the directory. */
export async function readDirectoryMembers(db: Database, organizationId: string): Promise<Members> {
  const [counts, members] = await Promise.all([
    db.prisma.member.groupBy({
      by: ["role", "status"],
      where: { organizationId },
      _count: { _all: true },
    }),
    db.prisma.$queryRaw<Members["members"]>`
      SELECT u.email, m.role, m.status,
        ARRAY(SELECT substr(key, strpos(key, ':') + 1) FROM unnest(m.source_keys) key) AS "sourceIds"
      FROM members m JOIN users u ON u.id = m.user_id
      WHERE m.organization_id = ${organizationId} ORDER BY u.email LIMIT ${shownMembers}`,
  ]);
  const after: Members["after"] = { people: 0, byRole: {}, byStatus: {} };
  for (const { role, status, _count } of counts) {
    after.people += _count._all;
    after.byRole[role] = (after.byRole[role] ?? 0) + _count._all;
    after.byStatus[status] = (after.byStatus[status] ?? 0) + _count._all;
  }
  return { after, members };
}

/** Planned memberships of one organization: they stand together, so only a few chunks are read. */
async function* ownMemberships(
  db: Database,
  importId: string,
  organizationSourceId: string,
): AsyncGenerator<PlannedMembership> {
  // Keys are `<organization> <user>`; "!" is what follows the space.
  const { rows } = await db.pool.query<{ position: number }>(
    `SELECT position FROM plan_chunks
     WHERE import_id = $1 AND kind = 'membership' AND last_key COLLATE "C" >= $2 AND first_key COLLATE "C" < $3
     ORDER BY position`,
    [importId, `${organizationSourceId} `, `${organizationSourceId}!`],
  );
  for (const { position } of rows) {
    const chunk = await readChunk(db.pool, importId, position);
    if (chunk?.kind !== "membership") continue;
    yield* chunk.records.filter((membership) => membership.organizationSourceId === organizationSourceId);
  }
}

/**
 * The source rows of every merge that touches the organization, with the memberships each had in it: unlike the
 * planned memberships they still know of those that are held.
 */
async function readMergedRows(
  db: Database,
  importId: string,
  organizationSourceId: string,
): Promise<Map<string, number>> {
  const touching = JSON.stringify({ rows: [{ organizations: [{ sourceId: organizationSourceId }] }] });
  const rows = await db.prisma.$queryRaw<{ sourceId: string; memberships: number }[]>`
    SELECT source ->> 'sourceId' AS "sourceId", (
      SELECT count(*)::int FROM jsonb_array_elements(source -> 'organizations') organization
      WHERE organization ->> 'sourceId' = ${organizationSourceId}
    ) AS memberships
    FROM plan_items, jsonb_array_elements(payload -> 'rows') source
    WHERE import_id = ${importId} AND kind = 'merge' AND payload @> ${touching}::jsonb`;
  return new Map(rows.map((row) => [row.sourceId, row.memberships]));
}
