import { z } from "zod";
import { issueRow } from "@/lib/api/plan-review.ts";
import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { listPlanIssues } from "@/lib/imports/list-plan-issues.ts";

const query = z.object({
  code: z.string().optional(),
  severity: issueRow.shape.severity.optional(),
  q: z.string().max(200).optional(),
  cursor: z.string().optional(),
});

export const GET = adminRoute<{ importId: string }>(({ actor, params, readQuery }) => {
  const { cursor, ...filter } = readQuery(query);
  return listPlanIssues(processDatabase(), actor, params.importId, filter, cursor);
});
