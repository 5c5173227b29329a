import { startPull as startPullInput } from "@/lib/api/pull.ts";
import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { getImport } from "@/lib/imports/get-import.ts";
import { startPull } from "@/lib/imports/pull/start-pull.ts";

export const POST = adminRoute<{ importId: string }>(async ({ actor, params, readJson }) => {
  const db = processDatabase();
  await startPull(db, actor, params.importId, await readJson(startPullInput));
  return getImport(db, actor, params.importId);
});
