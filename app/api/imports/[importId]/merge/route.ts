import { z } from "zod";
import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { getMerge } from "@/lib/imports/get-merge.ts";

/** An address may hold a slash: it travels in the query. */
const query = z.object({ key: z.string() });

export const GET = adminRoute<{ importId: string }>(({ actor, params, readQuery }) =>
  getMerge(processDatabase(), actor, params.importId, readQuery(query).key),
);
