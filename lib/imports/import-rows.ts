import type { ImportListItem, ImportState } from "../api/contract.ts";
import type { Database } from "../database/database.ts";
import { Prisma } from "../generated/prisma/client.ts";

type Row = Omit<ImportListItem, "createdAt" | "finishedAt"> & {
  state: ImportState;
  createdAt: Date;
  finishedAt: Date | null;
};

/** Imports as lists show them, newest first. Of the plan only its short counts are read. */
export async function selectImports(
  db: Database,
  where: Prisma.Sql,
  limit: number,
): Promise<ImportListItem[]> {
  const rows = await db.prisma.$queryRaw<Row[]>(Prisma.sql`
    SELECT i.id, o.name AS "originName", i.via, i.state, i.created_by AS "createdBy",
      i.created_at AS "createdAt", i.finished_at AS "finishedAt",
      ARRAY(SELECT f.name FROM import_files f WHERE f.import_id = i.id ORDER BY f.position) AS "fileNames",
      ARRAY(SELECT k.display FROM workos_keys k WHERE k.import_id = i.id ORDER BY k.position) AS "keys",
      (i.plan_stats #>> '{source,users}')::int AS "sourceUsers",
      (i.plan_stats #>> '{planned,user}')::int AS "people",
      (i.plan_stats #>> '{planned,organization}')::int AS "organizations"
    FROM imports i JOIN origins o ON o.id = i.origin_id
    WHERE ${where} ORDER BY i.created_at DESC, i.id DESC LIMIT ${limit}`);
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }));
}
