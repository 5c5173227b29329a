import type { Authority } from "../api/organization-story.ts";
import { recordAudit } from "../audit/record-audit.ts";
import type { Database } from "../database/database.ts";
import { AppError } from "../errors.ts";
import type { Actor } from "../identity/actor.ts";

/**
 * Says who decides what an organization is: WorkOS, which the directory mirrors, or Authio, whose organizations
 * imports leave alone. It counts from the next import on; not while one is being applied, for an import knows from
 * its first chunk whom it leaves alone.
 *
 * @throws AppError `not_found`, or `conflict` while an import is half applied
 */
export async function setAuthority(
  db: Database,
  actor: Actor,
  organizationId: string,
  authority: Authority,
): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    // Holds off imports that are about to start until this is done.
    await tx.$executeRaw`LOCK TABLE apply_locks IN SHARE MODE`;
    const organization = await tx.organization.findUnique({ where: { id: organizationId } });
    if (!organization) {
      throw new AppError(
        "not_found",
        `There is no organization ${organizationId}.`,
        "Look for it in the list of organizations.",
      );
    }
    if (organization.authority === authority) return;
    const halfApplied = await tx.import.findFirst({
      where: { state: { in: ["applying", "retrying", "undoing", "paused"] } },
      select: { origin: { select: { name: true } }, state: true },
    });
    if (halfApplied) {
      throw new AppError(
        "conflict",
        `The import of ${halfApplied.origin.name} is ${halfApplied.state}: authority can't change halfway through it.`,
        "Wait until it is through, or cancel it; then try again.",
      );
    }
    await tx.organization.update({ where: { id: organizationId }, data: { authority } });
    await recordAudit(
      tx,
      actor,
      "organization.authority_changed",
      { kind: "organization", id: organizationId },
      { name: organization.name, from: organization.authority, to: authority },
    );
  });
}
