import { compareText } from "./compare-text.ts";
import type { Metadata } from "./source-records.ts";

/** Metadata with its keys in code-unit order: equal values must give equal bytes, however they were written. */
export function sortMetadata(metadata: Metadata | null): Metadata | null {
  if (metadata === null || Object.keys(metadata).length < 2) return metadata;
  return Object.fromEntries(Object.entries(metadata).sort(([a], [b]) => compareText(a, b)));
}
