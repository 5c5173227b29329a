import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { removeFile } from "@/lib/imports/remove-file.ts";

export const DELETE = adminRoute<{ importId: string; fileId: string }>(({ actor, params }) =>
  removeFile(processDatabase(), actor, params.importId, params.fileId),
);
