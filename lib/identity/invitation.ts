import { AppError } from "../errors.ts";
import type { PrismaClient } from "../generated/prisma/client.ts";
import { operatorAuth } from "./operator-auth.ts";

/**
 * Mails an operator a first sign-in link. Throws `not_found`, and what `sendMail` throws: the operator stays
 * invited then, and the mail can be sent again.
 */
export async function sendInvitation(prisma: PrismaClient, operatorId: string): Promise<void> {
  const operator = await prisma.operator.findUnique({ where: { id: operatorId } });
  if (!operator) {
    throw new AppError(
      "not_found",
      "There is no such operator.",
      "Reload the list: somebody may have removed them.",
    );
  }
  // No headers: not a request of theirs, so none of the limits for strangers apply.
  await operatorAuth().api.signInMagicLink({ body: { email: operator.email }, headers: new Headers() });
}
