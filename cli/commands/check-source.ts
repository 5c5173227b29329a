import { UsageError } from "../usage-error.ts";
import type { ImportOptions } from "./import-options.ts";

/**
 * Sees to it that an import comes from one place: files, or the API.
 *
 * @throws UsageError
 */
export function checkSource({ input, liveToken, mfa, identities }: ImportOptions): void {
  if (input && (liveToken !== undefined || mfa || identities)) {
    throw new UsageError(
      "Files were named, and options of a live import.",
      "Give --input alone, or leave it out to pull from the API.",
    );
  }
  if (!input && liveToken === undefined && !process.env.WORKOS_API_KEY) {
    throw new UsageError(
      "There is nothing to import from.",
      "Name the bundle's files after --input, or pull from the API: set WORKOS_API_KEY, or give --live-token -.",
    );
  }
}
