import type { z } from "zod";
import type { ImportState } from "../../api/contract.ts";
import type { importProblem } from "../../api/fields.ts";
import { recordAudit } from "../../audit/record-audit.ts";
import type { Prisma } from "../../generated/prisma/client.ts";
import type { Actor } from "../../identity/actor.ts";
import { decisionsSchema } from "../../planner/decisions.ts";
import { addImport } from "../create-import.ts";
import { moveImport } from "../move-import.ts";
import { standingMerges } from "../standing-merges.ts";
import { clockActor } from "./clock-actor.ts";

export type RunProblem = z.infer<typeof importProblem>;

/** States in which an import waits for a person and has written nothing: a newer run may take its place. */
const supersededStates = ["draft", "pull_paused", "review", "failed"] as const satisfies ImportState[];

/**
 * Opens a run with an import of its own, in the caller's transaction, which has locked the schedule's row. A run that
 * waits for a person, and has written nothing, is given up for it: the newer snapshot is the better one.
 *
 * @param startedBy null: the clock
 * @returns why there is none, where the run before it is at work
 */
export async function openRun(
  tx: Prisma.TransactionClient,
  actor: Actor,
  scheduleId: string,
  startedBy: string | null,
): Promise<RunProblem | null> {
  const obstacle = await giveUpOpenRun(tx, scheduleId);
  if (obstacle) return obstacle;
  const { origin, decisions } = await tx.schedule.findUniqueOrThrow({
    where: { id: scheduleId },
    select: { decisions: true, origin: { select: { name: true } } },
  });
  const importId = await addImport(tx, actor, origin.name, {
    ...decisionsSchema.parse(decisions),
    // Somebody may have decided another way since, of the same source and outside of the schedule.
    merges: await standingMerges(tx, origin.name),
  });
  await tx.scheduleRun.create({ data: { scheduleId, importId, startedBy } });
  return null;
}

async function giveUpOpenRun(tx: Prisma.TransactionClient, scheduleId: string): Promise<RunProblem | null> {
  const open = await tx.scheduleRun.findFirst({
    where: { scheduleId, finishedAt: null },
    select: { id: true, outcome: true, startedAt: true, import: { select: { id: true, state: true } } },
  });
  if (!open) return null;
  const state = open.import?.state ?? "cancelled";
  const isStuck = open.outcome === "held" || open.outcome === "failed";
  if (open.import && isStuck && supersededStates.some((superseded) => superseded === state)) {
    await moveImport(tx, open.import.id, supersededStates, "cancelled", { finishedAt: new Date() });
    await recordAudit(tx, clockActor, "import.cancelled", { kind: "import", id: open.import.id });
  } else if (!["complete", "complete_with_errors", "cancelled", "undone"].includes(state)) {
    return {
      code: "conflict",
      message: `The run of ${open.startedAt.toISOString().slice(0, 16).replace("T", " ")} UTC is not through: its import is ${state.replaceAll("_", " ")}.`,
      whatToDo: "Let it end, or cancel it. The next run starts by itself.",
    };
  }
  await tx.scheduleRun.update({ where: { id: open.id }, data: { finishedAt: new Date() } });
  return null;
}
