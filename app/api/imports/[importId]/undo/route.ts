import { z } from "zod";
import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { getImport } from "@/lib/imports/get-import.ts";
import { getUndoReport } from "@/lib/imports/get-undo-report.ts";
import { startUndo } from "@/lib/imports/start-undo.ts";

const query = z.object({ cursor: z.string().optional() });

export const GET = adminRoute<{ importId: string }>(({ actor, params, readQuery }) =>
  getUndoReport(processDatabase(), actor, params.importId, readQuery(query).cursor),
);

export const POST = adminRoute<{ importId: string }>(async ({ actor, params }) => {
  const db = processDatabase();
  await startUndo(db, actor, params.importId);
  return getImport(db, actor, params.importId);
});
