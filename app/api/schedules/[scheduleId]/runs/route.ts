import { z } from "zod";
import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { listRuns } from "@/lib/imports/schedules/list-runs.ts";

const query = z.object({ cursor: z.string().optional() });

export const GET = adminRoute<{ scheduleId: string }>(({ actor, params, readQuery }) =>
  listRuns(processDatabase(), actor, params.scheduleId, readQuery(query).cursor),
);
