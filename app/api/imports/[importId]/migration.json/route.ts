import { processDatabase } from "@/lib/database/database.ts";
import { download } from "@/lib/downloads/download.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { writeDecisions } from "@/lib/imports/write-decisions.ts";

export const GET = adminRoute<{ importId: string }>(async ({ actor, params }) => {
  const text = await writeDecisions(processDatabase(), actor, params.importId);
  return download(text, { name: "migration.json", contentType: "application/json" });
});
