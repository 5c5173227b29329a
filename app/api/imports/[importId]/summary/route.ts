import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { getImportSummary } from "@/lib/imports/get-import-summary.ts";

export const GET = adminRoute<{ importId: string }>(({ actor, params }) =>
  getImportSummary(processDatabase(), actor, params.importId),
);
