import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { useSample } from "@/lib/imports/use-sample.ts";

export const POST = adminRoute<{ importId: string }>(({ actor, params }) =>
  useSample(processDatabase(), actor, params.importId),
);
