import { adminRoute } from "@/lib/identity/admin-route.ts";
import { identityConfig } from "@/lib/identity/identity-config.ts";
import { sendInvitation } from "@/lib/identity/invitation.ts";

/** Sends the invitation again. */
export const POST = adminRoute<{ operatorId: string }>(async ({ params }) => {
  await sendInvitation(identityConfig().prisma, params.operatorId);
});
