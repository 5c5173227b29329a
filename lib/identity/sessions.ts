import { recordAudit } from "../audit/record-audit.ts";
import { AppError } from "../errors.ts";
import type { PrismaClient } from "../generated/prisma/client.ts";
import type { Operator } from "./actor.ts";

export type SessionRow = {
  id: string;
  userAgent: string;
  /** As the server saw it; null where it could not tell. */
  ipAddress: string | null;
  signedInAt: string;
};

/** Where an operator is signed in, newest first. */
export async function listSessions(prisma: PrismaClient, operator: Operator): Promise<SessionRow[]> {
  const rows = await prisma.operatorSession.findMany({
    where: { userId: operator.id, expiresAt: { gt: new Date() } },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
  });
  return rows.map((row) => ({
    id: row.id,
    userAgent: row.userAgent ?? "",
    ipAddress: row.ipAddress || null,
    signedInAt: row.createdAt.toISOString(),
  }));
}

/**
 * Ends one of the operator's own sessions: whoever uses it is signed out at the next request.
 *
 * @throws AppError `not_found`
 */
export async function endSession(prisma: PrismaClient, actor: Operator, sessionId: string): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const { count } = await tx.operatorSession.deleteMany({ where: { id: sessionId, userId: actor.id } });
    if (count === 0) {
      throw new AppError("not_found", "This session has ended already.", "Reload the page.");
    }
    await recordAudit(tx, actor, "operator.session_ended", { kind: "operator", id: actor.id });
  });
}
