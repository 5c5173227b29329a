import { promisify } from "node:util";
import { brotliCompress, brotliDecompress, constants, gunzip } from "node:zlib";

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);
const decompressGzip = promisify(gunzip);

/**
 * Brotli's window, as a power of two. At its fast levels it also sets how much is packed at once, in memory that is
 * taken anew each time: 0.5 MB, where the usual window of 4 MB takes 8. A tenth faster, for three thousandths more bytes.
 */
const windowBits = 18;

/** Buffers that results grow by. Where one is enough, nothing is copied, and half as much is left to be collected. */
const chunkSizeFor = (bytes: number) => Math.min(16 * 1024 ** 2, Math.max(16 * 1024, bytes));

/**
 * Packs what the database keeps and nobody but us reads: Brotli at a level that is twice as fast as the fastest of gzip,
 * for a like size.
 */
export function pack(content: string | Uint8Array): Promise<Buffer> {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return compress(bytes, {
    chunkSize: chunkSizeFor(bytes.length >> 2),
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 1,
      [constants.BROTLI_PARAM_LGWIN]: windowBits,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}

/** Unpacks what `pack` made, and what earlier versions packed with gzip: no Brotli of ours begins like it. */
export function unpack(packed: Buffer): Promise<Buffer> {
  // A chunk as it is staged is five times as long.
  const chunkSize = chunkSizeFor(packed.length * 6);
  const isGzip = packed[0] === 0x1f && packed[1] === 0x8b;
  return isGzip ? decompressGzip(packed, { chunkSize }) : decompress(packed, { chunkSize });
}
