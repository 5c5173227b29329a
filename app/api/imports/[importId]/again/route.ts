import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { decideAgain } from "@/lib/imports/decide-again.ts";

export const POST = adminRoute<{ importId: string }>(({ actor, params }) =>
  decideAgain(processDatabase(), actor, params.importId),
);
