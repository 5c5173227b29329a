import { recordAudit } from "../audit/record-audit.ts";
import type { Database } from "../database/database.ts";
import { AppError } from "../errors.ts";
import type { Actor } from "../identity/actor.ts";
import type { Decisions } from "../planner/decisions.ts";
import { importNotFound } from "./import-not-found.ts";
import { startReading } from "./start-reading.ts";

/**
 * Replaces the import's decisions as a whole; one that was planned already is planned again.
 *
 * @throws AppError `conflict` once the import is confirmed, or while it is being planned
 */
export async function putDecisions(
  db: Database,
  actor: Actor,
  importId: string,
  decisions: Decisions,
): Promise<void> {
  const wasPlanned = await db.prisma.$transaction(async (tx) => {
    const { count } = await tx.import.updateMany({
      where: { id: importId, state: { in: ["draft", "review", "failed"] } },
      data: { decisions },
    });
    const found = await tx.import.findUnique({ where: { id: importId }, select: { state: true } });
    if (!found) throw importNotFound(importId);
    if (count === 0) {
      throw new AppError(
        "conflict",
        `Decisions can't change while the import is ${found.state.replaceAll("_", " ")}.`,
        "Wait for the plan; once it is confirmed, start another import instead.",
      );
    }
    await recordAudit(tx, actor, "import.decided", { kind: "import", id: importId });
    return found.state === "review";
  });
  if (wasPlanned) await startReading(db, actor, importId);
}
