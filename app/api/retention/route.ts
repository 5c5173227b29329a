import { retentionDays } from "@/lib/api/storage.ts";
import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { changeRetention } from "@/lib/imports/retention/change-retention.ts";

export const PUT = adminRoute(async ({ actor, readJson }) => {
  await changeRetention(processDatabase(), actor, await readJson(retentionDays));
});
