import type { Drift } from "../../api/drift.ts";
import type { Database } from "../../database/database.ts";
import type { Actor } from "../../identity/actor.ts";
import { importNotFound } from "../import-not-found.ts";
import { ensureNotPurged } from "../retention/ensure-not-purged.ts";
import { appliedChanges, plannedChanges } from "./drift-sql.ts";
import { readMergeEffects } from "./merge-effects.ts";

const organizationsPerPage = 20;
const peoplePerOrganization = 20;

type OrganizationRow = {
  organizationId: string | null;
  name: string | null;
  sourceKey: string | null;
  members: string;
  joined: string;
  left: string;
  role: string;
  status: string;
  merged: string;
  sources: string;
  changes: string;
};
type PersonRow = Drift["items"][number]["people"][number] & { organizationId: string | null };

/**
 * Who joined, left, or changed role or status, organization by organization, those with most changes first: as it
 * happened, or, of an import in review, as the plan would have it.
 *
 * @param cursor as the page before gave it
 * @throws AppError `not_found`, or `gone` when what tells it was purged
 */
export async function getDrift(
  db: Database,
  _actor: Actor,
  importId: string,
  cursor: string | undefined,
): Promise<Drift> {
  const found = await db.prisma.import.findUnique({ where: { id: importId }, select: { startedAt: true } });
  if (!found) throw importNotFound(importId);
  const isApplied = found.startedAt !== null;
  await ensureNotPurged(db.prisma, importId, isApplied ? "journal" : "plan");
  const changes = isApplied ? appliedChanges : plannedChanges;
  const offset = cursor && /^\d{1,9}$/.test(cursor) ? Number(cursor) : 0;
  const organizations = await readOrganizations(db, importId, changes, offset);
  const shown = organizations.slice(0, organizationsPerPage);
  const ids = shown.map(({ organizationId }) => organizationId ?? "");
  const sourceIds = shown.flatMap(({ sourceKey }) => (sourceKey ? [withoutSource(sourceKey)] : []));
  const [people, effects] = await Promise.all([
    readPeople(db, importId, changes, ids),
    readMergeEffects(db, importId, sourceIds),
  ]);
  return {
    isApplied,
    items: shown.map(({ sourceKey, changes: changeCount, ...row }) => {
      const own = people.filter(({ organizationId }) => organizationId === row.organizationId);
      const sourceId = sourceKey && withoutSource(sourceKey);
      return {
        organizationId: row.organizationId,
        sourceId,
        name: row.name ?? "An organization that is not here any more",
        members: Number(row.members),
        joined: Number(row.joined),
        left: Number(row.left),
        role: Number(row.role),
        status: Number(row.status),
        merged: Number(row.merged),
        sources: Number(row.sources),
        ...(effects.get(sourceId ?? "") ?? { folded: 0, held: 0 }),
        people: own.map(({ organizationId: _, ...person }) => person),
        morePeople: Number(changeCount) - own.length,
      };
    }),
    nextCursor: organizations.length > shown.length ? String(offset + shown.length) : null,
  };
}

const withoutSource = (key: string) => key.slice(key.indexOf(":") + 1);

/** One organization more than a page shows. */
async function readOrganizations(
  db: Database,
  importId: string,
  changes: string,
  offset: number,
): Promise<OrganizationRow[]> {
  const count = (change: string) => `count(*) FILTER (WHERE change = '${change}') AS "${change}"`;
  const { rows } = await db.pool.query<OrganizationRow>(
    `SELECT c.organization_id AS "organizationId", COALESCE(o.name, gone.name) AS name,
       COALESCE(o.source_key, gone.source_key) AS "sourceKey",
       (SELECT count(*) FROM members m WHERE m.organization_id = c.organization_id) AS members, c.*
     FROM (
       SELECT organization_id, count(*) AS changes,
         ${["joined", "left", "role", "status", "merged", "sources"].map(count).join(", ")}
       FROM (${changes}) each GROUP BY organization_id
       ORDER BY count(*) DESC, organization_id OFFSET $2 LIMIT $3
     ) c
     LEFT JOIN organizations o ON o.id = c.organization_id
     LEFT JOIN LATERAL (
       SELECT j.before ->> 'name' AS name, j.before ->> 'source_key' AS source_key FROM import_journal j
       WHERE o.id IS NULL AND j.import_id = $1 AND j.target_table = 'organizations' AND j.action = 'delete'
         AND j.target_id = c.organization_id LIMIT 1
     ) gone ON true
     ORDER BY c.changes DESC, c.organization_id`,
    [importId, offset, organizationsPerPage + 1],
  );
  return rows;
}

/** The first changes of each of these organizations: who joins and leaves before who changes. */
async function readPeople(
  db: Database,
  importId: string,
  changes: string,
  organizationIds: readonly string[],
): Promise<PersonRow[]> {
  const { rows } = await db.pool.query<PersonRow>(
    `SELECT c.organization_id AS "organizationId", u.id AS "userId",
       COALESCE(u.email, u.name, gone.label, split_part(l.label, ' → ', 1), d.label, '?') AS label, c.change,
       c.from_value AS "from", c.to_value AS "to", c.reason,
       ARRAY(SELECT substr(key, strpos(key, ':') + 1) FROM unnest(c.source_keys) key) AS "sourceIds"
     FROM (
       SELECT *, row_number() OVER (
         PARTITION BY organization_id
         ORDER BY array_position(ARRAY['joined', 'left', 'role', 'status', 'merged', 'sources'], change), member_id
       ) AS place
       FROM (${changes}) each WHERE COALESCE(organization_id, '') = ANY ($2::text[])
     ) c
     LEFT JOIN users u ON u.id = c.user_id
     LEFT JOIN LATERAL (
       SELECT COALESCE(j.before ->> 'email', j.before ->> 'name') AS label FROM import_journal j
       WHERE u.id IS NULL AND j.import_id = $1 AND j.target_table = 'users' AND j.action = 'delete'
         AND j.target_id = c.user_id LIMIT 1
     ) gone ON true
     LEFT JOIN LATERAL (
       SELECT label FROM import_log l WHERE l.import_id = $1 AND l.target_id = c.member_id LIMIT 1
     ) l ON true
     LEFT JOIN LATERAL (
       SELECT split_part(d.label, ' → ', 1) AS label FROM diff_items d
       WHERE u.id IS NULL AND d.import_id = $1 AND d.kind = 'membership' AND d.action = 'create'
         AND d.target_id = c.member_id LIMIT 1
     ) d ON true
     WHERE c.place <= $3 ORDER BY c.organization_id, c.place`,
    [importId, organizationIds, peoplePerOrganization],
  );
  return rows;
}
