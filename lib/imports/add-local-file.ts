import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import path from "node:path";
import type { ImportFile } from "../api/contract.ts";
import type { Database } from "../database/database.ts";
import type { Actor } from "../identity/actor.ts";
import { completeFile } from "./complete-file.ts";
import { declareFile } from "./declare-file.ts";
import { storePart } from "./store-part.ts";

/** Uploads a file of this machine into an import, through the same door as a browser: part by part. */
export async function addLocalFile(
  db: Database,
  actor: Actor,
  importId: string,
  filePath: string,
): Promise<ImportFile> {
  const handle = await open(filePath);
  try {
    const { size: sizeBytes } = await handle.stat();
    const file = await declareFile(db, actor, importId, { name: path.basename(filePath), sizeBytes });
    const partCount = Math.ceil(sizeBytes / file.partBytes);
    for (let number = 0; number < partCount; number++) {
      if (file.uploadedParts.includes(number)) continue;
      const position = number * file.partBytes;
      const part = Buffer.alloc(Math.min(file.partBytes, sizeBytes - position));
      const { bytesRead } = await handle.read(part, 0, part.length, position);
      const bytes = part.subarray(0, bytesRead);
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      await storePart(db, actor, { importId, fileId: file.id, number, sha256, bytes: once(bytes) });
    }
    return await completeFile(db, actor, importId, file.id);
  } finally {
    await handle.close();
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
