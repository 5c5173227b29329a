import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { checkBundle } from "./check-bundle.ts";
import { type MutatedBundle, mutatedBundle } from "./mutated-bundle.ts";

/**
 * Checks damaged bundles for so many seconds.
 *
 * @param options.path of a bundle that failed before: it alone is checked
 * @param options.onBundle called before each, with its number
 * @returns what is wrong with the first that fails, as small as it could be made, and how to see it again
 */
export async function runFuzz(options: {
  checkout: string;
  seconds: number;
  seed: number;
  path?: string;
  onBundle(count: number): void;
}): Promise<string | null> {
  const { checkout, seconds, seed } = options;
  let count = 0;
  const property = fc.asyncProperty(mutatedBundle(checkout), async (bundle) => {
    options.onBundle(++count);
    await checkBundle(bundle);
  });
  const result = await fc.check(property, {
    seed,
    ...(options.path ? { path: options.path } : {}),
    numRuns: 2 ** 31 - 1,
    interruptAfterTimeLimit: seconds * 1_000,
    markInterruptAsFailure: false,
  });
  if (!result.failed) return null;
  const [bundle] = result.counterexample ?? [];
  const file = path.join(checkout, "test-results", `fuzz-${seed}.bundle`);
  if (bundle) save(file, bundle);
  return [
    String(result.errorInstance instanceof Error ? result.errorInstance.stack : result.errorInstance),
    `Again: npm run fuzz -- --seed ${seed} --path ${result.counterexamplePath}`,
    `The bundle: ${file}`,
  ].join("\n");
}

function save(file: string, { bytes }: MutatedBundle): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}
