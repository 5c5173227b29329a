import { z } from "zod";
import { planItemKinds } from "@/lib/api/plan-review.ts";
import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { listPlanItems } from "@/lib/imports/list-plan-items.ts";

const query = z.object({
  kind: z.enum(planItemKinds),
  q: z.string().max(200).optional(),
  cursor: z.string().optional(),
});

export const GET = adminRoute<{ importId: string }>(({ actor, params, readQuery }) => {
  const { cursor, ...filter } = readQuery(query);
  return listPlanItems(processDatabase(), actor, params.importId, filter, cursor);
});
