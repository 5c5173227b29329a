import type { ImportState } from "../api/contract.ts";
import { AppError } from "../errors.ts";
import { Prisma } from "../generated/prisma/client.ts";
import { importNotFound } from "./import-not-found.ts";
import { moveImport } from "./move-import.ts";

/** States in which an import's files may change. */
const openStates: readonly string[] = ["draft", "review", "failed"] satisfies ImportState[];

export function isOpenForFiles(state: string): boolean {
  return openStates.includes(state);
}

/** Thrown where files of an import may not change any more. */
export function filesAreFixed(state: string): AppError {
  return new AppError(
    "conflict",
    `This import is ${state.replaceAll("_", " ")}: its files can't change any more.`,
    "Start another import for other files.",
  );
}

/**
 * First step of everything that changes an import's files: locks the import, and takes one that was planned
 * already back to draft, without its plan, which speaks of other files.
 *
 * @throws AppError `not_found`, or `conflict` where the files are fixed
 */
export async function openForFiles(tx: Prisma.TransactionClient, importId: string): Promise<void> {
  const { state, appliedChunks } = await lockState(tx, importId);
  // What was applied in part is in the log by its place in the plan: another plan would overwrite that story.
  if (!isOpenForFiles(state) || appliedChunks > 0) throw filesAreFixed(state);
  if (state === "draft") return;
  await moveImport(tx, importId, ["review", "failed"], "draft", {
    problem: Prisma.DbNull,
    reading: Prisma.DbNull,
    readingReport: Prisma.DbNull,
    planSummary: Prisma.DbNull,
    planStats: Prisma.DbNull,
    planHash: null,
    plannedAt: null,
    diffSummary: Prisma.DbNull,
    diffedAt: null,
  });
}

async function lockState(
  tx: Prisma.TransactionClient,
  importId: string,
): Promise<{ state: string; appliedChunks: number }> {
  const [found] = await tx.$queryRaw<{ state: string; appliedChunks: number }[]>`
    SELECT state, applied_chunks AS "appliedChunks" FROM imports WHERE id = ${importId} FOR UPDATE`;
  if (!found) throw importNotFound(importId);
  return found;
}
