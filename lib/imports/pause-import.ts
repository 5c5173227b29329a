import { recordAudit } from "../audit/record-audit.ts";
import type { Database } from "../database/database.ts";
import type { Actor } from "../identity/actor.ts";
import { moveImport } from "./move-import.ts";
import { enqueueIdle } from "./queue.ts";

/**
 * Stops a pull after the pages that are kept, or an apply, a retry or an undo after the chunk that is committed; all
 * can go on from there. Frees the directory for others.
 */
export async function pauseImport(db: Database, actor: Actor, importId: string): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    const found = await tx.import.findUnique({ where: { id: importId }, select: { state: true } });
    if (found?.state === "pulling") await moveImport(tx, importId, ["pulling"], "pull_paused");
    else await moveImport(tx, importId, ["applying", "retrying", "undoing"], "paused");
    await recordAudit(tx, actor, "import.paused", { kind: "import", id: importId });
  });
  await enqueueIdle(db);
}
