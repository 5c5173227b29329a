import { createInterface } from "node:readline/promises";

/** Asks on the terminal; anything but yes is no, and so is Ctrl+C. */
export async function isConfirmed(question: string, signal: AbortSignal): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const interrupted = new AbortController();
  // While it asks, readline takes Ctrl+C for itself.
  terminal.on("SIGINT", () => interrupted.abort());
  terminal.on("close", () => interrupted.abort());
  try {
    const answer = await terminal.question(`${question} [y/N] `, {
      signal: AbortSignal.any([signal, interrupted.signal]),
    });
    return /^y(es)?$/i.test(answer.trim());
  } catch {
    console.error("");
    return false;
  } finally {
    terminal.close();
  }
}
