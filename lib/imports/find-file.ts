import { AppError } from "../errors.ts";
import type { Prisma } from "../generated/prisma/client.ts";

/**
 * A file of an import, with the import's state.
 *
 * @throws AppError `not_found`
 */
export async function findFile(
  prisma: Pick<Prisma.TransactionClient, "importFile">,
  importId: string,
  fileId: string,
) {
  const file = await prisma.importFile.findFirst({
    where: { id: fileId, importId },
    include: { import: { select: { state: true } } },
  });
  if (file) return { ...file, sizeBytes: Number(file.sizeBytes) };
  throw fileNotFound();
}

/** The error for a file that this import does not have, or not any more. */
export function fileNotFound(): AppError {
  return new AppError(
    "not_found",
    "This import has no such file (any more).",
    "Reload the page to see its files.",
  );
}
