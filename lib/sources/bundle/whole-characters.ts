import { isUtf8 } from "node:buffer";

/** Raised where the bytes stop being UTF-8. */
export class Utf8Fault extends Error {
  override readonly name = "Utf8Fault";
  /** From the first byte of the (unpacked) file. */
  readonly offset: number;
  /** The file ends within a character. */
  readonly isCutOff: boolean;

  constructor(offset: number, { isUtf16 = false, isCutOff = false }) {
    super(isUtf16 ? "written as UTF-16 (as PowerShell's > does), not UTF-8" : "not valid UTF-8");
    this.offset = offset;
    this.isCutOff = isCutOff;
  }
}

/** How many bytes at the end begin a character that the next chunk must complete: 0 to 3. */
function unfinishedBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc2 && byte <= 0xf4) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? back : 0;
    }
  }
  return 0;
}

/** Without the bytes of an unfinished last character. */
function withoutUnfinished(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, bytes.length - unfinishedBytes(bytes));
}

/** Length of the longest valid beginning of bytes that are known to be invalid. */
function validLength(bytes: Uint8Array): number {
  let valid = 0;
  let invalid = bytes.length;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (isUtf8(withoutUnfinished(bytes.subarray(0, middle)))) valid = middle;
    else invalid = middle;
  }
  return withoutUnfinished(bytes.subarray(0, valid)).length;
}

function hasUtf16Mark(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

/**
 * The same bytes, cut so that no character is split between chunks, and checked: text made of any chunk is what
 * the file says. At the first byte that is not UTF-8, hands over what precedes it and throws a `Utf8Fault` when
 * asked for more, so that the reader has come as far as it could and can tell where it was.
 */
export async function* wholeCharacters(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let carry: Uint8Array = new Uint8Array(0);
  let offset = 0;
  for await (const chunk of chunks) {
    const bytes = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
    const whole = withoutUnfinished(bytes);
    if (!isUtf8(whole)) {
      const length = validLength(whole);
      if (length > 0) yield whole.subarray(0, length);
      throw new Utf8Fault(offset + length, { isUtf16: offset + length === 0 && hasUtf16Mark(bytes) });
    }
    if (whole.length > 0) yield whole;
    offset += whole.length;
    carry = bytes.subarray(whole.length);
  }
  if (carry.length > 0) throw new Utf8Fault(offset, { isCutOff: true });
}
