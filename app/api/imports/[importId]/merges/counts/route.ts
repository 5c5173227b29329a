import { mergeQuery } from "@/lib/api/merge-groups.ts";
import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { countMerges } from "@/lib/imports/list-merges.ts";

export const GET = adminRoute<{ importId: string }>(({ actor, params, readQuery }) =>
  countMerges(processDatabase(), actor, params.importId, readQuery(mergeQuery)),
);
