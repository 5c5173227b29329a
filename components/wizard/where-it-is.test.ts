import { expect, it } from "vitest";
import { whereItIs } from "@/components/wizard/where-it-is.ts";
import type { ReadingProgress } from "@/lib/api/contract.ts";

const reading = (values: Partial<ReadingProgress>): ReadingProgress => ({
  bytesRead: 0,
  bytesTotal: 2_000_000,
  records: {},
  ...values,
});
const read = { bytesRead: 2_000_000 };

it.each([
  ["reading", null, "Waiting for a worker to begin", null],
  ["reading", reading({ bytesRead: 500_000 }), "Reading: 500 KB of 2.0 MB", 0.25],
  [
    "reading",
    reading({ bytesRead: 500_000, planning: { step: "compare", done: 1, total: 7 } }),
    "Reading: 500 KB of 2.0 MB",
    0.25,
  ],
  ["reading", reading(read), "Planning: merging people, mapping roles", null],
  ["planning", reading(read), "Planning: merging people, mapping roles", null],
  [
    "planning",
    reading({ ...read, planning: { step: "store", done: 299, total: 1_000 } }),
    "Storing the plan: 29 %",
    0.299,
  ],
  [
    "planning",
    reading({ ...read, planning: { step: "compare", done: 7, total: 7 } }),
    "Comparing with the directory: 100 %",
    1,
  ],
  ["review", null, "Planning: merging people, mapping roles", null],
] as const)("says where an import is that is %s", (state, progress, sentence, share) => {
  const { done, of, sentence: said } = whereItIs({ state, reading: progress });
  expect(said).toBe(sentence);
  expect(done === null ? null : done / of).toBe(share);
});
