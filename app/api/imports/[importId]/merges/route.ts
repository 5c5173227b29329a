import { z } from "zod";
import { mergeQuery, mergeSort } from "@/lib/api/merge-groups.ts";
import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { listMerges } from "@/lib/imports/list-merges.ts";

const query = z.object({
  ...mergeQuery.shape,
  sort: mergeSort.default("email"),
  cursor: z.string().optional(),
});

export const GET = adminRoute<{ importId: string }>(({ actor, params, readQuery }) => {
  const { cursor, ...filter } = readQuery(query);
  return listMerges(processDatabase(), actor, params.importId, filter, cursor);
});
