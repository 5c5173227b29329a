import { createHash } from "node:crypto";
import type { Database } from "../database/database.ts";
import { AppError } from "../errors.ts";
import type { Actor } from "../identity/actor.ts";
import { partBytes } from "./declare-file.ts";
import { fileNotFound, findFile } from "./find-file.ts";
import { filesAreFixed, isOpenForFiles } from "./open-for-files.ts";
import { pack } from "./pack.ts";

/**
 * Parts are collected in the buffers of parts before: V8 marks its whole heap whenever 64 MB have come and gone
 * beside it, which was two fifths of what an upload cost the server.
 */
const spareBuffers: Buffer[] = [];
/** As many as a browser sends at once. */
const keptBuffers = 3;

export type UploadedPart = {
  importId: string;
  fileId: string;
  /** From 0. */
  number: number;
  /** Of the bytes as they are sent, hex. */
  sha256: string;
  bytes: AsyncIterable<Uint8Array>;
};

/**
 * Stores a part of a file once its bytes are what was announced. The same part again changes nothing.
 *
 * @throws AppError `not_found`; `invalid_input` for a wrong number, size or hash; `too_large` as soon as more comes
 *   than the part can have; `conflict` when another content is stored under this number, or the files are fixed
 */
export async function storePart(db: Database, _actor: Actor, part: UploadedPart): Promise<void> {
  const file = await findFile(db.prisma, part.importId, part.fileId);
  if (!isOpenForFiles(file.import.state)) throw filesAreFixed(file.import.state);
  const partCount = Math.ceil(file.sizeBytes / file.partBytes);
  if (!Number.isInteger(part.number) || part.number < 0 || part.number >= partCount) {
    throw new AppError(
      "invalid_input",
      `${file.name} has the parts 0 to ${partCount - 1}, not ${part.number}.`,
      "Reload the page and pick the file again.",
    );
  }
  const sizeBytes = Math.min(file.partBytes, file.sizeBytes - part.number * file.partBytes);
  const buffer = bufferFor(sizeBytes);
  try {
    const content = buffer.subarray(0, sizeBytes);
    const sha256 = await readExactly(part.bytes, content);
    if (sha256 !== part.sha256.toLowerCase()) {
      throw new AppError(
        "invalid_input",
        `Part ${part.number} of ${file.name} does not have the announced SHA-256: it was changed on its way.`,
        "Send it again.",
      );
    }
    await insertPart(db, part, sha256, sizeBytes, await pack(content));
  } finally {
    if (spareBuffers.length < keptBuffers) spareBuffers.push(buffer);
  }
}

function bufferFor(sizeBytes: number): Buffer {
  const spare = spareBuffers.pop();
  return spare && spare.length >= sizeBytes ? spare : Buffer.allocUnsafeSlow(Math.max(sizeBytes, partBytes));
}

/**
 * Fills a buffer with a body that must have its size, and takes never more than that.
 *
 * @returns the SHA-256 in hex
 */
async function readExactly(bytes: AsyncIterable<Uint8Array>, content: Buffer): Promise<string> {
  const sizeBytes = content.length;
  const hash = createHash("sha256");
  let length = 0;
  for await (const chunk of bytes) {
    if (length + chunk.length > sizeBytes) {
      throw new AppError(
        "too_large",
        `This part must have ${sizeBytes} bytes; more came.`,
        "Reload the page and pick the file again.",
      );
    }
    content.set(chunk, length);
    hash.update(chunk);
    length += chunk.length;
  }
  if (length < sizeBytes) {
    throw new AppError(
      "invalid_input",
      `This part must have ${sizeBytes} bytes; ${length} came.`,
      "Send it again; if the file has changed since its upload began, remove it and start over.",
    );
  }
  return hash.digest("hex");
}

async function insertPart(
  db: Database,
  part: UploadedPart,
  sha256: string,
  sizeBytes: number,
  content: Buffer,
): Promise<void> {
  const { rowCount } = await db.pool
    .query(
      `INSERT INTO import_file_parts (file_id, number, sha256, size_bytes, content) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING`,
      [part.fileId, part.number, sha256, sizeBytes, content],
    )
    .catch((error: unknown) => {
      // The file was removed while its part was on its way.
      if (error instanceof Error && "code" in error && error.code === "23503") throw fileNotFound();
      throw error;
    });
  if (rowCount === 1) return;
  const stored = await db.prisma.importFilePart.findUnique({
    where: { fileId_number: { fileId: part.fileId, number: part.number } },
    select: { sha256: true },
  });
  if (stored?.sha256 === sha256) return;
  throw new AppError(
    "conflict",
    `Part ${part.number} is stored already, with other content: the file has changed since its upload began.`,
    "Remove the file and upload it again from the start.",
  );
}
