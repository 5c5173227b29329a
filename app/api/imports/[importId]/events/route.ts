import { processDatabase } from "@/lib/database/database.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { authorize } from "@/lib/identity/authorize.ts";
import { streamTicks } from "@/lib/imports/stream-ticks.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

export const GET = adminRoute<{ importId: string }>(async ({ actor, params, request }) => {
  const headers = new Headers(request.headers);
  const events = await streamTicks(processDatabase(), actor, params.importId, {
    signal: request.signal,
    isAllowed: async () => (await authorize(headers)).outcome === "admin",
  });
  return new Response(events, {
    headers: {
      "content-type": "text/event-stream",
      // A proxy that compresses or buffers would hold every event back.
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    },
  });
});
