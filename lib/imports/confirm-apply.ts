import type { DiffSummary } from "../api/plan-review.ts";
import { recordAudit } from "../audit/record-audit.ts";
import type { Database } from "../database/database.ts";
import { AppError } from "../errors.ts";
import { type Actor, actorName } from "../identity/actor.ts";
import { moveImport } from "./move-import.ts";
import { enqueueIdle } from "./queue.ts";

/**
 * Confirms the plan that the actor saw, and has it applied as soon as no other import is applying.
 *
 * @throws AppError `conflict` when the plan is another by now, a blocker is open, or removals beyond the brake were
 *   not accepted
 */
export async function confirmApply(
  db: Database,
  actor: Actor,
  importId: string,
  seen: { planHash: string; acceptRemovals: boolean },
): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    // Before the checks: nothing may plan again between them and the confirmation.
    await moveImport(tx, importId, ["review"], "waiting", {
      confirmedBy: actorName(actor),
      confirmedAt: new Date(),
    });
    const found = await tx.import.findUniqueOrThrow({
      where: { id: importId },
      select: { planHash: true, diffSummary: true },
    });
    if (found.planHash !== seen.planHash) {
      throw new AppError(
        "conflict",
        "The plan has changed since you saw it.",
        "Look at the new plan, then confirm it.",
      );
    }
    const blockers = await tx.planIssue.count({ where: { importId, severity: "blocker" } });
    if (blockers > 0) {
      throw new AppError(
        "conflict",
        blockers === 1 ? "One blocker is open." : `${blockers} blockers are open.`,
        "Decide each of them in the review, or exclude its record.",
      );
    }
    const diff = found.diffSummary as unknown as DiffSummary;
    if (diff.brake && !seen.acceptRemovals) {
      throw new AppError(
        "conflict",
        `${diff.brake.gone} of ${diff.brake.of} records (${diff.brake.kind}) would be removed: more than 5 %.`,
        "Check that the bundle is whole. If so, accept the removals and confirm again.",
      );
    }
    await tx.import.update({
      where: { id: importId },
      data: { confirmed: found.diffSummary ?? {} },
      select: { id: true },
    });
    await recordAudit(
      tx,
      actor,
      "import.confirmed",
      { kind: "import", id: importId },
      { planHash: seen.planHash },
    );
  });
  await enqueueIdle(db);
}
