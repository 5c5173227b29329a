import { compareText } from "./compare-text.ts";
import type { Metadata } from "./source-records.ts";

/** Metadata with its keys in code-unit order, null if there are none: equal values must give equal bytes, however they were written. */
export function sortMetadata(metadata: Metadata | null): Metadata | null {
  if (metadata === null) return metadata;
  const keys = Object.keys(metadata).length;
  // The API gives every record an object of its own, and nearly all of them are empty.
  if (keys === 0) return null;
  if (keys === 1) return metadata;
  return Object.fromEntries(Object.entries(metadata).sort(([a], [b]) => compareText(a, b)));
}
