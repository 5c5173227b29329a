import { decisionEdits } from "@/lib/api/decision-edits.ts";
import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { editDecisions } from "@/lib/imports/edit-decisions.ts";
import { getImport } from "@/lib/imports/get-import.ts";

/** A `migration.json` that decides every group of a large import is some megabytes. */
const maxBodyBytes = 64 * 1024 * 1024;

export const PATCH = adminRoute<{ importId: string }>(async ({ actor, params, readJson }) => {
  const db = processDatabase();
  await editDecisions(db, actor, params.importId, await readJson(decisionEdits, maxBodyBytes));
  return getImport(db, actor, params.importId);
});
