import { isAscii } from "node:buffer";

const openObject = 0x7b;
const closeObject = 0x7d;
const colon = 0x3a;
/** How far behind an element's start its first key ends, at most. */
const maxKeyBytes = 64;
/** A list whose records hold others that look like them is not worth guessing. */
const maxMisses = 10;

/** The elements of a list that stand between two positions, the first's start and the last's end. */
export function parseRun(bytes: Buffer, start: number, end: number): unknown[] {
  const run = bytes.subarray(start, end);
  // Text of single bytes is parsed twice as fast; one letter with an accent makes all of a run double.
  return JSON.parse(`[${run.toString(isAscii(run) ? "latin1" : "utf8")}]`);
}

/** True if lists and objects are inside each other to `depth` at most. */
function isWithin(value: Readonly<Record<string, unknown>>, depth: number): boolean {
  if (depth === 0) return false;
  // Parsed from JSON: all that is enumerated is its own. No list of values is made for each of millions.
  for (const key in value) {
    const inner = value[key];
    if (typeof inner === "object" && inner !== null && !isWithin(inner as never, depth - 1)) return false;
  }
  return true;
}

/**
 * Finds where runs of records end without a walk over every byte: records of one list are written alike, so what
 * stood between two of them once stands between the others, too. A guess can be wrong, a run can't: text that parses
 * between "[" and "]" is a sequence of whole elements, whatever follows it.
 */
export class RunGuess {
  readonly #maxDepth: number;
  /** From a record's "}" to the colon behind the next one's first key; null before it is known. */
  #boundary: Buffer | null = null;
  /** Where in it the next record starts. */
  #nextAt = 0;
  #misses = 0;

  constructor(maxDepth: number) {
    this.#maxDepth = maxDepth;
  }

  /** Forgets the list before. */
  start(): void {
    this.#boundary = null;
    this.#misses = 0;
  }

  /** Learns from two neighbours: where one ended and the other starts. */
  learn(bytes: Buffer, end: number, next: number): void {
    const keyEnd = bytes.subarray(next, next + maxKeyBytes).indexOf(colon);
    if (keyEnd === -1 || bytes[end - 1] !== closeObject || bytes[next] !== openObject) return;
    this.#boundary = Buffer.from(bytes.subarray(end - 1, next + keyEnd + 1));
    this.#nextAt = next - end + 1;
  }

  /**
   * Parses what comes from `start` on, up to the last boundary within `runBytes`. Null where none is found, or where
   * it is none: then nothing is said about what is wrong.
   *
   * @param depth of the list in which the records stand
   */
  run(
    bytes: Buffer,
    start: number,
    runBytes: number,
    depth: number,
  ): { records: unknown[]; next: number } | null {
    const boundary = this.#boundary;
    if (boundary === null || this.#misses > maxMisses) return null;
    const last = Math.min(start + runBytes, bytes.length) - boundary.length;
    const end = last > start ? bytes.lastIndexOf(boundary, last) : -1;
    if (end <= start) return null;
    try {
      const records = parseRun(bytes, start, end + 1);
      if (isWithin(records as never, this.#maxDepth - depth + 1))
        return { records, next: end + this.#nextAt };
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
    this.#misses++;
    return null;
  }
}
