import path from "node:path";
import { type Database, databaseAt } from "../../lib/database/database.ts";
import { writtenTables } from "../../lib/destinations/authio/undo/directory-catalog.ts";
import { closeQueue } from "../../lib/imports/queue.ts";
import { startUndo } from "../../lib/imports/start-undo.ts";
import { workOnImport } from "../../lib/imports/work-on-import.ts";
import type { BenchServer } from "./bench-database.ts";
import { generateBundle } from "./generate-bundle.ts";
import { type ApplyCost, importFile, timed } from "./import-file.ts";

const actor = { kind: "cli", name: "benchmark" } as const;

export type UndoCost = { seconds: number; takenBack: number; leftAlone: number };

export type UndoMeasured = {
  users: number;
  first: ApplyCost;
  later: ApplyCost;
  /** The later import taken back: the directory is then, row by row, what it was before. */
  undoLater: UndoCost;
  /** The first import taken back after the later one ran again: what that one wrote stays, and is listed. */
  undoFirst: UndoCost;
};

/**
 * Imports a bundle and, over it, the one of a later night; undoes the later, imports it again, undoes the first.
 *
 * @throws Error when a single row is not what it must be
 */
export async function measureUndo(
  { folder, server, template }: { folder: string; server: BenchServer; template: string },
  users: number,
): Promise<UndoMeasured> {
  const [first, later] = ["first", "later"].map((name) => path.join(folder, `${name}-${users}.json`)) as [
    string,
    string,
  ];
  await generateBundle(first, users);
  await generateBundle(later, users, { isLater: true });
  const url = await server.create(template);
  const db = databaseAt(url);
  try {
    const settle = () => server.settle();
    console.error(`${users} users: import, a later import, and both undone`);
    const firstCost = await importFile(db, first, settle);
    await keep(db, "before");
    const laterCost = await importFile(db, later, settle);
    await keep(db, "after");
    const undoLater = await undo(db, laterCost.importId, settle);
    await ensureNone(db, "is not what it was before the import that was undone", (table) =>
      both(`TABLE ${table}`, `TABLE kept_before_${table}`),
    );
    await importFile(db, later, settle);
    await keep(db, "after");
    const undoFirst = await undo(db, firstCost.importId, settle);
    await ensureNone(
      db,
      "was written by the import between and is gone",
      (table) =>
        `(TABLE kept_after_${table} EXCEPT ALL TABLE kept_before_${table}) EXCEPT ALL TABLE ${table}`,
    );
    const { rows } = await db.pool.query<{ listed: number }>(
      "SELECT count(*)::int AS listed FROM undo_items WHERE import_id = $1",
      [firstCost.importId],
    );
    if (undoFirst.leftAlone === 0 || rows[0]?.listed !== undoFirst.leftAlone) {
      throw new Error(`${undoFirst.leftAlone} records were left alone, ${rows[0]?.listed} are listed`);
    }
    return { users, first: firstCost, later: laterCost, undoLater, undoFirst };
  } finally {
    await closeQueue(db);
    await db.prisma.$disconnect();
    await db.pool.end();
    await server.drop(url);
  }
}

/** Undoes an import. */
export async function undo(db: Database, importId: string, settle: () => Promise<void>): Promise<UndoCost> {
  await settle();
  await startUndo(db, actor, importId);
  const seconds = await timed(() => workOnImport(db, importId));
  const { rows } = await db.pool.query<{ state: string; takenBack: number; leftAlone: number }>(
    `SELECT i.state, sum(p.removed + p.restored + p.set_back)::int AS "takenBack",
       sum(p.left_alone)::int AS "leftAlone"
     FROM imports i JOIN undo_progress p ON p.import_id = i.id WHERE i.id = $1 GROUP BY i.state`,
    [importId],
  );
  const [done] = rows;
  if (done?.state !== "undone") throw new Error(`the import is ${done?.state}, not undone`);
  return { seconds, takenBack: done.takenBack, leftAlone: done.leftAlone };
}

/** Keeps a copy of the directory as it is now, in place of an earlier one of that name. */
async function keep(db: Database, name: "before" | "after"): Promise<void> {
  for (const table of writtenTables) {
    await db.pool.query(`DROP TABLE IF EXISTS kept_${name}_${table}`);
    await db.pool.query(`CREATE TABLE kept_${name}_${table} AS TABLE ${table}`);
  }
}

const both = (one: string, other: string) =>
  `(${one} EXCEPT ALL ${other}) UNION ALL (${other} EXCEPT ALL ${one})`;

async function ensureNone(db: Database, what: string, sql: (table: string) => string): Promise<void> {
  for (const table of writtenTables) {
    const { rows } = await db.pool.query(`SELECT to_jsonb(t) AS row FROM (${sql(table)}) t LIMIT 1`);
    if (rows[0]) throw new Error(`A row of ${table} ${what}: ${JSON.stringify(rows[0].row)}`);
  }
}
