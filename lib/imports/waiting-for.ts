import type { ImportState } from "../api/contract.ts";
import type { Prisma } from "../generated/prisma/client.ts";

/** Which import a waiting one waits for: `WorkOS by Ada (imp_…)`. Null when it waits for nobody. */
export async function waitingFor(
  prisma: Pick<Prisma.TransactionClient, "applyLock">,
  importId: string,
  state: ImportState,
): Promise<string | null> {
  if (state !== "waiting") return null;
  const lock = await prisma.applyLock.findFirst({
    where: { importId: { not: importId } },
    select: { import: { select: { id: true, createdBy: true, origin: { select: { name: true } } } } },
  });
  if (!lock) return null;
  return `${lock.import.origin.name} by ${lock.import.createdBy} (${lock.import.id})`;
}
