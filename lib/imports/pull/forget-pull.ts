import type { Prisma } from "../../generated/prisma/client.ts";

/** Removes what was pulled for an import, and the keys it was pulled with. */
export async function forgetPull(tx: Prisma.TransactionClient, importId: string): Promise<void> {
  await tx.pullPage.deleteMany({ where: { importId } });
  await tx.pullTask.deleteMany({ where: { importId } });
  await tx.pullLane.deleteMany({ where: { importId } });
  await tx.workosKey.deleteMany({ where: { importId } });
}
