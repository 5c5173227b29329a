/** Where and why bytes are no JSON, or more than we take. Turned into a `BundleError` by whoever knows file and path. */
export class JsonFault extends Error {
  override readonly name = "JsonFault";
  readonly code: "not_json" | "too_deep";
  /** Index into the bytes that were being scanned. */
  readonly position: number;

  constructor(code: "not_json" | "too_deep", message: string, position: number) {
    super(message);
    this.code = code;
    this.position = position;
  }
}

const quote = 0x22;
const backslash = 0x5c;

/** What may come next. Tokens that can be cut by the end of a chunk have a state of their own. */
const expectValue = 0;
const expectFirstValue = 1;
const expectKey = 2;
const expectFirstKey = 3;
const expectColon = 4;
const expectCommaOrEnd = 5;
const inText = 6;
const inEscape = 7;
const inUnicodeEscape = 8;
const inLiteral = 9;
const inNumber = 10;

/** Progress within a number: `-`, `0`, `12`, `1.`, `1.5`, `1e`, `1e+`, `1e5`. */
const afterMinus = 0;
const afterZero = 1;
const inDigits = 2;
const afterPoint = 3;
const inFraction = 4;
const afterExponent = 5;
const afterExponentSign = 6;
const inExponent = 7;

const isWhitespace = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
const isDigit = (byte: number) => byte >= 0x30 && byte <= 0x39;
const isHexDigit = (byte: number) => isDigit(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);

export function describeByte(byte: number): string {
  if (byte > 0x20 && byte < 0x7f) return `"${String.fromCharCode(byte)}"`;
  return `byte 0x${byte.toString(16).padStart(2, "0")}`;
}

/**
 * Walks over one JSON value of any size, chunk by chunk, accepting exactly what `JSON.parse` accepts, and finds
 * where it ends. Holds no bytes: flat memory whatever the value. Bytes must be valid UTF-8 (see `whole-characters.ts`).
 *
 * This is the reader's inner loop, hence numbers for states and one function: a gigabyte passes through it.
 */
export class JsonValueScanner {
  readonly #maxDepth: number;
  /** Per open list or object inside the value: 1 for an object. */
  readonly #isObject: Uint8Array;
  #outerDepth = 0;
  #depth = 0;
  #state = expectValue;
  #isKey = false;
  #number = afterMinus;
  #hexDigitsLeft = 0;
  #literal = "";
  #literalAt = 0;

  /** Lists and objects may be nested to `maxDepth`, those around the value included. */
  constructor(maxDepth: number) {
    this.#maxDepth = maxDepth;
    this.#isObject = new Uint8Array(maxDepth + 1);
  }

  /** Prepares for a value that stands inside `outerDepth` lists and objects. */
  start(outerDepth: number): void {
    this.#outerDepth = outerDepth;
    this.#depth = 0;
    this.#state = expectValue;
  }

