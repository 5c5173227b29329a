import { processDatabase } from "@/lib/database/database.ts";
import { download } from "@/lib/downloads/download.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { writeIssuesCsv } from "@/lib/imports/write-issues-csv.ts";

export const GET = adminRoute<{ importId: string }>(async ({ actor, params }) => {
  const text = await writeIssuesCsv(processDatabase(), actor, params.importId);
  return download(text, { name: `${params.importId}-issues.csv`, contentType: "text/csv" });
});
