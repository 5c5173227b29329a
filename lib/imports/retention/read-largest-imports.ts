import {
  type ImportPart,
  importParts,
  isPurged,
  type PurgePart,
  type StoredImport,
} from "../../api/storage.ts";
import type { Database } from "../../database/database.ts";
import { finalStates, hasPart, isBaseOfSchedule } from "./request-purge.ts";

const shownImports = 20;

type Row = {
  id: string;
  originName: string;
  state: string;
  createdAt: Date;
  isBase: boolean;
  purged: PurgePart[];
  logLines: string;
} & Record<ImportPart, string> &
  Record<`has_${ImportPart}`, boolean>;

/**
 * Imports that hold most, largest first. What is stored packed is measured; of plan, journal and log an import has the
 * share that its packed records or its counts have, so that no table of a million lines is read.
 *
 * @param held bytes per part that all imports hold together
 */
export async function readLargestImports(
  db: Database,
  held: Record<ImportPart, number>,
): Promise<StoredImport[]> {
  const has = (part: ImportPart) => hasPart[part].sql;
  const share = (weight: string, total: string) =>
    `COALESCE(${total}::float8 * ${weight} / NULLIF(sum(${weight}) OVER (), 0), 0)`;
  const { rows } = await db.pool.query<Row>(
    `WITH packed AS (
       SELECT import_id, sum(bytes) AS bytes FROM (
         SELECT f.import_id, pg_column_size(p.content) AS bytes
         FROM import_file_parts p JOIN import_files f ON f.id = p.file_id
         UNION ALL SELECT import_id, pg_column_size(content) FROM pull_pages
       ) each GROUP BY import_id
     ), planned AS (
       SELECT import_id, sum(pg_column_size(content)) AS bytes FROM plan_chunks GROUP BY import_id
     ), counted AS (
       SELECT import_id, sum(created + updated + removed) AS changes,
         sum(created + updated + removed + skipped + failed + retried_skipped + retried_failed) AS lines
       FROM import_progress GROUP BY import_id
     ), weighed AS (
       SELECT i.id, o.name AS "originName", i.state, i.created_at AS "createdAt", ${isBaseOfSchedule.sql} AS "isBase",
         ${importParts.map((part) => `${has(part)} AS has_${part}`).join(", ")},
         ARRAY(SELECT p.part FROM purges p WHERE p.import_id = i.id) AS purged,
         COALESCE(packed.bytes, 0) AS packed, COALESCE(planned.bytes, 0) AS planned,
         CASE WHEN EXISTS (SELECT FROM purges p WHERE p.import_id = i.id AND p.part IN ('journal', 'import'))
           THEN 0 ELSE COALESCE(counted.changes, 0) END AS changes,
         CASE WHEN EXISTS (SELECT FROM purges p WHERE p.import_id = i.id AND p.part IN ('log', 'import'))
           THEN 0 ELSE COALESCE(counted.lines, 0) END AS lines
       FROM imports i JOIN origins o ON o.id = i.origin_id
       LEFT JOIN packed ON packed.import_id = i.id LEFT JOIN planned ON planned.import_id = i.id
       LEFT JOIN counted ON counted.import_id = i.id
     ), estimated AS (
       SELECT *, packed AS snapshot, ${share("planned", "$1")} AS plan, ${share("changes", "$2")} AS journal,
         ${share("lines", "$3")} AS log, lines AS "logLines"
       FROM weighed
     )
     SELECT * FROM estimated ORDER BY snapshot + plan + journal + log DESC, id LIMIT ${shownImports}`,
    [held.plan, held.journal, held.log],
  );
  return rows.map((row) => {
    const isFinal = finalStates.some((state) => state === row.state);
    const left = importParts.filter((part) => row[`has_${part}`] && !isPurged(asMarks(row.purged), part));
    const purgeable = isFinal ? left.filter((part) => part !== "snapshot" || !row.isBase) : [];
    return {
      id: row.id,
      originName: row.originName,
      state: row.state,
      createdAt: row.createdAt.toISOString(),
      bytes: {
        snapshot: Number(row.snapshot),
        plan: Math.round(Number(row.plan)),
        journal: Math.round(Number(row.journal)),
        log: Math.round(Number(row.log)),
      },
      logLines: Number(row.logLines),
      purgeable,
      kept: keptBecause(isFinal, row.isBase && left.includes("snapshot")),
    };
  });
}

const asMarks = (parts: readonly PurgePart[]) => parts.map((part) => ({ part }));

function keptBecause(isFinal: boolean, isBase: boolean): string | null {
  if (!isFinal) return "It has not ended.";
  return isBase ? "Its schedule's next run starts from the snapshot." : null;
}
