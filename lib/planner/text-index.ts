import { IntColumn } from "./columns.ts";
import { TextColumn } from "./text-column.ts";

/** Slots at the start; always a power of two. */
const initialSlots = 1024;

/**
 * Numbers distinct texts in the order in which they come, and finds their numbers again: the rows of a table by their
 * ids. A `Map` of a million ids costs 30 to 60 MB of heap that every collection walks through; this is arrays of
 * numbers. Not for texts that strangers choose (addresses): whoever knows the hash could make it slow.
 */
export class TextIndex {
  readonly #texts = new TextColumn();
  readonly #hashes = new IntColumn();
  /** A text's number plus one; 0 is free. At most half of them are taken. */
  #slots = new Int32Array(initialSlots);

  get size(): number {
    return this.#texts.size;
  }

  text(number: number): string {
    return this.#texts.get(number) ?? "";
  }

  find(text: string): number | undefined {
    const number = (this.#slots[this.#slotOf(text, hashText(text))] ?? 0) - 1;
    return number < 0 ? undefined : number;
  }

  /** The number of a text; a new one for one that was not there. */
  number(text: string): number {
    const hash = hashText(text);
    const slot = this.#slotOf(text, hash);
    const known = this.#slots[slot] ?? 0;
    if (known !== 0) return known - 1;
    const number = this.size;
    this.#texts.push(text);
    this.#hashes.set(number, hash);
    this.#slots[slot] = number + 1;
    if (this.size * 2 > this.#slots.length) this.#grow();
    return number;
  }

  /** The slot that holds the text, or the free one where it belongs. */
  #slotOf(text: string, hash: number): number {
    const slots = this.#slots;
    const last = slots.length - 1;
    for (let slot = hash & last; ; slot = (slot + 1) & last) {
      const entry = slots[slot] ?? 0;
      if (entry === 0) return slot;
      if (this.#hashes.get(entry - 1) === hash && this.#texts.get(entry - 1) === text) return slot;
    }
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const last = slots.length - 1;
    for (let number = 0; number < this.size; number++) {
      let slot = this.#hashes.get(number) & last;
      while (slots[slot] !== 0) slot = (slot + 1) & last;
      slots[slot] = number + 1;
    }
    this.#slots = slots;
  }
}

/** FNV-1a in 32 bits, mixed once more: ids that count up would otherwise stand in one row of slots. */
export function hashText(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}
