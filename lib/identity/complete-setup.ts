import { randomUUID } from "node:crypto";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { AppError } from "../errors.ts";
import type { PrismaClient } from "../generated/prisma/client.ts";
import { operatorEmail, operatorName } from "./operator-input.ts";
import { hasAdmin, hashCode, linkKind } from "./setup-link.ts";

export const setupInput = z.object({
  code: z.string().min(1, "The link is incomplete.").max(200),
  name: operatorName,
  email: operatorEmail,
});

/** Held while a link is used, so that of two links opened at once the second sees the first one's administrator. */
const setupLock = 7_316_402;

/**
 * Uses up a set-up or recover link and makes its holder an administrator: a new operator, or with a recover
 * link the one who has this address already. All or nothing.
 *
 * @returns the administrator's id, to open a session for.
 * @throws `forbidden` for a link that was used, has expired or never was; `conflict` for a set-up link once
 * there is an administrator.
 */
export async function completeSetup(
  prisma: PrismaClient,
  input: z.infer<typeof setupInput>,
): Promise<{ operatorId: string }> {
  const { code, name, email } = input;
  const kind = linkKind(code);
  return prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(${setupLock})::text`;
    if (kind === "setup" && (await hasAdmin(tx))) {
      throw new AppError(
        "conflict",
        "This dashboard is set up already.",
        "Sign in, or run `authio admin recover` on the server if nobody can.",
      );
    }
    const now = new Date();
    const used = await tx.setupLink.updateMany({
      where: { codeHash: hashCode(code), usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
    });
    if (used.count === 0) {
      throw new AppError(
        "forbidden",
        "This link was used already or has expired.",
        kind === "setup"
          ? "Restart Authio Migrate: it prints a new one."
          : "Run `authio admin recover` on the server again.",
      );
    }
    const operator = await tx.operator.upsert({
      where: { email },
      create: { id: randomUUID(), name, email, emailVerified: true, role: "admin" },
      update: { name, emailVerified: true, role: "admin" },
    });
    const actor = { kind: "operator", id: operator.id, name, email } as const;
    const action = kind === "setup" ? "setup.completed" : "operator.recovered";
    await recordAudit(tx, actor, action, { kind: "operator", id: operator.id }, { email });
    return { operatorId: operator.id };
  });
}
