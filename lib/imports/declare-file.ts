import type { ImportFile } from "../api/contract.ts";
import type { Database } from "../database/database.ts";
import { AppError } from "../errors.ts";
import type { Actor } from "../identity/actor.ts";
import { bundleLimits } from "../sources/bundle/bundle-file.ts";
import { ensureDiskSpace } from "./disk-space.ts";
import { fileNotFound } from "./find-file.ts";
import { newId } from "./new-id.ts";
import { openForFiles } from "./open-for-files.ts";
import { readFiles } from "./read-files.ts";

/** Files are uploaded in parts of this size: small enough for every proxy, large enough to be few. */
export const partBytes = 8 * 1024 ** 2;

/**
 * Makes room for a file. The same name and size again, while its upload has not ended, answers the file that is
 * there with the parts it has, so that picking a file again after a reload resumes its upload.
 *
 * @throws AppError `too_large`, `unavailable` when the disk is too full, `conflict` when the import's files are
 *   fixed or this very file is there already
 */
export async function declareFile(
  db: Database,
  _actor: Actor,
  importId: string,
  { name, sizeBytes }: { name: string; sizeBytes: number },
): Promise<ImportFile> {
  if (sizeBytes > bundleLimits.fileBytes) {
    throw new AppError(
      "too_large",
      `${name} is larger than ${bundleLimits.fileBytes / 1024 ** 3} GB.`,
      "Compress it with gzip, or split the bundle into several files.",
    );
  }
  await ensureDiskSpace(db, sizeBytes);
  return db.prisma.$transaction(async (tx) => {
    await openForFiles(tx, importId);
    const files = await readFiles(tx, importId);
    const same = files.filter((file) => file.name === name && file.sizeBytes === sizeBytes);
    const incomplete = same.find((file) => !file.isComplete);
    if (incomplete) return incomplete;
    if (same.length > 0) {
      throw new AppError(
        "conflict",
        `${name} is here already, with the same size.`,
        "Remove it first if you want to upload it again.",
      );
    }
    const id = newId("file");
    const { _max } = await tx.importFile.aggregate({ where: { importId }, _max: { position: true } });
    const position = (_max.position ?? -1) + 1;
    await tx.importFile.create({ data: { id, importId, position, name, sizeBytes, partBytes } });
    const [file] = await readFiles(tx, importId, id);
    if (!file) throw fileNotFound();
    return file;
  });
}
