/** Slots at the start; always a power of two. */
const initialSlots = 1024;

/**
 * Finds the row that has an id. A `Map` of a million ids costs 30 to 60 MB of heap that every collection walks
 * through; this is one array of numbers, and the ids stay in their column. Not for texts that strangers choose
 * (addresses): whoever knows the hash could make it slow.
 */
export class TextIndex {
  readonly #textOf: (row: number) => string | null;
  /** Row number plus one; 0 is free. At most half of them are taken. */
  #slots = new Int32Array(initialSlots);
  #size = 0;

  /** @param textOf reads the text of a row from its column; must not change once the row is in the index. */
  constructor(textOf: (row: number) => string | null) {
    this.#textOf = textOf;
  }

  get size(): number {
    return this.#size;
  }

  find(text: string): number | undefined {
    const row = (this.#slots[this.#slotOf(text)] ?? 0) - 1;
    return row < 0 ? undefined : row;
  }

  /** Puts a row under its text, in place of the row that has been there, if any. */
  set(text: string, row: number): void {
    if (this.#size * 2 >= this.#slots.length) this.#grow();
    const slot = this.#slotOf(text);
    if (this.#slots[slot] === 0) this.#size++;
    this.#slots[slot] = row + 1;
  }

  /** The slot that holds the text, or the free one where it belongs. */
  #slotOf(text: string): number {
    const slots = this.#slots;
    const last = slots.length - 1;
    let slot = hash(text) & last;
    for (;;) {
      const entry = slots[slot];
      if (entry === undefined || entry === 0 || this.#textOf(entry - 1) === text) return slot;
      slot = (slot + 1) & last;
    }
  }

  #grow(): void {
    const entries = this.#slots;
    this.#slots = new Int32Array(entries.length * 2);
    for (const entry of entries) {
      const text = entry === 0 ? null : this.#textOf(entry - 1);
      if (text !== null) this.#slots[this.#slotOf(text)] = entry;
    }
  }
}

/** FNV-1a, its bits mixed once more: ids that count up would otherwise stand in one row of slots. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
