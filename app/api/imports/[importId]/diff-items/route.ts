import { z } from "zod";
import { diffItemRow } from "@/lib/api/plan-review.ts";
import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { listDiffItems } from "@/lib/imports/list-diff-items.ts";

const query = z.object({
  action: diffItemRow.shape.action.optional(),
  kind: diffItemRow.shape.kind.optional(),
  cursor: z.string().optional(),
});

export const GET = adminRoute<{ importId: string }>(({ actor, params, readQuery }) => {
  const { cursor, ...filter } = readQuery(query);
  return listDiffItems(processDatabase(), actor, params.importId, filter, cursor);
});
