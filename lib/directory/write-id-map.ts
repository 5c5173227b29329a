import { type IdMapFormat, type IdMapKind, idMapKinds } from "../api/id-map.ts";
import type { Database } from "../database/database.ts";
import { csvLine } from "../downloads/csv.ts";
import type { Actor } from "../identity/actor.ts";
import { idMapTables, sourcePrefix } from "./id-map-tables.ts";

const rowsPerRead = 5_000;
const rowsPerInsert = 1_000;

type Row = { kind: IdMapKind; workosId: string; authioId: string };

/**
 * Which id of WorkOS became which id here: one line an id of WorkOS, so several lines of a merge lead to one id.
 * In pieces, to be sent while they are made.
 *
 * - `csv`: kind, workos_id, authio_id, with a heading
 * - `ndjson`: the same as one JSON object a line
 * - `sql`: a script for Postgres that fills a table `authio_id_map` with exactly that
 *
 * @param kind only of this kind
 */
export function writeIdMap(
  db: Database,
  _actor: Actor,
  format: IdMapFormat,
  kind?: IdMapKind,
): AsyncIterable<string> {
  return writers[format](readIdMap(db, kind ? [kind] : idMapKinds), kind);
}

type Writer = (pages: AsyncIterable<Row[]>, kind: IdMapKind | undefined) => AsyncGenerator<string>;

const writers: Record<IdMapFormat, Writer> = {
  async *csv(pages) {
    yield csvLine(["kind", "workos_id", "authio_id"]);
    for await (const rows of pages) {
      yield rows.map(({ kind, workosId, authioId }) => csvLine([kind, workosId, authioId])).join("");
    }
  },
  async *ndjson(pages) {
    for await (const rows of pages) {
      yield rows
        .map(
          ({ kind, workosId, authioId }) =>
            `${JSON.stringify({ kind, workos_id: workosId, authio_id: authioId })}\n`,
        )
        .join("");
    }
  },
  async *sql(pages, kind) {
    yield `-- Which id of WorkOS became which id of Authio${kind ? ` (${kind} alone)` : ""}. For Postgres; run it again as often as you like.
BEGIN;
SET LOCAL standard_conforming_strings = on;
CREATE TABLE IF NOT EXISTS authio_id_map (
  kind text NOT NULL,
  workos_id text NOT NULL,
  authio_id text NOT NULL,
  PRIMARY KEY (kind, workos_id)
);
DELETE FROM authio_id_map${kind ? ` WHERE kind = ${sqlText(kind)}` : ""};
`;
    for await (const rows of pages) {
      for (let start = 0; start < rows.length; start += rowsPerInsert) {
        const values = rows
          .slice(start, start + rowsPerInsert)
          .map((row) => `(${sqlText(row.kind)}, ${sqlText(row.workosId)}, ${sqlText(row.authioId)})`);
        yield `INSERT INTO authio_id_map (kind, workos_id, authio_id) VALUES\n${values.join(",\n")}\nON CONFLICT DO NOTHING;\n`;
      }
    }
    yield "COMMIT;\nANALYZE authio_id_map;\n";
  },
};

const sqlText = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Read in slices, not through one long transaction, which would keep the database from cleaning up meanwhile. */
async function* readIdMap(db: Database, kinds: readonly IdMapKind[]): AsyncGenerator<Row[]> {
  for (const kind of kinds) {
    const { table, key, id } = idMapTables[kind];
    // Memberships have several ids each, or none, and are walked through by their own.
    const isList = key === "source_keys";
    const order = isList ? "id" : key;
    const keys = isList ? `unnest(${key})` : `unnest(ARRAY[${key}])`;
    let after = "";
    for (;;) {
      const { rows } = await db.pool.query<{ place: string; workosId: string | null; authioId: string }>(
        `SELECT place, substr(k.key, ${sourcePrefix.length + 1}) AS "workosId", "authioId" FROM (
           SELECT ${order} AS place, ${id} AS "authioId", ${key} FROM ${table}
           WHERE ${order} > $1 ORDER BY ${order} LIMIT ${rowsPerRead}
         ) slice LEFT JOIN LATERAL ${keys} AS k (key) ON true ORDER BY place, k.key`,
        [after],
      );
      const last = rows.at(-1);
      if (!last) break;
      yield rows.flatMap(({ workosId, authioId }) => (workosId === null ? [] : { kind, workosId, authioId }));
      after = last.place;
    }
  }
}
