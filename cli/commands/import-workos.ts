import type { ExitCode } from "../exit-code.ts";
import type { ImportOptions } from "./import-options.ts";

export async function importWorkos(_options: ImportOptions): Promise<ExitCode> {
  throw new Error("not yet");
}
