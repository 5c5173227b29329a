import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { getImport } from "@/lib/imports/get-import.ts";
import { putDecisions } from "@/lib/imports/put-decisions.ts";
import { decisionsSchema } from "@/lib/planner/decisions.ts";

export const GET = adminRoute<{ importId: string }>(async ({ actor, params }) => {
  const { decisions } = await getImport(processDatabase(), actor, params.importId);
  return decisions;
});

export const PUT = adminRoute<{ importId: string }>(async ({ actor, params, readJson }) => {
  const db = processDatabase();
  await putDecisions(db, actor, params.importId, await readJson(decisionsSchema));
  return getImport(db, actor, params.importId);
});
