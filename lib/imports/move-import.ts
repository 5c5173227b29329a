import type { ImportState } from "../api/contract.ts";
import { AppError } from "../errors.ts";
import type { Prisma } from "../generated/prisma/client.ts";
import { importNotFound } from "./import-not-found.ts";

/**
 * Takes an import from one state to the next, and tells everybody who listens. The database refuses what
 * `import_transitions` does not list; `from` says what this step makes sense for.
 *
 * @throws AppError `not_found`, or `conflict` when the import is in another state by now
 */
export async function moveImport(
  tx: Prisma.TransactionClient,
  importId: string,
  from: readonly ImportState[],
  to: ImportState,
  data: Prisma.ImportUncheckedUpdateManyInput = {},
): Promise<void> {
  const { count } = await tx.import.updateMany({
    where: { id: importId, state: { in: [...from] } },
    data: { ...data, state: to },
  });
  if (count === 0) {
    const found = await tx.import.findUnique({ where: { id: importId }, select: { state: true } });
    if (!found) throw importNotFound(importId);
    throw new AppError(
      "conflict",
      `This import is ${found.state.replaceAll("_", " ")}; it can't become ${to.replaceAll("_", " ")} now.`,
      "See where it stands: reload its page, or run `authio jobs show`.",
    );
  }
  await notifyImport(tx, importId);
}

/** Wakes everybody who watches the import; carries the id alone, progress lives in rows. */
export async function notifyImport(tx: Prisma.TransactionClient, importId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify('imports', ${importId})`;
}
