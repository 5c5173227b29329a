import type { ImportDetail } from "../api/contract.ts";
import { recordAudit } from "../audit/record-audit.ts";
import type { Database } from "../database/database.ts";
import { type Actor, actorName } from "../identity/actor.ts";
import { noDecisions } from "../planner/decisions.ts";
import { getImport } from "./get-import.ts";
import { newId } from "./new-id.ts";

/** Starts an import as an empty draft. The origin of that name is made if there is none. */
export async function createImport(
  db: Database,
  actor: Actor,
  { originName }: { originName: string },
): Promise<ImportDetail> {
  const id = newId("imp");
  await db.prisma.$transaction(async (tx) => {
    // Written even where it is there, so that the row comes back and two who come at once get the same one.
    const [origin] = await tx.$queryRaw<{ id: number }[]>`
      INSERT INTO origins (name) VALUES (${originName})
      ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id`;
    if (!origin) throw new Error(`origin ${originName} was neither made nor found`);
    const via = actor.kind === "cli" ? "cli" : "wizard";
    await tx.import.create({
      data: { id, originId: origin.id, via, createdBy: actorName(actor), decisions: noDecisions },
    });
    await recordAudit(tx, actor, "import.created", { kind: "import", id }, { origin: originName, via });
  });
  return getImport(db, actor, id);
}
