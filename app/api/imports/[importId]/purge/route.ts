import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { getImport } from "@/lib/imports/get-import.ts";
import { requestPurge } from "@/lib/imports/retention/request-purge.ts";

export const POST = adminRoute<{ importId: string }>(async ({ actor, params }) => {
  const db = processDatabase();
  await requestPurge(db, actor, params.importId);
  return getImport(db, actor, params.importId);
});
