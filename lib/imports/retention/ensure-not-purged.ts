import { type ImportPart, isPurged, type PurgePart } from "../../api/storage.ts";
import { AppError } from "../../errors.ts";
import type { Prisma } from "../../generated/prisma/client.ts";

const partNames: Record<ImportPart, string> = {
  snapshot: "What was read for this import",
  plan: "The plan of this import",
  journal: "The journal of this import",
  log: "The log of this import",
};

/** What can't be done any more once it is gone. */
const consequences: Record<ImportPart, string> = {
  snapshot: "Import again to read it anew.",
  plan: "Its counts are still on the summary. Import again to plan anew.",
  journal:
    "What the import changed can't be told or taken back any more; its counts are still on the summary.",
  log: "Its counts are still on the summary.",
};

/**
 * For whoever reads a part of an import: what was purged is said to be so, and never shown as empty.
 *
 * @throws AppError `gone`
 */
export async function ensureNotPurged(
  tx: Pick<Prisma.TransactionClient, "purge">,
  importId: string,
  part: ImportPart,
): Promise<void> {
  const purges = await tx.purge.findMany({ where: { importId } });
  const marks = purges.map((purge) => ({ ...purge, part: purge.part as PurgePart }));
  if (!isPurged(marks, part)) return;
  const mark = marks.find((purge) => purge.part === part) ?? marks[0];
  throw new AppError(
    "gone",
    `${partNames[part]} was purged on ${mark?.requestedAt.toISOString().slice(0, 10)}, by ${mark?.requestedBy}.`,
    consequences[part],
  );
}
