import { createHash } from "node:crypto";
import type { Database } from "../../lib/database/database.ts";
import type { Actor } from "../../lib/identity/actor.ts";
import { completeFile } from "../../lib/imports/complete-file.ts";
import { declareFile } from "../../lib/imports/declare-file.ts";
import { storePart } from "../../lib/imports/store-part.ts";
import type { OpenedBundleFile } from "../../lib/sources/bundle/file-bundle.ts";

/** Stores a file with its import, through the same door as a browser: in hashed parts, then completed. */
export async function uploadBundleFile(
  db: Database,
  actor: Actor,
  importId: string,
  file: OpenedBundleFile,
  signal: AbortSignal,
): Promise<void> {
  const sizeBytes = file.sizeBytes ?? 0;
  const declared = await declareFile(db, actor, importId, { name: file.name, sizeBytes });
  let number = 0;
  for await (const bytes of inParts(file.open(), declared.partBytes)) {
    signal.throwIfAborted();
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    await storePart(db, actor, { importId, fileId: declared.id, number, sha256, bytes: once(bytes) });
    number++;
  }
  await completeFile(db, actor, importId, declared.id);
}

/** The same bytes, in pieces of one size; the last may be smaller. */
async function* inParts(chunks: AsyncIterable<Uint8Array>, partBytes: number): AsyncGenerator<Uint8Array> {
  let part = Buffer.allocUnsafe(partBytes);
  let length = 0;
  for await (const chunk of chunks) {
    for (let position = 0; position < chunk.length; ) {
      const piece = chunk.subarray(position, position + partBytes - length);
      part.set(piece, length);
      length += piece.length;
      position += piece.length;
      if (length < partBytes) continue;
      yield part;
      part = Buffer.allocUnsafe(partBytes);
      length = 0;
    }
  }
  if (length > 0) yield part.subarray(0, length);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
