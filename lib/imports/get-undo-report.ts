import type { ImportState } from "../api/contract.ts";
import type { UndoReport } from "../api/undo.ts";
import type { Database } from "../database/database.ts";
import { AppError } from "../errors.ts";
import { Prisma } from "../generated/prisma/client.ts";
import type { Actor } from "../identity/actor.ts";
import { plannedKinds } from "../planner/planned-records.ts";
import { importNotFound } from "./import-not-found.ts";
import { readOrdinalPage } from "./ordinal-page.ts";
import { previewUndo, type UndoPreview } from "./preview-undo.ts";
import { readUndo } from "./read-undo.ts";
import { ensureSomethingToUndo, undoableStates } from "./start-undo.ts";

/** A preview that is not older than this is shown again. */
const freshMs = 30_000;
/** So long an answer waits for a preview; whoever asks again goes on waiting for the same one. */
const waitMs = 5_000;

const running = new Map<string, Promise<void>>();

/**
 * What undoing the import would do, kind by kind, and a page of what it would leave alone. Of an import that is
 * being undone or has been, what it did. Comparing a large import takes longer than an answer may: `isReady` is
 * false then.
 *
 * @param cursor of the page after; without one the import is compared with the directory as it is now
 * @throws AppError `not_found`; `conflict` when the import has not ended, or there is nothing to undo
 */
export async function getUndoReport(
  db: Database,
  _actor: Actor,
  importId: string,
  cursor: string | undefined,
): Promise<UndoReport> {
  const undo = await readUndo(db.prisma, importId);
  if (undo) return { isReady: true, at: undo.undoneAt, kinds: undo.kinds, ...(await readItems()) };
  await ensureUndoable(db, importId);
  if (cursor === undefined && !(await isCompared(db, importId))) {
    return { isReady: false, at: null, kinds: [], items: [], total: 0, nextCursor: null };
  }
  const preview = await readPreview(db, importId);
  const kinds = plannedKinds.flatMap((kind) => preview?.kinds.filter((row) => row.kind === kind) ?? []);
  return { isReady: true, at: preview?.at ?? null, kinds, ...(await readItems()) };

  function readItems() {
    const columns = Prisma.sql`kind, label, source_ids AS "sourceIds", target_id AS "targetId", code, message`;
    return readOrdinalPage<UndoReport["items"][number]>(
      db,
      importId,
      { part: "log", table: Prisma.sql`undo_items`, columns, where: [] },
      cursor,
    );
  }
}

async function ensureUndoable(db: Database, importId: string): Promise<void> {
  const found = await db.prisma.import.findUnique({ where: { id: importId }, select: { state: true } });
  if (!found) throw importNotFound(importId);
  if (!undoableStates.some((state) => state === (found.state as ImportState))) {
    throw new AppError(
      "conflict",
      `This import is ${found.state.replaceAll("_", " ")}; only one that has ended can be undone.`,
      "Let it end, or cancel it.",
    );
  }
  await ensureSomethingToUndo(db.prisma, importId);
}

async function readPreview(db: Database, importId: string): Promise<UndoPreview | null> {
  const found = await db.prisma.import.findUnique({ where: { id: importId }, select: { undoPreview: true } });
  return (found?.undoPreview ?? null) as UndoPreview | null;
}

/** Sees to it that there is a fresh preview. False: it takes longer. */
async function isCompared(db: Database, importId: string): Promise<boolean> {
  const last = await readPreview(db, importId);
  if (last && Date.now() - Date.parse(last.at) < freshMs) return true;
  const key = `${db.url} ${importId}`;
  let preview = running.get(key);
  if (!preview) {
    preview = previewUndo(db, importId).finally(() => running.delete(key));
    // Whoever waits for it hears of an error; if nobody does any more, the next who asks starts another.
    preview.catch(() => undefined);
    running.set(key, preview);
  }
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, waitMs, false);
  });
  try {
    return await Promise.race([preview.then(() => true as const), late]);
  } finally {
    clearTimeout(timer);
  }
}
