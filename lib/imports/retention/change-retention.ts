import type { RetentionDays } from "../../api/storage.ts";
import { recordAudit } from "../../audit/record-audit.ts";
import type { Database } from "../../database/database.ts";
import type { Prisma } from "../../generated/prisma/client.ts";
import type { Actor } from "../../identity/actor.ts";

/** Says how long what imports leave behind is kept. It counts from the next daily run on. */
export async function changeRetention(db: Database, actor: Actor, days: RetentionDays): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    const from = await readRetention(tx);
    if (JSON.stringify(from) === JSON.stringify(days)) return;
    await tx.retention.update({ where: { id: 1 }, data: days });
    await recordAudit(tx, actor, "retention.changed", null, { from, to: days });
  });
}

export function readRetention(tx: Pick<Prisma.TransactionClient, "retention">): Promise<RetentionDays> {
  return tx.retention.findUniqueOrThrow({
    where: { id: 1 },
    select: { snapshotDays: true, planDays: true, journalDays: true, logDays: true, quietDays: true },
  });
}
