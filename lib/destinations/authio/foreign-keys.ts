import type { PoolClient } from "pg";
import type { KindTable, Parent } from "./kind-spec.ts";

/**
 * Foreign keys of a chunk of new rows, checked for the whole chunk at once (decision 18). Row by row they are a
 * quarter of what Postgres does in a first import, and more than half of that is for log and journal, which all
 * refer to the one import.
 */

/** The import's row stays until the transaction ends. `$1`: its id. */
const holdImportSql = "SELECT FROM imports WHERE id = $1 FOR KEY SHARE";

/** Holds what the kind's new rows refer to, just as Postgres does for each row; answers how many are not there. */
const holdParentsSql = (table: string, { column, table: parent }: Parent) => {
  const wanted = `SELECT o.${column} FROM out_${table} o WHERE o.result = 'created' AND o.${column} IS NOT NULL`;
  return `SELECT (SELECT count(DISTINCT wanted.${column}) FROM (${wanted}) wanted)
      - (SELECT count(*) FROM (SELECT FROM ${parent} p WHERE p.id IN (${wanted}) FOR KEY SHARE OF p) held) AS missing`;
};

/**
 * Turns off ordinary triggers for the transaction; those that check foreign keys are all there are on new rows. If
 * somebody has added their own to these tables, they stay on, and so they do for roles that may not set this: superusers
 * may, and whoever was granted it.
 */
const leaveOutTriggersSql = `SELECT set_config('session_replication_role', 'replica', true)
  WHERE has_parameter_privilege('session_replication_role', 'SET') AND NOT EXISTS (
    SELECT FROM pg_trigger g WHERE g.tgrelid = ANY ($1::text[]::regclass[]) AND NOT g.tgisinternal
      AND g.tgenabled <> 'D' AND g.tgtype & 4 <> 0 -- on INSERT
  )`;

/**
 * Checks and holds at once, in the caller's transaction, what the staged new records will refer to, so that the
 * statements that follow need not. Only for chunks that write nothing but new records and their parts.
 *
 * @returns false, and nothing has changed, where it can't be: Postgres then checks row by row, and names the row that is wrong
 */
export async function checkKeysAtOnce(
  client: PoolClient,
  spec: KindTable,
  importId: string,
): Promise<boolean> {
  if (!spec.parents) return false;
  const written = [spec.table, ...spec.parts.map((part) => part.table), "import_journal", "import_log"];
  if ((await client.query(leaveOutTriggersSql, [written])).rowCount === 0) return false;
  if (await areParentsHeld(client, spec, spec.parents, importId)) return true;
  await checkKeysByRow(client);
  return false;
}

async function areParentsHeld(
  client: PoolClient,
  spec: KindTable,
  parents: readonly Parent[],
  importId: string,
): Promise<boolean> {
  if ((await client.query(holdImportSql, [importId])).rowCount === 0) return false;
  for (const parent of parents) {
    const { rows } = await client.query<{ missing: string }>(holdParentsSql(spec.table, parent));
    if (rows[0]?.missing !== "0") return false;
  }
  return true;
}

/** Foreign keys are checked row by row again. */
export async function checkKeysByRow(client: PoolClient): Promise<void> {
  await client.query("SET LOCAL session_replication_role = origin");
}
