import type { ImportFile } from "../api/contract.ts";
import type { Database } from "../database/database.ts";
import { AppError } from "../errors.ts";
import type { Actor } from "../identity/actor.ts";
import { fileNotFound } from "./find-file.ts";
import { readFiles } from "./read-files.ts";

/**
 * Ends an upload: from here on the file can be read. A file that is complete already is left as it is.
 *
 * @throws AppError `not_found`, or `conflict` when parts are missing
 */
export async function completeFile(
  db: Database,
  _actor: Actor,
  importId: string,
  fileId: string,
): Promise<ImportFile> {
  const [file] = await readFiles(db.prisma, importId, fileId);
  if (!file) throw fileNotFound();
  if (file.isComplete) return file;
  const missing = Math.ceil(file.sizeBytes / file.partBytes) - file.uploadedParts.length;
  if (missing > 0) {
    throw new AppError(
      "conflict",
      `${missing} of the parts of ${file.name} are missing.`,
      "Pick the same file again: only what is missing is sent.",
    );
  }
  await db.prisma.importFile.updateMany({ where: { id: fileId }, data: { isComplete: true } });
  return { ...file, isComplete: true };
}
