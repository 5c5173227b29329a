import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { Database } from "../database/database.ts";
import { AppError } from "../errors.ts";

const gunzipped = promisify(gunzip);

/** A file of an import's bundle, read from the parts that were stored when it was uploaded. */
export type StoredFile = {
  name: string;
  sizeBytes: number;
  /** The file's bytes from the start, as often as wanted; a part in memory at a time, and the next one on its way. */
  open(): AsyncIterable<Uint8Array>;
};

/**
 * The files of an import in the order in which they were added.
 *
 * @throws AppError `conflict` when a file's upload has not ended
 */
export async function bundleFilesOf(db: Database, importId: string): Promise<StoredFile[]> {
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
  return gunzipped(row.content);
}
