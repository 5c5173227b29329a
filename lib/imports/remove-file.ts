import type { Database } from "../database/database.ts";
import type { Actor } from "../identity/actor.ts";
import { fileNotFound } from "./find-file.ts";
import { openForFiles } from "./open-for-files.ts";

/**
 * Takes a file out of an import, with everything that was uploaded of it.
 *
 * @throws AppError `not_found`, or `conflict` when the import's files are fixed
 */
export async function removeFile(
  db: Database,
  _actor: Actor,
  importId: string,
  fileId: string,
): Promise<void> {
  await db.prisma.$transaction(
    async (tx) => {
      await openForFiles(tx, importId);
      const { count } = await tx.importFile.deleteMany({ where: { id: fileId, importId } });
      if (count === 0) throw fileNotFound();
    },
    // The parts of a 4 GB file take longer to delete than a transaction is given otherwise.
    { timeout: 60_000 },
  );
}
