import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { completeFile } from "@/lib/imports/complete-file.ts";

export const POST = adminRoute<{ importId: string; fileId: string }>(({ actor, params }) =>
  completeFile(processDatabase(), actor, params.importId, params.fileId),
);
