import { z } from "zod";
import { adminRoute } from "@/lib/identity/admin-route.ts";
import { identityConfig } from "@/lib/identity/identity-config.ts";
import { sendInvitation } from "@/lib/identity/invitation.ts";
import { operatorEmail, operatorRole } from "@/lib/identity/operator-input.ts";
import { inviteOperator } from "@/lib/identity/operators.ts";
import { requireMail } from "@/lib/identity/send-mail.ts";

const input = z.object({ email: operatorEmail, role: operatorRole });

export const POST = adminRoute(async ({ actor, readJson }) => {
  const config = identityConfig();
  requireMail(config);
  const invitation = await readJson(input);
  const { operatorId } = await inviteOperator(config.prisma, actor, invitation);
  await sendInvitation(config.prisma, operatorId);
  return { operatorId };
});
