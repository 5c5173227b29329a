import type { Prisma } from "../generated/prisma/client.ts";

/** Who an audit event names. An `Operator` or any other `Actor` can be passed as it is. */
export type AuditActor =
  | { kind: "operator"; id: string; name: string; email: string }
  | { kind: "cli"; name: string }
  /** The product itself: a worker, the clock. */
  | { kind: "system"; name: string };

export type AuditSubject = { kind: string; id: string };

/**
 * Writes down for good who did what: events can be added, never changed or removed (a trigger refuses it).
 * Give it the transaction that does the thing, so that neither exists without the other.
 *
 * @param action `operator.invited`, `import.confirmed`, …
 * @param details what a reader needs to know later; never a secret.
 */
export async function recordAudit(
  tx: Pick<Prisma.TransactionClient, "auditEvent">,
  actor: AuditActor,
  action: string,
  subject: AuditSubject | null,
  details: Prisma.InputJsonObject = {},
): Promise<void> {
  await tx.auditEvent.create({
    data: {
      actorKind: actor.kind,
      actorId: actor.kind === "operator" ? actor.id : null,
      actorName: actor.kind === "operator" ? actor.name || actor.email : actor.name,
      action,
      subjectKind: subject?.kind ?? null,
      subjectId: subject?.id ?? null,
      details,
    },
  });
}
