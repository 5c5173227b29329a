import { z } from "zod";
import { isoTime, plannedKind } from "./fields.ts";

/** What becomes of an import's records when it is undone. */
export const undoCounts = z.object({
  kind: plannedKind,
  /** Created, updated or removed by the import. */
  planned: z.number(),
  removed: z.number(),
  /** Removed by the import, there again. */
  restored: z.number(),
  setBack: z.number(),
  /** Touched since. */
  leftAlone: z.number(),
});
export type UndoCounts = z.infer<typeof undoCounts>;

export const undoProgress = z.object({
  confirmedBy: z.string(),
  confirmedAt: isoTime,
  /** Null while it is under way. */
  undoneAt: isoTime.nullable(),
  kinds: z.array(undoCounts),
});
export type UndoProgress = z.infer<typeof undoProgress>;

/** Why a record is left alone by an undo. */
export const undoReasons = [
  "owned",
  "changed_since",
  "used_since",
  "gone_since",
  "taken_since",
  "parent_gone",
  "database_refused",
] as const;

/** What an undo would do, or, of an import that is undone, what it has done. */
export const undoReport = z.object({
  /** False while the import is compared with the directory: ask again. */
  isReady: z.boolean(),
  /** When it was compared, or undone. */
  at: isoTime.nullable(),
  kinds: z.array(undoCounts),
  /** What is left alone, and why. */
  items: z.array(
    z.object({
      ordinal: z.number(),
      kind: plannedKind,
      label: z.string(),
      sourceIds: z.array(z.string()),
      targetId: z.string().nullable(),
      code: z.enum(undoReasons),
      message: z.string(),
    }),
  ),
  total: z.number(),
  nextCursor: z.string().nullable(),
});
export type UndoReport = z.infer<typeof undoReport>;
