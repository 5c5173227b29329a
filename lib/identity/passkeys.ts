import type { PrismaClient } from "../generated/prisma/client.ts";
import type { Operator } from "./actor.ts";

export type PasskeyRow = { id: string; name: string; createdAt: string | null };

/** An operator's passkeys, newest first. */
export async function listPasskeys(prisma: PrismaClient, operator: Operator): Promise<PasskeyRow[]> {
  const rows = await prisma.operatorPasskey.findMany({
    where: { userId: operator.id },
    orderBy: { createdAt: "desc" },
  });
  return rows.map(({ id, name, createdAt }) => ({
    id,
    name: name || "Passkey",
    createdAt: createdAt?.toISOString() ?? null,
  }));
}
