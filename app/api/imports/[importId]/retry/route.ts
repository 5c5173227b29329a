import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { getImport } from "@/lib/imports/get-import.ts";
import { startRetry } from "@/lib/imports/start-retry.ts";

export const POST = adminRoute<{ importId: string }>(async ({ actor, params }) => {
  const db = processDatabase();
  await startRetry(db, actor, params.importId);
  return getImport(db, actor, params.importId);
});
