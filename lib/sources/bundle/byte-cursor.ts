import { describeByte, JsonFault, JsonValueScanner } from "./json-value-scanner.ts";
import { parseRun, RunGuess } from "./run-guess.ts";

/** Raised when the bytes end where something must still follow. */
export class EndFault extends Error {
  override readonly name = "EndFault";
}

/** Raised when a value that must be held as a whole is larger than allowed. */
export class SizeFault extends Error {
  override readonly name = "SizeFault";
  /** Where the value begins, in the cursor's bytes. */
  readonly position: number;

  constructor(position: number) {
    super();
    this.position = position;
  }
}

/** Elements are parsed together until their text has this length: one `JSON.parse` for some thirty records. */
const defaultRunBytes = 16 * 1024;

const isWhitespace = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/**
 * A place in a stream of JSON, with the tokens that make up a bundle's frame: keys, brackets, values to read or to
 * skip. Lists of records, which are nearly all of a bundle, go through `elements`.
 */
export class ByteCursor {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #scanner: JsonValueScanner;
  readonly #valueBytes: number;
  readonly #runBytes: number;
  /** What has been loaded and not left behind. */
  bytes: Buffer = Buffer.alloc(0);
  /** Index into `bytes` of what comes next. */
  position = 0;
  /** Index in its list of the element that `elements` is at. */
  elementIndex = 0;
  /** Bytes of the file before `bytes`. */
  #base = 0;
  readonly #guess: RunGuess;

  constructor(
    chunks: AsyncIterable<Uint8Array>,
    limits: { depth: number; recordBytes: number },
    runBytes = defaultRunBytes,
  ) {
    this.#chunks = chunks[Symbol.asyncIterator]();
    this.#scanner = new JsonValueScanner(limits.depth);
    this.#valueBytes = limits.recordBytes;
    this.#runBytes = runBytes;
    this.#guess = new RunGuess(limits.depth);
  }

  /** Bytes of the file before `position`. */
  offsetOf(position: number): number {
    return this.#base + position;
  }

  /** Loads more and forgets what stands before `keepFrom`. False at the end of the file. */
  async #load(keepFrom: number): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done) return false;
    const chunk = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.length);
    const kept = this.bytes.subarray(keepFrom);
    this.bytes = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
    this.#base += keepFrom;
    this.position -= keepFrom;
    return true;
  }

  /** Ends the stream that is read from. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async skipByteOrderMark(): Promise<void> {
    if (this.bytes.length === 0 && !(await this.#load(0))) return;
    // Chunks hold whole characters, so the mark's three bytes come together.
    if (this.bytes[0] === 0xef && this.bytes[1] === 0xbb && this.bytes[2] === 0xbf) this.position = 3;
  }

  /** The next byte that is no white space, not yet taken; -1 at the end. */
  async peek(): Promise<number> {
    for (;;) {
      for (; this.position < this.bytes.length; this.position++) {
        const byte = this.bytes[this.position] ?? 0;
        if (!isWhitespace(byte)) return byte;
      }
      if (!(await this.#load(this.position))) return -1;
    }
  }

  /** Takes the next byte if it is `character`; says which one came. */
  async take(characters: string): Promise<string> {
    const byte = await this.#next();
    const found = String.fromCharCode(byte);
    if (!characters.includes(found)) {
      const expected = [...characters].map((character) => `"${character}"`).join(" or ");
      throw new JsonFault("not_json", `expected ${expected}, found ${describeByte(byte)}`, this.position);
    }
    this.position++;
    return found;
  }

  /** The next value, which stands inside `outerDepth` lists and objects, parsed. */
  async readValue(outerDepth: number): Promise<unknown> {
    const start = await this.#findEnd(outerDepth, true);
    return JSON.parse(this.bytes.toString("utf8", start, this.position));
  }

  /** Passes over the next value, whatever its size. */
  async skipValue(outerDepth: number): Promise<void> {
    await this.#findEnd(outerDepth, false);
  }

  async #findEnd(outerDepth: number, isKept: boolean): Promise<number> {
    await this.#next();
    this.#scanner.start(outerDepth);
    let start = this.position;
    let scanned = start;
    for (;;) {
      const end = this.#scanner.scan(this.bytes, scanned);
      if (isKept && (end === -1 ? this.bytes.length : end) - start > this.#valueBytes)
        throw new SizeFault(start);
      this.position = end === -1 ? this.bytes.length : end;
      if (end !== -1) return start;
      const keepFrom = isKept ? start : this.bytes.length;
      if (!(await this.#load(keepFrom))) throw new EndFault();
      start -= keepFrom;
      scanned = this.position;
    }
  }

  /**
   * The elements of a list whose "[" was taken, up to and with its "]", parsed, in runs of many.
   * The list stands inside `outerDepth` lists and objects.
   */
  async *elements(outerDepth: number): AsyncGenerator<unknown[], void> {
    this.elementIndex = 0;
    this.#guess.start();
    if ((await this.#next()) === 0x5d) {
      this.position++;
      return;
    }
    this.#scanner.start(outerDepth + 1);
    let runStart = this.position;
    let runEnd = this.position;
    let start = this.position;
    let scanned = this.position;
    for (;;) {
      const end = this.#scanner.scan(this.bytes, scanned);
      if ((end === -1 ? this.bytes.length : end) - start > this.#valueBytes) throw new SizeFault(start);
      if (end === -1) {
        if (start > runStart) yield parseRun(this.bytes, runStart, runEnd);
        this.position = this.bytes.length;
        if (!(await this.#load(start))) throw new EndFault();
        runStart = 0;
        start = 0;
        scanned = this.position;
        continue;
      }

      runEnd = end;
      // The separator and the next element, as long as they are loaded.
      let next = this.#afterWhitespace(end);
      const hasComma = this.bytes[next] === 0x2c;
      if (hasComma) next = this.#afterWhitespace(next + 1);
      if (!hasComma || next === this.bytes.length || next - runStart > this.#runBytes) {
        yield parseRun(this.bytes, runStart, end);
        this.position = end;
        if ((await this.take(",]")) === "]") return;
        await this.#next();
        this.elementIndex++;
        if (hasComma) this.#guess.learn(this.bytes, end, next);
        for (let run = this.#guessRun(outerDepth); run !== null; run = this.#guessRun(outerDepth)) yield run;
        next = this.position;
        runStart = next;
      } else this.elementIndex++;
      this.#scanner.start(outerDepth + 1);
      start = next;
      scanned = next;
    }
  }

  /** The elements of a run whose end is guessed, or null if it can't be; then they must be scanned. */
  #guessRun(outerDepth: number): unknown[] | null {
    // A run that is no larger than a record may be needs no look at how large its records are.
    if (this.#runBytes > this.#valueBytes) return null;
    const run = this.#guess.run(this.bytes, this.position, this.#runBytes, outerDepth + 1);
    if (run === null) return null;
    this.elementIndex += run.records.length;
    this.position = run.next;
    return run.records;
  }

  #afterWhitespace(position: number): number {
    let next = position;
    while (next < this.bytes.length && isWhitespace(this.bytes[next] ?? 0)) next++;
    return next;
  }

  async #next(): Promise<number> {
    const byte = await this.peek();
    if (byte === -1) throw new EndFault();
    return byte;
  }
}
