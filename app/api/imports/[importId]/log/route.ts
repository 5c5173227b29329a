import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { getLogPage, logRequest } from "@/lib/imports/get-log-page.ts";

export const GET = adminRoute<{ importId: string }>(({ actor, params, readQuery }) =>
  getLogPage(processDatabase(), actor, params.importId, readQuery(logRequest)),
);
