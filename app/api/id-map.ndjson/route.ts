import { idMapDownload } from "@/lib/api/id-map.ts";
import { processDatabase } from "@/lib/database/database.ts";
import { writeIdMap } from "@/lib/directory/write-id-map.ts";
import { download } from "@/lib/downloads/download.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";

export const GET = adminRoute(({ actor, readQuery }) => {
  const text = writeIdMap(processDatabase(), actor, "ndjson", readQuery(idMapDownload).kind);
  return download(text, { name: "authio-id-map.ndjson", contentType: "application/x-ndjson" });
});
