import type { Database } from "../database/database.ts";
import { AppError } from "../errors.ts";
import type { BundleFile } from "../sources/bundle/bundle-file.ts";
import { unpack } from "./pack.ts";

/**
 * The files of an import in the order in which they were added, read from the parts that were stored when they
 * were uploaded: one part in memory at a time, and the next one on its way.
 *
 * @throws AppError `conflict` when a file's upload has not ended
 */
export async function bundleFilesOf(db: Database, importId: string): Promise<BundleFile[]> {
  const files = await db.prisma.importFile.findMany({ where: { importId }, orderBy: { position: "asc" } });
  return files.map((file) => {
    if (!file.isComplete) {
      throw new AppError(
        "conflict",
        `The upload of ${file.name} has not ended.`,
        "Upload the rest of it by picking the same file again, or remove it.",
      );
    }
    const sizeBytes = Number(file.sizeBytes);
    const partCount = Math.ceil(sizeBytes / file.partBytes);
    return { name: file.name, sizeBytes, open: () => readParts(db, file.id, file.name, partCount) };
  });
}

async function* readParts(
  db: Database,
  fileId: string,
  name: string,
  partCount: number,
): AsyncGenerator<Uint8Array> {
  let next = readPart(db, fileId, name, 0);
  for (let number = 0; number < partCount; number++) {
    const part = await next;
    if (number + 1 < partCount) {
      next = readPart(db, fileId, name, number + 1);
      // A reader that stops early never awaits this one: its failure must not end the process.
      next.catch(() => {});
    }
    yield part;
  }
}

async function readPart(db: Database, fileId: string, name: string, number: number): Promise<Uint8Array> {
  const { rows } = await db.pool.query<{ content: Buffer }>(
    "SELECT content FROM import_file_parts WHERE file_id = $1 AND number = $2",
    [fileId, number],
  );
  const [row] = rows;
  if (!row) {
    throw new AppError(
      "conflict",
      `Part ${number + 1} of ${name} is not there any more.`,
      "Upload the file again.",
    );
  }
  return unpack(row.content);
}
