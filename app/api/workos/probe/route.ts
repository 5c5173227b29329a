import { probeKey } from "@/lib/api/pull.ts";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { probeWorkosKey } from "@/lib/imports/pull/probe-workos-key.ts";

export const POST = adminRoute(async ({ actor, request, readJson }) => {
  const { token, options } = await readJson(probeKey);
  return probeWorkosKey(actor, token, options, request.signal);
});
