/** Rows a chunk. Columns grow by chunks: nothing is copied, and no column is a third larger than what it holds. */
const chunkBits = 14;
const chunkRows = 1 << chunkBits;
const inChunk = chunkRows - 1;

/** A growing column of whole numbers up to 32 bits; 0 where nothing was set. */
export class IntColumn {
  readonly #chunks: Int32Array[] = [];

  get(row: number): number {
    return this.#chunks[row >> chunkBits]?.[row & inChunk] ?? 0;
  }

  set(row: number, value: number): void {
    while (this.#chunks.length <= row >> chunkBits) this.#chunks.push(new Int32Array(chunkRows));
    const chunk = this.#chunks[row >> chunkBits];
    if (chunk !== undefined) chunk[row & inChunk] = value;
  }
}

/** A growing column of points in time, in milliseconds; null where there is none. */
export class TimeColumn {
  readonly #chunks: Float64Array[] = [];

  get(row: number): number | null {
    const value = this.#chunks[row >> chunkBits]?.[row & inChunk];
    return value === undefined || Number.isNaN(value) ? null : value;
  }

  set(row: number, value: number | null): void {
    while (this.#chunks.length <= row >> chunkBits) this.#chunks.push(new Float64Array(chunkRows));
    const chunk = this.#chunks[row >> chunkBits];
    if (chunk !== undefined) chunk[row & inChunk] = value ?? Number.NaN;
  }
}

/** A growing column of texts or other values; null where there is none. */
export class ValueColumn<Value> {
  readonly #chunks: (Value | null)[][] = [];

  get(row: number): Value | null {
    return this.#chunks[row >> chunkBits]?.[row & inChunk] ?? null;
  }

  set(row: number, value: Value | null): void {
    // A column that nobody fills costs nothing.
    if (value === null && this.#chunks.length <= row >> chunkBits) return;
    while (this.#chunks.length <= row >> chunkBits)
      this.#chunks.push(Array<Value | null>(chunkRows).fill(null));
    const chunk = this.#chunks[row >> chunkBits];
    if (chunk !== undefined) chunk[row & inChunk] = value;
  }
}
