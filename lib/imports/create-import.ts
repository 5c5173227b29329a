import type { ImportDetail } from "../api/contract.ts";
import { recordAudit } from "../audit/record-audit.ts";
import type { Database } from "../database/database.ts";
import type { Prisma } from "../generated/prisma/client.ts";
import { type Actor, actorName } from "../identity/actor.ts";
import { type Decisions, noDecisions } from "../planner/decisions.ts";
import { getImport } from "./get-import.ts";
import { newId } from "./new-id.ts";
import { standingMerges } from "./standing-merges.ts";

const viaOf = { operator: "wizard", cli: "cli", system: "schedule" } as const;

/**
 * Starts an import as an empty draft, with what was decided about the merges of its origin before. The origin of that
 * name is made if there is none.
 */
export async function createImport(
  db: Database,
  actor: Actor,
  { originName }: { originName: string },
): Promise<ImportDetail> {
  const id = await db.prisma.$transaction(async (tx) => {
    const merges = await standingMerges(tx, originName);
    return addImport(tx, actor, originName, { ...noDecisions, merges });
  });
  return getImport(db, actor, id);
}

/** The same within the caller's transaction, and with decisions that were made before. Returns its id. */
export async function addImport(
  tx: Prisma.TransactionClient,
  actor: Actor,
  originName: string,
  decisions: Decisions,
): Promise<string> {
  const id = newId("imp");
  const via = viaOf[actor.kind];
  // Written even where it is there, so that the row comes back and two who come at once get the same one.
  const [origin] = await tx.$queryRaw<{ id: number }[]>`
    INSERT INTO origins (name) VALUES (${originName})
    ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id`;
  if (!origin) throw new Error(`origin ${originName} was neither made nor found`);
  await tx.import.create({
    data: { id, originId: origin.id, via, createdBy: actorName(actor), decisions },
  });
  await recordAudit(tx, actor, "import.created", { kind: "import", id }, { origin: originName, via });
  return id;
}
