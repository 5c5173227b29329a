import { type ImportPart, importParts, type PurgePart, type StorageView } from "../../api/storage.ts";
import type { Database } from "../../database/database.ts";
import type { Actor } from "../../identity/actor.ts";
import { readRetention } from "./change-retention.ts";
import { readLargestImports } from "./read-largest-imports.ts";

const shownPurges = 10;

/** Tables that hold a part, also those whose rows stay. */
const tables: Record<ImportPart, readonly string[]> = {
  snapshot: ["import_files", "import_file_parts", "pull_pages", "pull_tasks", "pull_lanes"],
  plan: ["plan_chunks", "plan_items", "plan_merges", "plan_issues", "diff_items"],
  journal: ["import_journal"],
  log: ["import_log", "undo_items"],
};

/** How much of the database imports hold, for how long, and what was purged last. Takes as long with a million lines. */
export async function readStorage(db: Database, _actor: Actor): Promise<StorageView> {
  const { rows } = await db.pool.query<{ name: string; bytes: string }>(
    `SELECT name, COALESCE(pg_total_relation_size(to_regclass(name)), 0) AS bytes FROM unnest($1::text[]) name
     UNION ALL SELECT '', pg_database_size(current_database())`,
    [Object.values(tables).flat()],
  );
  const bytesOf = (name: string) => Number(rows.find((row) => row.name === name)?.bytes ?? 0);
  const parts = importParts.map((part) => {
    const own = tables[part].map((name) => ({ name, bytes: bytesOf(name) }));
    return { part, bytes: own.reduce((sum, { bytes }) => sum + bytes, 0), tables: own };
  });
  const held = Object.fromEntries(parts.map(({ part, bytes }) => [part, bytes])) as Record<
    ImportPart,
    number
  >;
  const [days, lastRun, underWay, imports, purges] = await Promise.all([
    readRetention(db.prisma),
    readLastRun(db),
    db.prisma.purge.count({ where: { finishedAt: null } }),
    readLargestImports(db, held),
    db.prisma.purge.findMany({ orderBy: { id: "desc" }, take: shownPurges }),
  ]);
  return {
    days,
    lastRun,
    underWay,
    parts,
    elsewhereBytes: Math.max(0, bytesOf("") - parts.reduce((sum, { bytes }) => sum + bytes, 0)),
    imports,
    purges: purges.map((purge) => ({
      id: String(purge.id),
      importId: purge.importId,
      originName: purge.originName,
      part: purge.part as PurgePart,
      by: purge.requestedBy,
      at: purge.requestedAt.toISOString(),
      isFinished: purge.finishedAt !== null,
      rows: Number(purge.rows),
      bytes: Number(purge.bytes),
    })),
  };
}

/** What the last daily run marked has its moment. */
async function readLastRun(db: Database): Promise<StorageView["lastRun"]> {
  const { rows } = await db.pool.query<{ at: Date | null; rows: string; bytes: string }>(
    `SELECT k.last_run_at AS at, COALESCE(sum(p.rows), 0) AS rows, COALESCE(sum(p.bytes), 0) AS bytes
     FROM retention k LEFT JOIN purges p ON p.requested_at = k.last_run_at GROUP BY k.last_run_at`,
  );
  const [run] = rows;
  if (!run?.at) return null;
  return { at: run.at.toISOString(), rows: Number(run.rows), bytes: Number(run.bytes) };
}
