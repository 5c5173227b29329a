import path from "node:path";
import fc from "fast-check";
import { it } from "vitest";
import { checkBundle } from "./check-bundle.ts";
import { mutatedBundle } from "./mutated-bundle.ts";

// A short part of `npm run fuzz`, always the same bundles.
it("reads and plans damaged bundles, or says what is wrong, where, and what to do", async () => {
  const bundles = mutatedBundle(path.resolve(import.meta.dirname, "../.."));
  await fc.assert(fc.asyncProperty(bundles, checkBundle), { seed: 1, numRuns: 300 });
}, 60_000);
