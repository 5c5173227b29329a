import type { Prisma } from "../generated/prisma/client.ts";
import { type Decisions, decisionsSchema } from "../planner/decisions.ts";

/**
 * What was decided about an origin's merges, as the directory stands: by its last import that was applied and not
 * undone. The next import begins with it: two people who were split stay two, however often the source is read again.
 */
export async function standingMerges(
  tx: Prisma.TransactionClient,
  originName: string,
): Promise<Decisions["merges"]> {
  const last = await tx.import.findFirst({
    where: {
      origin: { name: originName },
      startedAt: { not: null },
      state: { in: ["complete", "complete_with_errors"] },
    },
    orderBy: { startedAt: "desc" },
    select: { decisions: true },
  });
  return last ? decisionsSchema.parse(last.decisions).merges : {};
}
