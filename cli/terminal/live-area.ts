import { cursorTo, moveCursor } from "node:readline";

/**
 * Lines at the end of standard error that are drawn again in place, while a person watches; nothing at all
 * where nobody does (a pipe, a log file, a CI job).
 */
export class LiveArea {
  readonly isLive = process.stderr.isTTY === true && process.env.TERM !== "dumb";
  #lines = 0;
  #drawnAt = 0;

  /** Draws at most ten times a second, unless it must be now. */
  draw(lines: readonly string[], isNow = false): void {
    if (!this.isLive || (!isNow && performance.now() - this.#drawnAt < 100)) return;
    this.#drawnAt = performance.now();
    const width = Math.max(20, (process.stderr.columns || 80) - 1);
    const cut = lines.map((line) => (line.length > width ? `${line.slice(0, width - 1)}…` : line));
    this.#back();
    process.stderr.write(cut.map((line) => `${line}\u001b[K\n`).join(""));
    // What was there and is not any more.
    process.stderr.write("\u001b[J");
    this.#lines = cut.length;
  }

  /** Takes the lines away, so that something can be printed. */
  clear(): void {
    if (this.#lines === 0) return;
    this.#back();
    process.stderr.write("\u001b[J");
    this.#lines = 0;
  }

  #back(): void {
    if (this.#lines === 0) return;
    moveCursor(process.stderr, 0, -this.#lines);
    cursorTo(process.stderr, 0);
  }
}
