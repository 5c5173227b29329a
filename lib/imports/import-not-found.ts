import type { ImportPart } from "../api/storage.ts";
import type { Database } from "../database/database.ts";
import { AppError } from "../errors.ts";
import { ensureNotPurged } from "./retention/ensure-not-purged.ts";

/** The error for an id that no import has. */
export function importNotFound(importId: string): AppError {
  return new AppError(
    "not_found",
    `There is no import ${importId}.`,
    "Look for it in the list of imports, or with `authio jobs`.",
  );
}

/**
 * @param part what is to be read of it
 * @throws AppError `not_found`, or `gone` when this part of it was purged
 */
export async function ensureImport(db: Database, importId: string, part?: ImportPart): Promise<void> {
  const found = await db.prisma.import.findUnique({ where: { id: importId }, select: { id: true } });
  if (!found) throw importNotFound(importId);
  if (part) await ensureNotPurged(db.prisma, importId, part);
}
