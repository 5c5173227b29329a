import { recordAudit } from "../audit/record-audit.ts";
import type { Database } from "../database/database.ts";
import { Prisma } from "../generated/prisma/client.ts";
import type { Actor } from "../identity/actor.ts";
import { moveImport } from "./move-import.ts";
import { enqueueIdle } from "./queue.ts";

/**
 * Lets a paused pull go on from its last page, or a paused apply from its last chunk, as soon as no other import is
 * applying.
 */
export async function resumeImport(db: Database, actor: Actor, importId: string): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    const found = await tx.import.findUnique({ where: { id: importId }, select: { state: true } });
    const problem = { problem: Prisma.DbNull };
    if (found?.state === "pull_paused") await moveImport(tx, importId, ["pull_paused"], "pulling", problem);
    else await moveImport(tx, importId, ["paused"], "waiting", problem);
    await recordAudit(tx, actor, "import.resumed", { kind: "import", id: importId });
  });
  await enqueueIdle(db);
}
