import { checklistItem, tickChecklist as tickChecklistBody } from "@/lib/api/contract.ts";
import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { parseInput } from "@/lib/identity/parse-input.ts";
import { tickChecklist } from "@/lib/imports/tick-checklist.ts";

export const PUT = adminRoute<{ importId: string; item: string }>(async ({ actor, params, readJson }) => {
  const item = parseInput(checklistItem, params.item);
  return tickChecklist(processDatabase(), actor, params.importId, item, await readJson(tickChecklistBody));
});
