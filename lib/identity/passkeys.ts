import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { AppError } from "../errors.ts";
import type { PrismaClient } from "../generated/prisma/client.ts";
import type { Operator } from "./actor.ts";

export type PasskeyRow = { id: string; name: string; createdAt: string | null };

const nameOf = (passkey: { name?: string | null | undefined }) => passkey.name || "Passkey";

/** An operator's passkeys, newest first. */
export async function listPasskeys(prisma: PrismaClient, operator: Operator): Promise<PasskeyRow[]> {
  const rows = await prisma.operatorPasskey.findMany({
    where: { userId: operator.id },
    orderBy: { createdAt: "desc" },
  });
  return rows.map((row) => ({
    id: row.id,
    name: nameOf(row),
    createdAt: row.createdAt?.toISOString() ?? null,
  }));
}

/** What Better Auth answers when it has stored a passkey. */
export const addedPasskey = z.object({ userId: z.string(), name: z.string().nullish() });

/** Puts on record that an operator has added a passkey. */
export async function recordPasskeyAdded(
  prisma: PrismaClient,
  added: z.infer<typeof addedPasskey>,
): Promise<void> {
  const { id, name, email } = await prisma.operator.findUniqueOrThrow({ where: { id: added.userId } });
  const subject = { kind: "operator", id };
  await recordAudit(prisma, { kind: "operator", id, name, email }, "operator.passkey_added", subject, {
    passkey: nameOf(added),
  });
}

/**
 * Forgets one of the operator's own passkeys.
 *
 * @throws AppError `not_found`
 */
export async function removePasskey(prisma: PrismaClient, actor: Operator, passkeyId: string): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const [found] = await tx.operatorPasskey.findMany({ where: { id: passkeyId, userId: actor.id } });
    const { count } = await tx.operatorPasskey.deleteMany({ where: { id: passkeyId, userId: actor.id } });
    if (!found || count === 0) {
      throw new AppError("not_found", "You have no such passkey.", "Reload the page to see those you have.");
    }
    const subject = { kind: "operator", id: actor.id };
    await recordAudit(tx, actor, "operator.passkey_removed", subject, { passkey: nameOf(found) });
  });
}
