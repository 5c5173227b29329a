import type { PlannedKind } from "../../planner/planned-records.ts";
import type { KindTable } from "./kind-spec.ts";

/**
 * What Authio owns and imports leave alone: an organization whose `authority` is `authio`, everything that belongs
 * to it, and the people in it.
 */

/** Asked once a statement: as long as Authio owns nothing, nobody is looked up. */
const isAnyOwned = "EXISTS (SELECT 1 FROM organizations WHERE authority = 'authio')";

/*
 * Each row's organization is looked up by its id. Written as joins, Postgres may go through all that Authio owns for
 * each row, as long as it takes them for few: 36,000 people took 15 s to undo, where they take 1.5.
 */
const authorityOf = (organizationId: string) =>
  `(SELECT g.authority FROM organizations g WHERE g.id = ${organizationId})`;
const authorityOfDirectory = (directoryId: string) =>
  `(SELECT ${authorityOf("d.organization_id")} FROM directories d WHERE d.id = ${directoryId})`;

const ownedOrganization = (organizationId: string) =>
  `(${isAnyOwned} AND ${authorityOf(organizationId)} IS NOT DISTINCT FROM 'authio')`;

const ownedDirectory = (directoryId: string) =>
  `(${isAnyOwned} AND ${authorityOfDirectory(directoryId)} IS NOT DISTINCT FROM 'authio')`;

const memberOfOwned = (userId: string) => `EXISTS (
  SELECT 1 FROM members m WHERE m.user_id = ${userId} AND ${authorityOf("m.organization_id")} = 'authio')`;

const inOwnedDirectory = (userId: string) => `EXISTS (
  SELECT 1 FROM directory_users x WHERE x.user_id = ${userId} AND ${authorityOfDirectory("x.directory_id")} = 'authio')`;

/** People of an owned organization: its members, and those its directories speak of. */
export const ownedPerson = (userId: string) =>
  `(${isAnyOwned} AND (${memberOfOwned(userId)} OR ${inOwnedDirectory(userId)}))`;

const byOrganization = (row: string) => ownedOrganization(`${row}.organization_id`);
const byDirectory = (row: string) => ownedDirectory(`${row}.directory_id`);
const byPerson = (row: string) => ownedPerson(`${row}.user_id`);

const conditions: Record<PlannedKind, (row: string) => string> = {
  organization: (row) => ownedOrganization(`${row}.id`),
  role: byOrganization,
  user: byPerson,
  membership: byOrganization,
  identity: byPerson,
  connection: byOrganization,
  directory: byOrganization,
  directory_group: byDirectory,
  directory_user: byDirectory,
  invitation: byOrganization,
};

/** SQL condition over a row of the kind's table (of people: of `user_sources`): does Authio own it? */
export const isKept = (kind: PlannedKind, row: string): string => conditions[kind](row);

/**
 * Marks the staged records that are left alone as `kept`, whatever was to become of them.
 *
 * A planned person is left alone if one of their rows is, so far, somebody's whom Authio owns: nobody is merged with
 * such a person, split from them or given another profile. They stand as the directory has them.
 */
export function markKeptSql(spec: KindTable): string {
  if (spec.kind !== "user") {
    return `UPDATE out_${spec.table} o SET result = 'kept', problem = NULL WHERE ${isKept(spec.kind, "o")}`;
  }
  const synced = spec.columns.filter((column) => column.mode === "synced").map((column) => column.name);
  return `WITH person AS MATERIALIZED (
      SELECT ss.ordinal, us.user_id FROM in_user_sources ss JOIN user_sources us ON us.source_key = ss.source_key
      WHERE ${isAnyOwned}
      UNION ALL SELECT x.ordinal, x.id FROM out_users x WHERE x.problem IS NULL AND ${isAnyOwned}
    ), owned AS (
      SELECT ordinal, min(user_id) AS user_id FROM (
        SELECT * FROM person WHERE ${memberOfOwned("person.user_id")}
        UNION ALL SELECT * FROM person WHERE ${inOwnedDirectory("person.user_id")}
      ) either GROUP BY ordinal
    ), stands AS (
      -- The person who was found; where only a row is theirs, the one it is linked to.
      SELECT owned.ordinal, COALESCE(found.id, owned.user_id) AS user_id
      FROM owned JOIN out_users x ON x.ordinal = owned.ordinal LEFT JOIN users found ON found.id = x.id
    )
    UPDATE out_users o SET result = 'kept', problem = NULL, id = t.id,
      (${synced.join(", ")}) = ROW(${synced.map((name) => `t.${name}`).join(", ")})
    FROM stands JOIN users t ON t.id = stands.user_id
    WHERE o.ordinal = stands.ordinal`;
}
