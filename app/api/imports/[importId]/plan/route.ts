import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { getPlanReview } from "@/lib/imports/get-plan-review.ts";

export const GET = adminRoute<{ importId: string }>(({ actor, params }) =>
  getPlanReview(processDatabase(), actor, params.importId),
);
