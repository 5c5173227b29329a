import { aChunksKeys, manyKeys } from "../key-costs.ts";
import { type CatalogTable, isRowSql, rowIdSql } from "./directory-catalog.ts";
import type { UndoSession } from "./undo-range.ts";

/**
 * Puts temporary copies in front of the directory's tables, with all rows that the undo of an import could change
 * or stumble over. An undo that runs on this connection then shows what it would do, and does nothing: it writes
 * no row of the directory and locks none.
 *
 * Call it in a transaction that reads repeatably, so that the copies fit together.
 */
export async function shadowDirectory({ client, importId, catalog }: UndoSession): Promise<void> {
  const { schema, written, others } = catalog;
  await client.query(manyKeys);
  await client.query(
    `CREATE TEMP TABLE undo_targets AS
     SELECT target_table AS tbl, target_id AS id, action, CASE WHEN action <> 'insert' THEN before END AS before
     FROM import_journal WHERE import_id = '${importId.replaceAll("'", "''")}'`,
  );
  await client.query("CREATE INDEX ON undo_targets (tbl); ANALYZE undo_targets");
  const everyTable = [...written, ...others];
  for (const table of everyTable) {
    const original = `${schema}.${table.name}`;
    const ids = concerned(table, original, everyTable).join(" UNION ALL ");
    // The copy is named as the original only after it is filled: until then the name must lead to the original.
    await client.query(`CREATE TEMP TABLE copy_of_${table.name} (LIKE ${original} INCLUDING DEFAULTS)`);
    await client.query(
      `INSERT INTO copy_of_${table.name}
       SELECT t.* FROM ${original} t JOIN (SELECT DISTINCT id FROM (${ids}) every_id) k ON ${isRowSql(table, "t", "k.id")}`,
    );
    for (const columns of table.uniques) {
      await client.query(`CREATE UNIQUE INDEX ON copy_of_${table.name} (${columns.join(", ")})`);
    }
    for (const { column } of table.parents) {
      await client.query(`CREATE INDEX ON copy_of_${table.name} (${column})`);
    }
    await client.query(`ANALYZE copy_of_${table.name}`);
  }
  for (const { name } of everyTable) await client.query(`ALTER TABLE copy_of_${name} RENAME TO ${name}`);
  await client.query(aChunksKeys);
}

/** SELECTs of the ids of all rows of a table that an undo looks at. */
function concerned(table: CatalogTable, original: string, everyTable: readonly CatalogTable[]): string[] {
  const { name } = table;
  return [
    `SELECT id FROM undo_targets WHERE tbl = '${name}'`,
    // What hangs on rows that would go,
    ...table.parents.map(
      (parent) => `SELECT ${rowIdSql(table, "c")} FROM ${original} c
        JOIN undo_targets j ON j.tbl = '${parent.table}' AND j.action = 'insert' AND c.${parent.column} = j.id`,
    ),
    // what rows would come back to,
    ...everyTable.flatMap((child) =>
      child.parents
        .filter((parent) => parent.table === name)
        .map(
          ({ column }) =>
            `SELECT j.before ->> '${column}' FROM undo_targets j WHERE j.tbl = '${child.name}' AND j.before ? '${column}'`,
        ),
    ),
    // and who has their former values by now.
    ...table.uniques.map(
      (columns) => `SELECT ${rowIdSql(table, "h")} FROM undo_targets j
        LEFT JOIN ${original} c ON j.action = 'update' AND ${isRowSql(table, "c", "j.id")}
        CROSS JOIN LATERAL jsonb_populate_record(c, j.before) w
        JOIN ${original} h ON ${columns.map((column) => `h.${column} = w.${column}`).join(" AND ")}
        WHERE j.tbl = '${name}' AND j.action <> 'insert'`,
    ),
  ];
}
