import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { cancelImport } from "@/lib/imports/cancel-import.ts";
import { getImport } from "@/lib/imports/get-import.ts";

export const POST = adminRoute<{ importId: string }>(async ({ actor, params }) => {
  const db = processDatabase();
  await cancelImport(db, actor, params.importId);
  return getImport(db, actor, params.importId);
});
