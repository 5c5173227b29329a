import { adminRoute } from "@/lib/identity/admin-route.ts";
import { identityConfig } from "@/lib/identity/identity-config.ts";
import { removePasskey } from "@/lib/identity/passkeys.ts";

/** Removes one of one's own passkeys. */
export const DELETE = adminRoute<{ passkeyId: string }>(({ actor, params }) =>
  removePasskey(identityConfig().prisma, actor, params.passkeyId),
);
