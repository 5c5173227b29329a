import { idMapRequest } from "@/lib/api/id-map.ts";
import { processDatabase } from "@/lib/database/database.ts";
import { lookUpIds } from "@/lib/directory/look-up-ids.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { parseInput } from "@/lib/identity/parse-input.ts";

export const GET = adminRoute(({ actor, searchParams }) => {
  const request = parseInput(idMapRequest, { source_id: searchParams.getAll("source_id") });
  return lookUpIds(processDatabase(), actor, request.source_id);
});
