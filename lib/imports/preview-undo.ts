import type { UndoCounts } from "../api/undo.ts";
import type { Database } from "../database/database.ts";
import { shadowDirectory } from "../destinations/authio/undo/shadow-directory.ts";
import {
  countLines,
  journaledChunks,
  openUndoSession,
  undoChunk,
} from "../destinations/authio/undo/undo-range.ts";
import { keepLeftAlone } from "./undo-import.ts";

/** What a preview leaves on the import; what would be left alone is in `undo_items`. */
export type UndoPreview = { at: string; kinds: UndoCounts[] };

/** Above the number of every chunk. */
const everyChunk = 2 ** 31 - 1;

/**
 * Finds out what an undo would do, by doing it on temporary copies of the rows concerned, and keeps the result on
 * the import. One process at a time.
 */
export async function previewUndo(db: Database, importId: string): Promise<void> {
  const client = await db.pool.connect();
  try {
    const session = await openUndoSession(client, importId);
    await client.query("SELECT pg_advisory_lock(hashtext('undo preview'), hashtext($1))", [importId]);
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
    const { rows } = await client.query<Pick<UndoCounts, "kind" | "planned">>(
      `SELECT kind, created + updated + removed AS planned FROM import_progress
       WHERE import_id = $1 AND created + updated + removed > 0`,
      [importId],
    );
    const kinds: UndoCounts[] = rows.map((row) => ({
      ...row,
      removed: 0,
      restored: 0,
      setBack: 0,
      leftAlone: 0,
    }));
    await client.query("DELETE FROM undo_items WHERE import_id = $1", [importId]);
    await shadowDirectory(session);
    for (const position of await journaledChunks(client, importId, everyChunk)) {
      await undoChunk(session, position);
      await keepLeftAlone(client, importId);
      for (const [kind, counts] of await countLines(session)) {
        const row = kinds.find((candidate) => candidate.kind === kind);
        for (const key of ["removed", "restored", "setBack", "leftAlone"] as const) {
          if (row) row[key] += counts[key];
        }
      }
    }
    const preview: UndoPreview = { at: new Date().toISOString(), kinds };
    await client.query("UPDATE imports SET undo_preview = $2 WHERE id = $1", [
      importId,
      JSON.stringify(preview),
    ]);
    await client.query("COMMIT");
  } finally {
    // The copies go with the connection.
    client.release(true);
  }
}
