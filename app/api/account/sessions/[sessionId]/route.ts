import { adminRoute } from "@/lib/identity/admin-route.ts";
import { identityConfig } from "@/lib/identity/identity-config.ts";
import { endSession } from "@/lib/identity/sessions.ts";

/** Ends one of one's own sessions. */
export const DELETE = adminRoute<{ sessionId: string }>(({ actor, params }) =>
  endSession(identityConfig().prisma, actor, params.sessionId),
);
