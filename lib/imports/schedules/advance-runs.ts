import type { ImportState } from "../../api/contract.ts";
import { importProblem } from "../../api/fields.ts";
import { pullOptions } from "../../api/pull.ts";
import type { Database } from "../../database/database.ts";
import { AppError } from "../../errors.ts";
import { Prisma } from "../../generated/prisma/client.ts";
import { decisionsSchema } from "../../planner/decisions.ts";
import { confirmApply } from "../confirm-apply.ts";
import { notifyImport } from "../move-import.ts";
import { openKey } from "../pull/seal-key.ts";
import { startPull } from "../pull/start-pull.ts";
import { clockActor } from "./clock-actor.ts";
import type { RunProblem } from "./open-run.ts";

const openRun = {
  id: true,
  scheduleId: true,
  outcome: true,
  import: { select: { id: true, state: true, problem: true, planHash: true, decisions: true } },
} satisfies Prisma.ScheduleRunSelect;
type OpenRun = Prisma.ScheduleRunGetPayload<{ select: typeof openRun }>;

/**
 * Takes every open run as far as it goes without a person: has its import pulled, confirms a plan that has neither
 * blocker nor brake, and notes how it ends, or why it waits. Every step counts only where the run and its import are
 * still as they were seen; so any number of processes may do this at once, and any may be killed.
 */
export async function advanceRuns(db: Database): Promise<void> {
  const runs = await db.prisma.scheduleRun.findMany({
    where: { finishedAt: null },
    orderBy: { id: "asc" },
    select: openRun,
  });
  for (const run of runs) {
    // One that can't go on must not keep the others.
    await advanceRun(db, run).catch((error: Error) =>
      console.error(`schedule run ${run.id}:`, error.message),
    );
  }
}

async function advanceRun(db: Database, run: OpenRun): Promise<void> {
  const state = run.import?.state as ImportState | undefined;
  const problem = importProblem.nullable().parse(run.import?.problem ?? null);
  switch (state) {
    case "draft":
      return problem ? setOutcome(db, run, "failed", problem) : pull(db, run);
    case "pull_paused":
    case "paused":
    case "failed":
      return problem ? setOutcome(db, run, "failed", problem) : undefined;
    case "review":
      // A person who plans a held run again decides about it, too.
      return run.outcome === "held" ? undefined : confirm(db, run);
    case "complete":
    case "complete_with_errors":
    case "undoing":
    case "undone":
      return finish(db, run, "applied");
    case undefined:
    case "cancelled":
      return finish(db, run, "cancelled");
    default:
      // At work. What failed and goes on may end well.
      return run.outcome === "failed" ? setOutcome(db, run, "running", null) : undefined;
  }
}

/** Pulls with the schedule's keys, sealed again for this import. */
async function pull(db: Database, run: OpenRun): Promise<void> {
  if (!run.import) return;
  const { keys, options } = await db.prisma.schedule.findUniqueOrThrow({
    where: { id: run.scheduleId },
    select: { options: true, keys: { orderBy: { position: "asc" } } },
  });
  try {
    const tokens = keys.flatMap(({ id, sealed }) => (sealed ? [openKey(sealed, id)] : []));
    await startPull(db, clockActor, run.import.id, { tokens, options: pullOptions.parse(options) });
  } catch (error) {
    // Another process has started it.
    if (error instanceof AppError && error.code === "conflict") return;
    if (!(error instanceof AppError)) throw error;
    await setOutcome(db, run, "failed", problemOf(error));
  }
}

/** Confirms the plan as it stands; what a person must look at first holds it back. */
async function confirm(db: Database, run: OpenRun): Promise<void> {
  if (!run.import) return;
  try {
    await confirmApply(db, clockActor, run.import.id, {
      planHash: run.import.planHash ?? "",
      acceptRemovals: false,
    });
  } catch (error) {
    if (!(error instanceof AppError && error.code === "conflict")) throw error;
    await hold(db, run, run.import.id, problemOf(error));
  }
}

async function hold(db: Database, run: OpenRun, importId: string, problem: RunProblem): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    // Unless another process has confirmed it meanwhile: then the refusal was about that.
    const { count } = await tx.import.updateMany({
      where: { id: importId, state: "review" },
      data: { problem },
    });
    if (count === 0) return;
    await tx.scheduleRun.updateMany({
      where: { id: run.id, outcome: run.outcome },
      data: { outcome: "held", problem, notifiedAt: null },
    });
    await notifyImport(tx, importId);
  });
}

async function setOutcome(
  db: Database,
  run: OpenRun,
  outcome: "running" | "failed",
  problem: RunProblem | null,
): Promise<void> {
  if (run.outcome === outcome) return;
  await db.prisma.scheduleRun.updateMany({
    where: { id: run.id, outcome: run.outcome, finishedAt: null },
    data: { outcome, problem: problem ?? Prisma.DbNull, notifiedAt: null },
  });
}

/** Ends a run. What people decided about a held one holds for the nights to come. */
async function finish(db: Database, run: OpenRun, outcome: "applied" | "cancelled"): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    const { count } = await tx.scheduleRun.updateMany({
      where: { id: run.id, finishedAt: null },
      data: { outcome, problem: Prisma.DbNull, finishedAt: new Date() },
    });
    if (count === 0 || outcome !== "applied" || run.outcome !== "held") return;
    const decisions = decisionsSchema.parse(run.import?.decisions);
    await tx.schedule.update({ where: { id: run.scheduleId }, data: { decisions } });
  });
}

function problemOf({ code, message, whatToDo }: AppError): RunProblem {
  return { code, message, whatToDo };
}
