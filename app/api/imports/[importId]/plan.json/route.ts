import { processDatabase } from "@/lib/database/database.ts";
import { download } from "@/lib/downloads/download.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { writePlan } from "@/lib/imports/write-plan.ts";

export const GET = adminRoute<{ importId: string }>(async ({ actor, params }) => {
  const text = await writePlan(processDatabase(), actor, params.importId);
  return download(text, { name: "plan.json", contentType: "application/json" });
});
