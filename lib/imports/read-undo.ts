import type { UndoProgress } from "../api/undo.ts";
import type { Prisma } from "../generated/prisma/client.ts";
import { plannedKinds } from "../planner/planned-records.ts";

/** How far the undo of an import has come, or what came of it; null if nobody has asked for one. */
export async function readUndo(
  prisma: Pick<Prisma.TransactionClient, "import">,
  importId: string,
): Promise<UndoProgress | null> {
  const found = await prisma.import.findUnique({
    where: { id: importId },
    select: { undoConfirmedBy: true, undoConfirmedAt: true, undoneAt: true, undo: true },
  });
  if (!found?.undoConfirmedAt) return null;
  return {
    confirmedBy: found.undoConfirmedBy ?? "",
    confirmedAt: found.undoConfirmedAt.toISOString(),
    undoneAt: found.undoneAt?.toISOString() ?? null,
    kinds: plannedKinds.flatMap((kind) => {
      const row = found.undo.find((candidate) => candidate.kind === kind);
      if (!row) return [];
      const { importId: _, ...counts } = row;
      return [{ ...counts, kind }];
    }),
  };
}
