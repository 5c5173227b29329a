import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { BundleError } from "./bundle-error.ts";
import type { BundleFile, BundleLimits } from "./bundle-file.ts";

type BundleFormat = "json" | "json.gz";

/** How far a file has been read; grows while its chunks are consumed. */
export type FileBytes = {
  /** Null until the first bytes have been seen. */
  format: BundleFormat | null;
  /** Of the file as it is. */
  bytes: number;
  unpackedBytes: number;
};

/** Below this a high ratio says nothing: a page of spaces packs well. */
const smallestBombBytes = 16 * 1024 ** 2;
const unpackChunkBytes = 256 * 1024;

function isZlibError(error: unknown): error is NodeJS.ErrnoException {
  return (
    error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("Z_")
  );
}

/** The file's bytes as they are, counted and held to the limit. */
async function* packedBytes(file: BundleFile, limits: BundleLimits, count: FileBytes) {
  for await (const chunk of file.open()) {
    count.bytes += chunk.length;
    if (count.bytes > limits.fileBytes) throw fileTooLarge(file, limits);
    if (chunk.length > 0) yield chunk;
  }
}

function fileTooLarge(file: BundleFile, limits: BundleLimits): BundleError {
  const gigabytes = (limits.fileBytes / 1024 ** 3).toFixed(0);
  const place = { file: file.name, byteOffset: null, path: null };
  return new BundleError("file_too_large", `larger than ${gigabytes} GB`, place);
}

/** Yields the first two bytes together, however the source cuts them. */
async function* withWholeSignature(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let start: Uint8Array | null = new Uint8Array(0);
  for await (const chunk of chunks) {
    if (start === null) {
      yield chunk;
      continue;
    }
    start = Buffer.concat([start, chunk]);
    if (start.length < 2) continue;
    yield start;
    start = null;
  }
  if (start !== null && start.length > 0) yield start;
}

async function* unpack(
  file: BundleFile,
  chunks: AsyncGenerator<Uint8Array, void>,
  limits: BundleLimits,
  count: FileBytes,
): AsyncGenerator<Uint8Array, void> {
  const gunzip = createGunzip({ chunkSize: unpackChunkBytes });
  // `pipeline` also takes members that were written one after another, and hands on a failing source's own error.
  const packing = pipeline(Readable.from(chunks, { objectMode: false }), gunzip);
  packing.catch(() => {}); // the same error is thrown by the loop below
  const place = () => ({ file: file.name, byteOffset: count.unpackedBytes, path: null });
  try {
    for await (const chunk of gunzip) {
      count.unpackedBytes += chunk.length;
      const isBomb =
        count.unpackedBytes > smallestBombBytes && count.unpackedBytes > limits.unpackRatio * count.bytes;
      if (isBomb || count.unpackedBytes > limits.unpackedBytes) {
        throw new BundleError("gzip_bomb", `unpacks to more than ${count.unpackedBytes} bytes`, place());
      }
      yield chunk;
    }
  } catch (error) {
    if (!isZlibError(error)) throw error;
    if (error.code === "Z_BUF_ERROR") {
      throw new BundleError("truncated", "the packed file ends in the middle", place(), { cause: error });
    }
    throw new BundleError("gzip_corrupt", `can't be unpacked: ${error.message}`, place(), { cause: error });
  }
}

/**
 * The bytes of the JSON in a file, unpacked if it is packed with gzip: told by its first bytes, whatever its name.
 * `count` follows along. Throws a `BundleError` for what can't be unpacked or is too much.
 */
export async function* unpackFile(
  file: BundleFile,
  limits: BundleLimits,
  count: FileBytes,
): AsyncGenerator<Uint8Array, void> {
  if (file.sizeBytes !== null && file.sizeBytes > limits.fileBytes) throw fileTooLarge(file, limits);
  const chunks = withWholeSignature(packedBytes(file, limits, count));
  const first = await chunks.next();
  if (first.done) return;
  const isGzip = first.value[0] === 0x1f && first.value[1] === 0x8b;
  count.format = isGzip ? "json.gz" : "json";
  async function* all() {
    yield first.value as Uint8Array;
    yield* chunks;
  }
  if (isGzip) {
    yield* unpack(file, all(), limits, count);
    return;
  }
  for await (const chunk of all()) {
    count.unpackedBytes += chunk.length;
    yield chunk;
  }
}
