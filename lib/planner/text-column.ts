import { IntColumn } from "./columns.ts";

/** Texts that become one string. */
const chunkBits = 10;
const chunkTexts = 1 << chunkBits;
const inChunk = chunkTexts - 1;

/**
 * A column of texts that only grows, null where there is none. Every thousand are joined to one string, of which
 * `get` cuts slices: a million short strings would take twice the memory, and every collection would walk over each.
 */
export class TextColumn {
  readonly #chunks: string[] = [];
  /** Per text, where it ends in its chunk; for null, the complement of that. */
  readonly #ends = new IntColumn();
  #last: (string | null)[] = [];
  #lastLength = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(text: string | null): void {
    if (text !== null) this.#lastLength += text.length;
    this.#ends.set(this.#size, text === null ? ~this.#lastLength : this.#lastLength);
    this.#size++;
    // Of null, `join` makes nothing.
    if (this.#last.push(text) < chunkTexts) return;
    this.#chunks.push(this.#last.join(""));
    this.#last = [];
    this.#lastLength = 0;
  }

  get(row: number): string | null {
    const chunk = this.#chunks[row >> chunkBits];
    if (chunk === undefined) return this.#last[row & inChunk] ?? null;
    const end = this.#ends.get(row);
    if (end < 0) return null;
    if ((row & inChunk) === 0) return chunk.slice(0, end);
    const start = this.#ends.get(row - 1);
    return chunk.slice(start < 0 ? ~start : start, end);
  }
}