  /**
   * Goes on from `from`. Returns the position behind the value, or -1 if the bytes end before it does: then call
   * again with the next bytes. (A number on its own ends only where something else begins.)
   * Throws a `JsonFault`.
   */
  scan(bytes: Uint8Array, from: number): number {
    const end = bytes.length;
    const isObject = this.#isObject;
    let state = this.#state;
    let depth = this.#depth;
    let isKey = this.#isKey;
    let position = from;

    chunk: while (position < end) {
      // `position < end` holds, so that there is a byte; the type can't say so.
      const byte = bytes[position] as number;

      if (state === inText) {
        // Nearly every byte of a bundle passes here. Comparisons beat a table twice over.
        let stop = byte;
        while (stop !== quote && stop !== backslash && stop >= 0x20) {
          position++;
          if (position === end) break chunk;
          stop = bytes[position] as number;
        }
        if (stop === quote) {
          position++;
          if (isKey) state = expectColon;
          else if (depth === 0) return position;
          else state = expectCommaOrEnd;
        } else if (stop === backslash) {
          position++;
          state = inEscape;
        } else {
          throw new JsonFault(
            "not_json",
            `unescaped control character, ${describeByte(stop)}, in a text`,
            position,
          );
        }
        continue;
      }

      if (state <= expectCommaOrEnd) {
        switch (byte) {
          case quote: {
            if (state === expectColon || state === expectCommaOrEnd)
              throw this.#unexpected(state, byte, position, depth);
            isKey = state === expectKey || state === expectFirstKey;
            state = inText;
            position++;
            continue;
          }
          case 0x3a: {
            if (state !== expectColon) throw this.#unexpected(state, byte, position, depth);
            state = expectValue;
            position++;
            continue;
          }
          case 0x2c: {
            if (state !== expectCommaOrEnd) throw this.#unexpected(state, byte, position, depth);
            state = isObject[depth] === 1 ? expectKey : expectValue;
            position++;
            continue;
          }
          case 0x7b:
          case 0x5b: {
            if (state > expectFirstValue) throw this.#unexpected(state, byte, position, depth);
            depth++;
            if (depth + this.#outerDepth > this.#maxDepth) {
              throw new JsonFault("too_deep", `nested deeper than ${this.#maxDepth} levels`, position);
            }
            isObject[depth] = byte === 0x7b ? 1 : 0;
            state = byte === 0x7b ? expectFirstKey : expectFirstValue;
            position++;
            continue;
          }
          case 0x7d:
          case 0x5d: {
            const isEndOfObject = byte === 0x7d;
            const isEmpty = state === (isEndOfObject ? expectFirstKey : expectFirstValue);
            const isRightKind = state === expectCommaOrEnd && (isObject[depth] === 1) === isEndOfObject;
            if (!isEmpty && !isRightKind) throw this.#unexpected(state, byte, position, depth);
            depth--;
            position++;
            if (depth === 0) return position;
            state = expectCommaOrEnd;
            continue;
          }
        }
        if (isWhitespace(byte)) {
          do position++;
          while (position < end && isWhitespace(bytes[position] as number));
          continue;
        }
        if (state > expectFirstValue) throw this.#unexpected(state, byte, position, depth);
        position++;
        if (byte === 0x2d) {
          state = inNumber;
          this.#number = afterMinus;
        } else if (isDigit(byte)) {
          state = inNumber;
          this.#number = byte === 0x30 ? afterZero : inDigits;
        } else {
          state = inLiteral;
          this.#literalAt = 1;
          if (byte === 0x74) this.#literal = "true";
          else if (byte === 0x66) this.#literal = "false";
          else if (byte === 0x6e) this.#literal = "null";
          else throw this.#unexpected(expectValue, byte, position - 1, depth);
        }
        continue;
      }

      if (state === inNumber) {
        if (this.#takeInNumber(byte, position)) {
          position++;
        } else if (depth === 0) {
          return position;
        } else {
          state = expectCommaOrEnd;
        }
        continue;
      }

      if (state === inLiteral) {
        if (byte !== this.#literal.charCodeAt(this.#literalAt)) {
          throw new JsonFault("not_json", `expected ${this.#literal}`, position);
        }
        position++;
        this.#literalAt++;
        if (this.#literalAt < this.#literal.length) continue;
        if (depth === 0) return position;
        state = expectCommaOrEnd;
        continue;
      }

      if (state === inEscape) {
        // One of "\/bfnrtu
        if (byte === 0x75) {
          state = inUnicodeEscape;
          this.#hexDigitsLeft = 4;
        } else if ('"\\/bfnrt'.includes(String.fromCharCode(byte))) {
          state = inText;
        } else {
          throw new JsonFault("not_json", `unknown escape \\ and ${describeByte(byte)} in a text`, position);
        }
        position++;
        continue;
      }

      if (!isHexDigit(byte))
        throw new JsonFault("not_json", "expected four hexadecimal digits after \\u", position);
      this.#hexDigitsLeft--;
      if (this.#hexDigitsLeft === 0) state = inText;
      position++;
    }

    this.#state = state;
    this.#depth = depth;
    this.#isKey = isKey;
    return -1;
  }

  /** True if the byte belongs to the number; false if a whole number ended before it. */
  #takeInNumber(byte: number, position: number): boolean {
    const number = this.#number;
    if (isDigit(byte)) {
      if (number === afterZero) throw new JsonFault("not_json", "a number can't begin with 0", position);
      if (number === afterMinus) this.#number = byte === 0x30 ? afterZero : inDigits;
      else if (number === afterPoint) this.#number = inFraction;
      else if (number === afterExponent || number === afterExponentSign) this.#number = inExponent;
      return true;
    }
    if (byte === 0x2e && (number === afterZero || number === inDigits)) {
      this.#number = afterPoint;
      return true;
    }
    if ((byte | 0x20) === 0x65 && (number === afterZero || number === inDigits || number === inFraction)) {
      this.#number = afterExponent;
      return true;
    }
    if ((byte === 0x2b || byte === 0x2d) && number === afterExponent) {
      this.#number = afterExponentSign;
      return true;
    }
    const isWhole =
      number === afterZero || number === inDigits || number === inFraction || number === inExponent;
    if (!isWhole) throw new JsonFault("not_json", `expected a digit, found ${describeByte(byte)}`, position);
    return false;
  }

  #unexpected(state: number, byte: number, position: number, depth: number): JsonFault {
    const end = this.#isObject[depth] === 1 ? '"}"' : '"]"';
    const expected = [
      "a value",
      'a value or "]"',
      "a key in quotes",
      'a key in quotes or "}"',
      '":"',
      depth === 0 ? "a value" : `"," or ${end}`,
    ][state];
    return new JsonFault("not_json", `expected ${expected}, found ${describeByte(byte)}`, position);
  }
}
