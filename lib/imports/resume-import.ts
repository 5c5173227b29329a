import { recordAudit } from "../audit/record-audit.ts";
import type { Database } from "../database/database.ts";
import { Prisma } from "../generated/prisma/client.ts";
import type { Actor } from "../identity/actor.ts";
import { moveImport } from "./move-import.ts";
import { enqueueIdle } from "./queue.ts";

/** Lets a paused apply go on from its last chunk, as soon as no other import is applying. */
export async function resumeImport(db: Database, actor: Actor, importId: string): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    await moveImport(tx, importId, ["paused"], "waiting", { problem: Prisma.DbNull });
    await recordAudit(tx, actor, "import.resumed", { kind: "import", id: importId });
  });
  await enqueueIdle(db);
}
