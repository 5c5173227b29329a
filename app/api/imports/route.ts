import { z } from "zod";
import { createImport as createImportBody } from "@/lib/api/contract.ts";
import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { createImport } from "@/lib/imports/create-import.ts";
import { listImports } from "@/lib/imports/list-imports.ts";

const query = z.object({ cursor: z.string().optional() });

export const GET = adminRoute(({ actor, readQuery }) =>
  listImports(processDatabase(), actor, readQuery(query).cursor),
);

export const POST = adminRoute(async ({ actor, readJson }) =>
  createImport(processDatabase(), actor, await readJson(createImportBody)),
);
