import type { ImportDetail } from "../api/contract.ts";
import { recordAudit } from "../audit/record-audit.ts";
import type { Database } from "../database/database.ts";
import { AppError } from "../errors.ts";
import type { Import, Prisma } from "../generated/prisma/client.ts";
import type { Actor } from "../identity/actor.ts";
import { decisionsSchema } from "../planner/decisions.ts";
import { addImport } from "./create-import.ts";
import { getImport } from "./get-import.ts";
import { importNotFound } from "./import-not-found.ts";
import { newId } from "./new-id.ts";
import { ensureNotPurged } from "./retention/ensure-not-purged.ts";
import { startReading } from "./start-reading.ts";

/** Copying the snapshot of a million users takes some seconds. */
const transactionMs = 120_000;

/**
 * Opens an import that was applied for other decisions: a new import of the same snapshot, planned with the same
 * decisions, and in review. People who were merged are split by it, or those who were split are merged: memberships
 * and identities go with their source rows. It is compared, confirmed, logged and undone as every import is.
 *
 * @returns the new import
 * @throws AppError `not_found`; `gone` when the snapshot was purged; `conflict` when the import is not applied, or when
 *   another of its source was applied since: its snapshot would take the directory back in time
 */
export async function decideAgain(db: Database, actor: Actor, importId: string): Promise<ImportDetail> {
  const id = await db.prisma.$transaction(
    async (tx) => {
      // Nobody purges or undoes it meanwhile.
      await tx.$queryRaw`SELECT id FROM imports WHERE id = ${importId} FOR UPDATE`;
      const found = await tx.import.findUnique({ where: { id: importId }, include: { origin: true } });
      if (!found) throw importNotFound(importId);
      await ensureLastApplied(tx, found);
      await ensureNotPurged(tx, importId, "snapshot");
      const copy = await addImport(tx, actor, found.origin.name, decisionsSchema.parse(found.decisions));
      await copySnapshot(tx, found, copy);
      await recordAudit(
        tx,
        actor,
        "import.decided_again",
        { kind: "import", id: importId },
        { import: copy },
      );
      return copy;
    },
    { timeout: transactionMs },
  );
  await startReading(db, actor, id);
  return getImport(db, actor, id);
}

async function ensureLastApplied(tx: Prisma.TransactionClient, found: Import): Promise<void> {
  const isApplied = found.state === "complete" || found.state === "complete_with_errors";
  if (!isApplied || !found.startedAt) {
    throw new AppError(
      "conflict",
      `This import is ${found.state.replaceAll("_", " ")}: there is nothing of it in the directory to decide again.`,
      "Decide in its review, or start another import.",
    );
  }
  const later = await tx.import.findFirst({
    where: {
      originId: found.originId,
      startedAt: { gt: found.startedAt },
      state: { notIn: ["undone", "cancelled"] },
    },
    orderBy: { startedAt: "desc" },
    select: { id: true },
  });
  if (later) {
    throw new AppError(
      "conflict",
      "Another import of this source was applied since.",
      `Decide again on that one: ${later.id}.`,
    );
  }
}

/** Files and pulled pages, as they are: the copy outlives the retention of the original. */
async function copySnapshot(tx: Prisma.TransactionClient, from: Import, to: string): Promise<void> {
  for (const file of await tx.importFile.findMany({ where: { importId: from.id } })) {
    const fileId = newId("file");
    await tx.importFile.create({ data: { ...file, id: fileId, importId: to } });
    await tx.$executeRaw`
      INSERT INTO import_file_parts (file_id, number, sha256, size_bytes, content)
      SELECT ${fileId}, number, sha256, size_bytes, content FROM import_file_parts WHERE file_id = ${file.id}`;
  }
  if (from.pullOptions === null) return;
  // Keys by their last characters alone: nothing is pulled with them here.
  for (const { position, display } of await tx.workosKey.findMany({ where: { importId: from.id } })) {
    await tx.workosKey.create({
      data: { id: newId("wok"), importId: to, position, display, wipedAt: new Date() },
    });
  }
  await tx.$executeRaw`
    INSERT INTO pull_lanes SELECT (jsonb_populate_record(l, jsonb_build_object('import_id', ${to}::text))).*
    FROM pull_lanes l WHERE import_id = ${from.id}`;
  await tx.$executeRaw`
    INSERT INTO pull_tasks SELECT (jsonb_populate_record(t, jsonb_build_object('import_id', ${to}::text))).*
    FROM pull_tasks t WHERE import_id = ${from.id}`;
  await tx.$executeRaw`
    INSERT INTO pull_pages (import_id, seq, key_position, resource, records, bytes, content)
    SELECT ${to}, seq, key_position, resource, records, bytes, content FROM pull_pages WHERE import_id = ${from.id}`;
  await tx.$executeRaw`
    UPDATE imports i SET pull_options = f.pull_options, pull_merge = f.pull_merge, pulled_at = f.pulled_at,
      event_cursors = f.event_cursors
    FROM imports f WHERE i.id = ${to} AND f.id = ${from.id}`;
}
