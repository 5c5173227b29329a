import { once } from "node:events";

/** Thrown when whoever reads standard output went away: `authio … | head`. */
export class OutputClosed extends Error {
  override readonly name = "OutputClosed";
}

let closed: OutputClosed | null = null;
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  closed = new OutputClosed("standard output was closed", { cause: error });
});

/**
 * Writes a command's result to standard output, no faster than it is read.
 *
 * @throws OutputClosed when nobody reads it any more
 */
export async function writeOutput(chunks: Iterable<string>): Promise<void> {
  for (const chunk of chunks) {
    if (closed) throw closed;
    if (!process.stdout.write(chunk)) await drained();
  }
  // The last chunk must be out before the process ends; its failure must be seen before success is told.
  await new Promise<void>((resolve) => process.stdout.write("", () => resolve()));
  if (closed) throw closed;
}

async function drained(): Promise<void> {
  try {
    await once(process.stdout, "drain");
  } catch (error) {
    throw new OutputClosed("standard output was closed", { cause: error });
  }
}
