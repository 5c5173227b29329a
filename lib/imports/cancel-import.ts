import { recordAudit } from "../audit/record-audit.ts";
import type { Database } from "../database/database.ts";
import { AppError } from "../errors.ts";
import type { Actor } from "../identity/actor.ts";
import { moveImport } from "./move-import.ts";
import { enqueueIdle } from "./queue.ts";

/**
 * Ends an import for good. What was applied until now stays; the chunk under way is rolled back.
 *
 * @throws AppError `conflict` when it has ended, or is being undone: half an undo is nothing to leave behind
 */
export async function cancelImport(db: Database, actor: Actor, importId: string): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    await moveImport(
      tx,
      importId,
      [
        "draft",
        "pulling",
        "pull_paused",
        "reading",
        "planning",
        "review",
        "waiting",
        "applying",
        "paused",
        "failed",
      ],
      "cancelled",
      { finishedAt: new Date() },
    );
    const { task } = await tx.import.findUniqueOrThrow({ where: { id: importId }, select: { task: true } });
    if (task !== "apply") {
      throw new AppError(
        "conflict",
        `${task === "undo" ? "An undo" : "A retry"} can't be cancelled.`,
        "Pause it, or let it end.",
      );
    }
    await recordAudit(tx, actor, "import.cancelled", { kind: "import", id: importId });
  });
  await enqueueIdle(db);
}
