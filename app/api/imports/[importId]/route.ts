import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { getImport } from "@/lib/imports/get-import.ts";

export const GET = adminRoute<{ importId: string }>(({ actor, params }) =>
  getImport(processDatabase(), actor, params.importId),
);
