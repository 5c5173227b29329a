import { processDatabase } from "@/lib/database/database.ts";
import { download } from "@/lib/downloads/download.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { logFilter } from "@/lib/imports/log-filter.ts";
import { writeLog } from "@/lib/imports/write-log.ts";

export const GET = adminRoute<{ importId: string }>(async ({ actor, params, readQuery }) => {
  const text = await writeLog(processDatabase(), actor, params.importId, "ndjson", readQuery(logFilter));
  return download(text, { name: `${params.importId}-log.ndjson`, contentType: "application/x-ndjson" });
});
