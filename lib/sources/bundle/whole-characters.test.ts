import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Utf8Fault, wholeCharacters } from "./whole-characters.ts";

async function* pieces(bytes: Uint8Array, size: number) {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function read(bytes: Uint8Array, size: number) {
  let text = "";
  try {
    for await (const chunk of wholeCharacters(pieces(bytes, size))) {
      text += new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(chunk);
    }
    return { text, offset: null };
  } catch (error) {
    if (error instanceof Utf8Fault) return { text, offset: error.offset };
    throw error;
  }
}

describe("wholeCharacters", () => {
  it("cuts no character in two, whatever the chunks", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "grapheme" }),
        fc.integer({ min: 1, max: 9 }),
        async (text, size) => {
          expect(await read(new TextEncoder().encode(text), size)).toEqual({ text, offset: null });
        },
      ),
    );
  });

  it("hands over all that precedes the first invalid byte, and says where it is", async () => {
    const piece = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 4 }).map((text) => new TextEncoder().encode(text)),
      fc.uint8Array({ maxLength: 4 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece), fc.integer({ min: 1, max: 9 }), async (parts, size) => {
        const bytes = Buffer.concat(parts);
        // The longest beginning that decodes; what follows it is the fault.
        let valid = bytes.length;
        const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
        const isValid = (length: number) => {
          try {
            decoder.decode(bytes.subarray(0, length));
            return true;
          } catch {
            return false;
          }
        };
        while (!isValid(valid)) valid--;
        const { text, offset } = await read(bytes, size);
        expect(offset).toBe(valid === bytes.length ? null : valid);
        expect(Buffer.from(text)).toEqual(bytes.subarray(0, valid));
      }),
    );
  });
});
