import { randomUUID } from "node:crypto";
import { recordAudit } from "../audit/record-audit.ts";
import { AppError } from "../errors.ts";
import type { Prisma, PrismaClient } from "../generated/prisma/client.ts";
import type { Operator } from "./actor.ts";
import type { OperatorRole } from "./operator-input.ts";

export type OperatorRow = {
  id: string;
  name: string;
  email: string;
  role: OperatorRole;
  /** Never signed in so far. */
  isInvited: boolean;
  passkeys: number;
  createdAt: string;
};

/** All operators, oldest first. */
export async function listOperators(prisma: PrismaClient): Promise<OperatorRow[]> {
  const rows = await prisma.operator.findMany({
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    include: { _count: { select: { passkeys: true } } },
  });
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role === "admin" ? "admin" : "member",
    isInvited: !row.emailVerified,
    passkeys: row._count.passkeys,
    createdAt: row.createdAt.toISOString(),
  }));
}

/**
 * Makes the operator that an invitation is for. The caller sends the mail.
 * Throws `conflict` when there is one with this address.
 */
export async function inviteOperator(
  prisma: PrismaClient,
  actor: Operator,
  { email, role }: { email: string; role: OperatorRole },
): Promise<{ operatorId: string }> {
  return prisma.$transaction(async (tx) => {
    const id = randomUUID();
    const { count } = await tx.operator.createMany({
      data: [{ id, name: "", email, role }],
      skipDuplicates: true,
    });
    if (count === 0) {
      throw new AppError("conflict", `${email} is an operator already.`, "Look for the address in the list.");
    }
    await recordAudit(tx, actor, "operator.invited", { kind: "operator", id }, { email, role });
    return { operatorId: id };
  });
}

/** Throws `not_found`, and `conflict` when it would leave the dashboard without an administrator. */
export async function changeOperatorRole(
  prisma: PrismaClient,
  actor: Operator,
  operatorId: string,
  role: OperatorRole,
): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const before = await lockOperator(tx, operatorId);
    if (before.role === role) return;
    if (role !== "admin") refuseLastAdmin(before);
    await tx.operator.update({ where: { id: operatorId }, data: { role } });
    const details = { email: before.email, from: before.role, to: role };
    await recordAudit(tx, actor, "operator.role_changed", { kind: "operator", id: operatorId }, details);
  });
}

/** Ends all of an operator's sessions and forgets passkeys with the row. Throws as `changeOperatorRole` does. */
export async function removeOperator(
  prisma: PrismaClient,
  actor: Operator,
  operatorId: string,
): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const before = await lockOperator(tx, operatorId);
    refuseLastAdmin(before);
    await tx.operator.delete({ where: { id: operatorId } });
    const details = { email: before.email, role: before.role };
    await recordAudit(tx, actor, "operator.removed", { kind: "operator", id: operatorId }, details);
  });
}

export async function renameOperator(prisma: PrismaClient, actor: Operator, name: string): Promise<void> {
  await prisma.operator.update({ where: { id: actor.id }, data: { name } });
}

type LockedOperator = { id: string; email: string; role: string; isLastAdmin: boolean };

/**
 * The operator, and whether nobody else could administrate without them: an invited administrator who was
 * never here may have a mistyped address, and does not count. All administrators are locked, in one order: of two
 * who demote each other at the same moment, the second sees what the first has done.
 */
async function lockOperator(tx: Prisma.TransactionClient, operatorId: string): Promise<LockedOperator> {
  const rows = await tx.$queryRaw<{ id: string; email: string; role: string; hasSignedIn: boolean }[]>`
    SELECT id, email, role, email_verified AS "hasSignedIn" FROM operators WHERE role = 'admin' OR id = ${operatorId} ORDER BY id FOR UPDATE`;
  const operator = rows.find(({ id }) => id === operatorId);
  if (!operator) {
    throw new AppError(
      "not_found",
      "There is no such operator.",
      "Reload the list: somebody may have removed them.",
    );
  }
  const isLastAdmin =
    operator.role === "admin" &&
    operator.hasSignedIn &&
    !rows.some(({ id, role, hasSignedIn }) => id !== operatorId && role === "admin" && hasSignedIn);
  return { id: operator.id, email: operator.email, role: operator.role, isLastAdmin };
}

function refuseLastAdmin({ email, isLastAdmin }: LockedOperator): void {
  if (!isLastAdmin) return;
  throw new AppError(
    "conflict",
    `${email} is the only administrator.`,
    "Make somebody else an administrator first, who has signed in at least once.",
  );
}
