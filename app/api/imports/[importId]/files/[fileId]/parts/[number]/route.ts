import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { storePart } from "@/lib/imports/store-part.ts";

export const PUT = adminRoute<{ importId: string; fileId: string; number: string }>(
  ({ actor, params, request }) =>
    storePart(processDatabase(), actor, {
      importId: params.importId,
      fileId: params.fileId,
      number: /^\d{1,6}$/.test(params.number) ? Number(params.number) : -1,
      sha256: request.headers.get("x-part-sha256") ?? "",
      bytes: request.body ?? new Blob([]).stream(),
    }),
);
