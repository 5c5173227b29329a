import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

type LockedPackage = { optionalDependencies?: Record<string, string> };

it("the lock file names the packages of every platform, or `npm ci` refuses it on some", () => {
  const file = path.resolve(import.meta.dirname, "../package-lock.json");
  const packages: Record<string, LockedPackage> = JSON.parse(readFileSync(file, "utf8")).packages;
  const missing = Object.entries(packages).flatMap(([parent, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([, version]) => /^\d/.test(version))
      .map(([name]) => name)
      .filter((name) => !packages[`node_modules/${name}`] && !packages[`${parent}/node_modules/${name}`]),
  );
  // If this fails: `npm run lock:complete`.
  expect(missing).toEqual([]);
});
