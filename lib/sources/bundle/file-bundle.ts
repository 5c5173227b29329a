import { randomUUID } from "node:crypto";
import { type FileHandle, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { BundleError } from "./bundle-error.ts";
import { type BundleFile, bundleLimits } from "./bundle-file.ts";

const chunkBytes = 512 * 1024;

export type OpenedBundleFile = BundleFile & {
  /** Lets go of the file; what standard input was spooled to is gone then. */
  close(): Promise<void>;
};

async function bundleFileFromHandle(name: string, handle: FileHandle): Promise<OpenedBundleFile> {
  const { size } = await handle.stat();
  return {
    name,
    sizeBytes: size,
    // Every reading starts at the beginning, whatever others are doing with the handle.
    open: () => handle.createReadStream({ start: 0, autoClose: false, highWaterMark: chunkBytes }),
    close: () => handle.close(),
  };
}

/**
 * A file on disk. For `-`, standard input: it can be read only once and the planner reads twice (decision 11), so
 * it goes to a temporary file first, which only this user can read and which has no name left while it is used:
 * not even a killed process leaves people's addresses behind.
 */
export async function bundleFileFromPath(
  filePath: string,
  standardInput: AsyncIterable<Uint8Array> = process.stdin,
): Promise<OpenedBundleFile> {
  if (filePath !== "-") return bundleFileFromHandle(path.basename(filePath), await open(filePath, "r"));
  const name = "standard input";
  const spoolPath = path.join(tmpdir(), `authio-stdin-${randomUUID()}`);
  const handle = await open(spoolPath, "wx+", 0o600);
  try {
    await rm(spoolPath);
    let bytes = 0;
    for await (const chunk of standardInput) {
      bytes += chunk.length;
      // Not only when it is read: it would have filled the disk by then.
      if (bytes > bundleLimits.fileBytes) {
        throw new BundleError("file_too_large", "larger than 4 GB", {
          file: name,
          byteOffset: null,
          path: null,
        });
      }
      await handle.appendFile(chunk);
    }
    return await bundleFileFromHandle(name, handle);
  } catch (error) {
    await handle.close();
    throw error;
  }
}
