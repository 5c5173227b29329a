import { z } from "zod";
import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { getDrift } from "@/lib/imports/drift/get-drift.ts";

const query = z.object({ cursor: z.string().optional() });

export const GET = adminRoute<{ importId: string }>(({ actor, params, readQuery }) =>
  getDrift(processDatabase(), actor, params.importId, readQuery(query).cursor),
);
