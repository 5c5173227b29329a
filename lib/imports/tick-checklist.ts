import type { checklistItems } from "../api/contract.ts";
import { recordAudit } from "../audit/record-audit.ts";
import type { Database } from "../database/database.ts";
import { type Actor, actorName } from "../identity/actor.ts";
import { type Checklist, readChecklist } from "./checklist.ts";
import { ensureImport } from "./import-not-found.ts";

/**
 * Notes that a person says an item of the checklist is done, with name and date; or takes that back. The first who
 * says so stays the one who did.
 *
 * @throws AppError `not_found`
 */
export async function tickChecklist(
  db: Database,
  actor: Actor,
  importId: string,
  item: (typeof checklistItems)[number],
  { isDone }: { isDone: boolean },
): Promise<Checklist> {
  await ensureImport(db, importId);
  await db.prisma.$transaction(async (tx) => {
    const { count } = isDone
      ? await tx.importChecklist.createMany({
          data: { importId, item, doneBy: actorName(actor) },
          skipDuplicates: true,
        })
      : await tx.importChecklist.deleteMany({ where: { importId, item } });
    if (count === 0) return;
    const action = isDone ? "import.checklist_ticked" : "import.checklist_unticked";
    await recordAudit(tx, actor, action, { kind: "import", id: importId }, { item });
  });
  return readChecklist(db, importId);
}
