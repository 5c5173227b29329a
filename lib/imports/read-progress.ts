import type { KindProgress } from "../api/contract.ts";
import type { Prisma } from "../generated/prisma/client.ts";
import { plannedKinds } from "../planner/planned-records.ts";

/** How far each kind of an import's records has come, parents first. */
export async function readProgress(
  prisma: Pick<Prisma.TransactionClient, "importProgress">,
  importId: string,
): Promise<KindProgress[]> {
  const rows = await prisma.importProgress.findMany({ where: { importId } });
  return plannedKinds.flatMap((kind) => {
    const row = rows.find((candidate) => candidate.kind === kind);
    if (!row) return [];
    const { importId: _, startedAt, finishedAt, retriedSkipped, retriedFailed, ...counts } = row;
    return {
      ...counts,
      kind,
      startedAt: startedAt?.toISOString() ?? null,
      finishedAt: finishedAt?.toISOString() ?? null,
    };
  });
}
