import type { ImportState } from "../api/contract.ts";
import { applyEdit, type DecisionEdit, type GroupAction, sameDecisions } from "../api/decision-edits.ts";
import { recordAudit } from "../audit/record-audit.ts";
import type { Database } from "../database/database.ts";
import { AppError } from "../errors.ts";
import type { Prisma } from "../generated/prisma/client.ts";
import type { Actor } from "../identity/actor.ts";
import { type Decisions, decisionsSchema, type MergeDecision } from "../planner/decisions.ts";
import { importNotFound } from "./import-not-found.ts";
import { selectGroups } from "./select-groups.ts";
import { startReading } from "./start-reading.ts";

type Stored = { state: ImportState; decisions: unknown; planHash: string | null };

/** Deciding a million groups in one statement takes some seconds. */
const transactionMs = 60_000;

/**
 * Lays edits over the import's decisions, in their order; if that changes any, one that was planned already is planned
 * again. The same edits again change nothing.
 *
 * @throws AppError `conflict` once the import is confirmed, while it is being planned, or when groups were chosen in
 *   another plan than the present one
 */
export async function editDecisions(
  db: Database,
  actor: Actor,
  importId: string,
  edits: readonly DecisionEdit[],
): Promise<void> {
  const isToPlanAgain = await db.prisma.$transaction(
    async (tx) => {
      const [found] = await tx.$queryRaw<Stored[]>`
        SELECT state, decisions, plan_hash AS "planHash" FROM imports WHERE id = ${importId} FOR UPDATE`;
      if (!found) throw importNotFound(importId);
      if (!["draft", "review", "failed"].includes(found.state)) {
        throw new AppError(
          "conflict",
          `Decisions can't change while the import is ${found.state.replaceAll("_", " ")}.`,
          "Wait for the plan; once it is confirmed, start another import instead.",
        );
      }
      const before = decisionsSchema.parse(found.decisions);
      let decisions = before;
      for (const edit of edits) decisions = await applyTo(tx, importId, found.planHash, decisions, edit);
      if (sameDecisions(before, decisions)) return false;
      await tx.import.update({ where: { id: importId }, data: { decisions }, select: { id: true } });
      await recordAudit(
        tx,
        actor,
        "import.decided",
        { kind: "import", id: importId },
        { edits: edits.length },
      );
      return found.state === "review";
    },
    { timeout: transactionMs },
  );
  if (isToPlanAgain) await startReading(db, actor, importId);
}

async function applyTo(
  tx: Prisma.TransactionClient,
  importId: string,
  planHash: string | null,
  decisions: Decisions,
  edit: DecisionEdit,
): Promise<Decisions> {
  const { merges, ...plain } = decisions;
  switch (edit.field) {
    case "all":
      return edit.value;
    case "merges":
      return { ...plain, merges: withDecisions(merges, [[edit.key, edit.value]]) };
    case "mergeGroups": {
      if ("planHash" in edit.groups && edit.groups.planHash !== planHash) {
        throw new AppError(
          "conflict",
          "The plan was made again since these groups were chosen: others may match by now.",
          "Discard the pending changes and choose the groups again.",
        );
      }
      const groups = await selectGroups(tx, importId, edit.groups, edit.action);
      const changes = groups
        // A split that is there already has addresses that somebody gave.
        .filter(({ emailKey }) => edit.action !== "split" || merges[emailKey]?.action !== "split")
        .map(
          ({ emailKey, splitSourceIds }): MergeChange => [emailKey, decisionOf(edit.action, splitSourceIds)],
        );
      return { ...plain, merges: withDecisions(merges, changes) };
    }
    default:
      return { ...applyEdit(plain, edit), merges };
  }
}

type MergeChange = [emailKey: string, decision: MergeDecision | null];

function decisionOf(action: GroupAction, splitSourceIds: readonly string[]): MergeDecision | null {
  if (action === null) return null;
  if (action !== "split") return { action };
  return { action, addresses: Object.fromEntries(splitSourceIds.map((sourceId) => [sourceId, null])) };
}

function withDecisions(merges: Decisions["merges"], changes: readonly MergeChange[]): Decisions["merges"] {
  const all = new Map(Object.entries(merges));
  for (const [emailKey, decision] of changes) {
    if (decision === null) all.delete(emailKey);
    else all.set(emailKey, decision);
  }
  return Object.fromEntries(all);
}
