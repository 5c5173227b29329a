import type { Database } from "../database/database.ts";
import { AppError } from "../errors.ts";

/** The error for an id that no import has. */
export function importNotFound(importId: string): AppError {
  return new AppError(
    "not_found",
    `There is no import ${importId}.`,
    "Look for it in the list of imports, or with `authio jobs`.",
  );
}

/** @throws AppError `not_found` */
export async function ensureImport(db: Database, importId: string): Promise<void> {
  const found = await db.prisma.import.findUnique({ where: { id: importId }, select: { id: true } });
  if (!found) throw importNotFound(importId);
}
