import { declareFile as declareFileBody } from "@/lib/api/contract.ts";
import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { declareFile } from "@/lib/imports/declare-file.ts";

export const POST = adminRoute<{ importId: string }>(async ({ actor, params, readJson }) =>
  declareFile(processDatabase(), actor, params.importId, await readJson(declareFileBody)),
);
