import { recordAudit } from "../audit/record-audit.ts";
import type { Database } from "../database/database.ts";
import { AppError } from "../errors.ts";
import { Prisma } from "../generated/prisma/client.ts";
import type { Actor } from "../identity/actor.ts";
import { moveImport } from "./move-import.ts";
import { enqueueIdle } from "./queue.ts";

/**
 * Has the import's files, and what was pulled for it, read, planned and compared with the directory, by a worker. A
 * paused pull ends here: what it lacks is incomplete.
 *
 * @throws AppError `conflict` when no file is there or one is not whole, or when the import is past review
 */
export async function startReading(db: Database, actor: Actor, importId: string): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    const files = await tx.importFile.findMany({
      where: { importId },
      select: { name: true, isComplete: true },
    });
    const partial = files.find((file) => !file.isComplete);
    const lanes = await tx.pullLane.count({ where: { importId } });
    if ((files.length === 0 && lanes === 0) || partial) {
      throw new AppError(
        "conflict",
        partial ? `${partial.name} is not uploaded whole yet.` : "There is nothing to read yet.",
        partial ? "Wait for the upload, or remove the file." : "Add the bundle's file first.",
      );
    }
    await moveImport(tx, importId, ["draft", "pull_paused", "review", "failed"], "reading", {
      problem: Prisma.DbNull,
      reading: Prisma.DbNull,
      readingReport: Prisma.DbNull,
    });
    await recordAudit(tx, actor, "import.reading_started", { kind: "import", id: importId });
  });
  await enqueueIdle(db);
}
