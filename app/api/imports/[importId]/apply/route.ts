import { confirmApply as confirmApplyBody } from "@/lib/api/contract.ts";
import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { confirmApply } from "@/lib/imports/confirm-apply.ts";
import { getImport } from "@/lib/imports/get-import.ts";

export const POST = adminRoute<{ importId: string }>(async ({ actor, params, readJson }) => {
  const db = processDatabase();
  await confirmApply(db, actor, params.importId, await readJson(confirmApplyBody));
  return getImport(db, actor, params.importId);
});
